// 国办函〔2026〕12号: nobody is ranked, scored or timed. No table, column, operation, answer field, code list or screen text speaks of it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROBLEMS } from '@onecard/shared/problems'
import { allOperations } from '@onecard/shared/operations'
import { ROOT } from '../src/kernel/env'
import { startWorld, type World } from './world'

/** As words of a name in snake case or camel case: `rank` is one, `frank` and `ranking` are looked at by themselves. */
const WORDS = ['rank', 'ranking', 'ranks', 'score', 'scores', 'scoring', 'points', 'leaderboard', 'streak', 'badge', 'medal', 'online', 'attendance', 'checkin', 'punch', 'performance', 'kpi']
const PHRASES = ['online_time', 'on_line', 'duration_online', 'time_online', 'check_in', 'sign_in_days', 'last_active', 'active_minutes', 'rated_by']
/** What people would read. 签到 and 打卡 as acts of a cadre; 打卡 of money paid to a bank card is plain speech and stands in texts of households. */
const CHINESE = ['积分', '排名', '排行', '名次', '在线时长', '在线时间', '签到', '考勤', '得分', '打分', '评分', '勋章', '打卡天数', '打卡次数', '活跃度']

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const wordsOf = (name: string): string[] => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/)
const faulty = (name: string): boolean => {
  const words = wordsOf(name)
  return words.some((word) => WORDS.includes(word)) || PHRASES.some((phrase) => `_${words.join('_')}_`.includes(`_${phrase}_`))
}

test('the guard sees what it is for', () => {
  expect(['helper_rank', 'visitScore', 'online_time', 'lastActive', 'account.points', 'check_in_at'].filter((name) => !faulty(name))).toEqual([])
  expect(['frank_name', 'description', 'checked_at', 'sign_in_failure', 'ended_at', 'accuracy'].filter(faulty)).toEqual([])
})

test('no table or column', async () => {
  const rows = await world.rows<{ t: string; c: string }>('SELECT TABLE_NAME AS t, COLUMN_NAME AS c FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()')
  expect(rows.length).toBeGreaterThan(200)
  expect(rows.filter(({ t, c }) => faulty(t) || faulty(c))).toEqual([])
})

test('no operation, and no field of what the server takes or answers', () => {
  const names: string[] = allOperations().flatMap(([name, op]) => [name, op.path])
  const walk = (part: unknown): void => {
    if (!part || typeof part !== 'object') return
    const properties = (part as { properties?: object }).properties
    if (properties) names.push(...Object.keys(properties))
    Object.values(part).forEach(walk)
  }
  walk(world.document)
  expect(names.length).toBeGreaterThan(300)
  expect(names.filter(faulty)).toEqual([])
})

test('no account carries a figure of its person: visits are counted by household and land alone', () => {
  const schemas = world.document.components.schemas as Record<string, { properties?: Record<string, { type?: unknown }> }>
  const numbers = ['AccountView', 'ActorView', 'AppointmentView', 'HelperView', 'BurdenView'].flatMap((name) => Object.entries(schemas[name]?.properties ?? {}).filter(([, of]) => of.type === 'number' || of.type === 'integer').map(([field]) => `${name}.${field}`))
  expect(numbers).toEqual([])
})

/** Files that people read from; tests of texts may name what is forbidden. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sources(path) : /\.(tsx?|csv|json)$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** Comments explain what is not done; strings and elements are what people read. */
/** A sheet that villagers sign at a meeting is a document, not an act that is counted. */
const ALLOWED = '民主评议记录及签到'
const withoutComments = (text: string): string => text.replaceAll(ALLOWED, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')

test('no text on a screen, in a refusal or in a code list', () => {
  const files = ['miniapp/src', 'shared', 'server/src', 'config/county'].flatMap((folder) => sources(join(ROOT, folder)))
  expect(files.length).toBeGreaterThan(150)
  const found = files.flatMap((file) => { const text = withoutComments(readFileSync(file, 'utf8')); return CHINESE.filter((word) => text.includes(word)).map((word) => `${file.slice(ROOT.length + 1)}: ${word}`) })
  expect(found).toEqual([])
  expect(CHINESE.filter((word) => JSON.stringify(PROBLEMS).includes(word))).toEqual([])
})
