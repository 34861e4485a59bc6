// The shapes that `rules` computes with are those of the contract (by tsc), and its codes those of the county's lists:
// rules import nothing, so a change on one side alone must fail here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnnualCardContent as DerivedContent } from '../rules/annual-card'
import type { CardDifference as FoundDifference } from '../rules/annual-card-differences'
import { BACK_CAUSES, BACK_MEASURES, MEASURE_ITEMS } from '../rules/annual-card'
import { ENTRY, type CardIncome } from '../rules/card'
import { checkCertificate } from '../rules/id-number'
import { LIFECYCLE } from '../rules/lifecycle'
import type { SeenCard, SeenListItem } from '../rules/record'
import { parentRegion, regionLevel } from '../rules/region'
import { schoolStage } from '../rules/school-stage'
import { SHEET_MOVES, type SheetState } from '../rules/sheet-states'
import type { Sums, Warned } from '../rules/sheet-warnings'
import { AREAS, HEALTH_MEASURES, SIGHT_BREADTH, SIGHT_GRID, SIGHT_OF_ROLE, type Sight } from '../rules/sight'
import { ROLE_IDS, type Role } from '../roles'
import type { AnnualCardContent, CardDifference } from './annual-cards.views'
import type { CardView, HouseholdListItem, IncomeView } from './households.views'
import type { SheetState as SheetStateView, SheetSums, SheetWarning } from './sheets.views'

/** Every field of A is a field of B: nothing is computed that the contract does not name. */
type OnlyFieldsOf<A, B> = Exclude<keyof A, keyof B> extends never ? true : never

test('what the rules hand out is what the contract promises', () => {
  const card = (seen: SeenCard): CardView => seen
  const back = (view: CardView): Partial<Record<keyof SeenCard, unknown>> => view
  const row = (seen: SeenListItem): HouseholdListItem => seen
  const income = (computed: CardIncome): IncomeView => computed
  const fields: [OnlyFieldsOf<SeenCard, CardView>, OnlyFieldsOf<CardView, SeenCard>, OnlyFieldsOf<SeenListItem, HouseholdListItem>,
    OnlyFieldsOf<HouseholdListItem, SeenListItem>, OnlyFieldsOf<CardIncome, IncomeView>, OnlyFieldsOf<IncomeView, CardIncome>,
    OnlyFieldsOf<NonNullable<SeenCard['members']>[number], NonNullable<CardView['members']>[number]>] = [true, true, true, true, true, true, true]
  expect([card, back, row, income].every((agreed) => typeof agreed === 'function')).toBe(true)
  expect(fields).not.toContain(false)
})

test('sheets: states, sums and warnings of the rules are those of the contract', () => {
  const there = { state: (state: SheetState): SheetStateView => state, sums: (sums: Sums): SheetSums => sums, warning: (warned: Warned): SheetWarning => warned }
  const back = { state: (state: SheetStateView): SheetState => state, sums: (sums: SheetSums): Sums => sums, warning: (warning: SheetWarning): Warned => warning }
  expect([...Object.values(there), ...Object.values(back)].every((agreed) => typeof agreed === 'function')).toBe(true)
})

test('the annual card that the rules derive is that of the contract, both ways', () => {
  const content: [(derived: DerivedContent) => AnnualCardContent, (promised: AnnualCardContent) => DerivedContent] = [(derived) => derived, (promised) => promised]
  const difference: [(found: FoundDifference) => CardDifference, (promised: CardDifference) => FoundDifference] = [(found) => found, (promised) => promised]
  expect([...content, ...difference].every((agreed) => typeof agreed === 'function')).toBe(true)
})

test('every role has a sight, or none on purpose', () => {
  const sights: Record<Role, Sight | null> = SIGHT_OF_ROLE
  expect(Object.keys(sights).sort()).toEqual([...ROLE_IDS].sort())
})

describe('the county\'s code lists', () => {
  const rows = readFileSync(join(__dirname, '..', '..', 'config', 'county', 'codes.csv'), 'utf8').split(/\r?\n/).map((line) => line.split(','))
  const list = (name: string) => rows.filter(([of]) => of === name).map(([, code, zh, en]) => ({ code, zh, en }))

  test('lifecycle: the same codes, words and names', () => {
    expect(LIFECYCLE.map(({ code, label, id }) => ({ code, zh: label, en: id }))).toEqual(list('lifecycle'))
  })

  test('entry states', () => {
    expect(Object.entries(ENTRY).map(([en, code]) => ({ en, code }))).toEqual(list('entry_state').map(({ en, code }) => ({ en, code })))
  })

  test('income items belong to the groups that their first letter says', () => {
    const groups = new Set(list('income_group').map(({ code }) => code))
    expect(list('income_item').filter(({ code }) => !groups.has(code[0]))).toEqual([])
    expect(list('excluded_item').concat(list('rigid_expense')).filter(({ code }) => groups.has(code[0]))).toEqual([])
  })

  test('every student status has a stage', () => {
    expect(list('student_status')).toHaveLength(25)
    expect(list('student_status').filter(({ code }) => schoolStage(code) === null)).toEqual([])
  })

  test('health measures and the measures of policy areas exist', () => {
    const measures = new Set(list('measure').map(({ code }) => code))
    const items = new Set(list('income_item').map(({ code }) => code))
    expect(Object.values(MEASURE_ITEMS).flat().filter((code) => !items.has(code))).toEqual([])
    expect(BACK_CAUSES.filter((code) => !list('cause').some((cause) => cause.code === code))).toEqual([])
    const named = [...BACK_MEASURES, ...Object.keys(MEASURE_ITEMS), ...HEALTH_MEASURES, ...Object.values(AREAS).flat()]
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((code) => !measures.has(code))).toEqual([])
  })

  test('the regions of the county are codes, each inside its parent', () => {
    const regions = readFileSync(join(__dirname, '..', '..', 'config', 'county', 'regions.csv'), 'utf8').split(/\r?\n/).slice(1).filter(Boolean).map((line) => line.split(','))
    expect(regions.length).toBeGreaterThan(300)
    for (const [code, , level, parent] of regions) expect([code, regionLevel(code), parentRegion(code) ?? '']).toEqual([code, level, parent])
  })

  test('the certificates of the county\'s samples break no rule', () => {
    const [head, ...members] = readFileSync(join(__dirname, '..', '..', 'config', 'county', 'samples', 'sample-members.csv'), 'utf8').replace(/^\ufeff/, '').split(/\r?\n/).filter(Boolean).map((line) => line.split(','))
    const at = (name: string) => head.indexOf(name)
    expect(members).toHaveLength(31)
    for (const row of members) {
      const born = row[at('出生日期')]
      const person = { certificate: row[at('证件号码')], birthDate: `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`, sex: row[at('性别')] === '男' ? '1' : '2' }
      expect([row[at('姓名')], checkCertificate(person, '2020-03-12')]).toEqual([row[at('姓名')], []])
    }
  })
})

test('the README tells the grid, the policy areas and the moves of a sheet as they are', () => {
  const readme = readFileSync(join(__dirname, '..', 'rules', 'README.md'), 'utf8').split('\n')
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const sights = Object.keys(SIGHT_GRID.headName) as Sight[]
  expect(readme).toContain(row(['field', ...sights]))
  for (const [field, shown] of Object.entries(SIGHT_GRID)) expect(readme).toContain(row([field, ...sights.map((sight) => shown[sight])]))
  for (const [field, kinds] of Object.entries(AREAS)) expect(readme).toContain(row([field, kinds.join(', ')]))
  expect(readme.join('\n')).toContain(SIGHT_BREADTH.join(' › '))
  const moves = SHEET_MOVES.map((m) => row([m.from, m.act, m.to, m.hand, [m.another && 'by another', m.revision && 'new revision', m.reason && 'reason'].filter(Boolean).join(', ')]).replace('|  |', '| |'))
  expect(readme.filter((line) => /^\| (none|draft|submitted|approved|returned) \|/.test(line))).toEqual(moves)
})
