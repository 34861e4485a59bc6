// What one content of a card says otherwise than another, in words: under a newer version, and before it is issued.
import type { AnnualCardContent, CardMeasure, CardMember, QuarterSums } from './annual-card'
import { canonicalJson } from './canonical-json'
import { formatFen } from './fen'
import { formatPeriod } from './period'

export interface CardDifference { what: string; before: string; after: string }

const NOTHING = '（没有）'
const QUARTERS = ['第一季', '第二季', '第三季', '第四季']
const GROUP_NAMES = { A: '工资性收入', B: '生产经营性收入', C: '财产性收入', D: '转移性收入', E: '生产经营性支出' } as const

/** Figures first, then people and help, then the rest. Empty exactly when both contents are the same. */
export function cardDifferences(before: AnnualCardContent, after: AnnualCardContent): CardDifference[] {
  if (canonicalJson(before) === canonicalJson(after)) return []
  const found = [...figures(before, after), ...keyed('成员', before.members, after.members, ({ name, relation }) => `${name}（${relation}）`, sayMember), ...keyed('措施', before.measures, after.measures, ({ kind, content, from }) => `${kind.label} ${content} ${from}`, sayMeasure), ...facts(before, after)]
  return found.length > 0 ? found : [{ what: '其他内容', before: '', after: '有改动' }]
}

function differ(what: string, before: string | null, after: string | null): CardDifference[] {
  return before === after ? [] : [{ what, before: before || NOTHING, after: after || NOTHING }]
}

function money(fen: number | null): string | null {
  return fen === null ? null : formatFen(fen)
}

function figures(before: AnnualCardContent, after: AnnualCardContent): CardDifference[] {
  const items = [...new Set([...before.items, ...after.items].map(({ item }) => item.code))].flatMap((code) => {
    const [was, is] = [before, after].map((content) => content.items.find(({ item }) => item.code === code))
    return [...sums(was?.item.label ?? is?.item.label ?? code, was, is), ...differ(`${is?.item.label ?? was?.item.label ?? code}，说明`, was?.note ?? null, is?.note ?? null)]
  })
  const groups = (Object.keys(GROUP_NAMES) as (keyof typeof GROUP_NAMES)[]).flatMap((letter) => sums(`${GROUP_NAMES[letter]}小计`, before.groups[letter], after.groups[letter]))
  return [
    ...items, ...groups, ...sums('年收入', before.gross, after.gross), ...sums('家庭纯收入', before.net, after.net),
    ...differ('计算人口', sayDivisor(before), sayDivisor(after)), ...differ('人均纯收入', money(before.perCapitaFen), money(after.perCapitaFen)),
    ...differ('当年标准', money(before.lineFen), money(after.lineFen)), ...differ('是否达标', sayVerdict(before), sayVerdict(after)),
    ...differ('缺的月份', before.missing.map(formatPeriod).join('、'), after.missing.map(formatPeriod).join('、')),
    ...differ('算到', formatPeriod(before.through), formatPeriod(after.through)),
    ...differ('不计入收入', money(before.excludedFen), money(after.excludedFen)), ...differ('刚性支出', money(before.rigidFen), money(after.rigidFen)),
    ...differ('上年', sayLastYear(before), sayLastYear(after)),
  ]
}

/** The year's sum, or, where it has stayed the same, the quarters that have not. */
function sums(what: string, before: QuarterSums | undefined, after: QuarterSums | undefined): CardDifference[] {
  if ((before?.fen ?? null) !== (after?.fen ?? null)) return differ(what, money(before?.fen ?? null), money(after?.fen ?? null))
  return QUARTERS.flatMap((quarter, i) => differ(`${what}，${quarter}`, money(before?.quarters[i] ?? null), money(after?.quarters[i] ?? null)))
}

function sayDivisor({ divisor, headCounts }: AnnualCardContent): string {
  const counts = [...new Set(headCounts.map(({ members }) => members))]
  const moved = counts.length > 1 ? `（各月 ${headCounts.map(({ members }) => members).join('、')} 人）` : ''
  return `${divisor.rule === 'member_months' ? `${divisor.heads} 人月 ÷ ${divisor.scale}` : `${divisor.members} 人`}${moved}`
}

function sayVerdict({ below }: AnnualCardContent): string {
  return below === null ? '暂不判断' : below ? '没有达到' : '达到'
}

function sayLastYear({ lastYear }: AnnualCardContent): string | null {
  return lastYear && `${lastYear.year} 年纯收入 ${formatFen(lastYear.netFen)}，人均 ${lastYear.perCapitaFen === null ? '不算' : formatFen(lastYear.perCapitaFen)}，收入 ${formatFen(lastYear.grossFen)}，支出 ${formatFen(lastYear.expenseFen)}，标准 ${formatFen(lastYear.lineFen)}`
}

/** What has come, gone or changed of a list; things of one name are told apart by their place among them. */
function keyed<T>(what: string, before: readonly T[], after: readonly T[], keyOf: (thing: T) => string, say: (thing: T) => string): CardDifference[] {
  const [was, is] = [named(before, keyOf), named(after, keyOf)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, fresh] = [was.get(key), is.get(key)]
    return differ(`${what} ${key}`, old === undefined ? null : say(old), fresh === undefined ? null : say(fresh))
  })
}

function named<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T> {
  const map = new Map<string, T>()
  for (const thing of things) {
    const key = keyOf(thing)
    let n = 1
    while (map.has(n === 1 ? key : `${key} ${n}`)) n++
    map.set(n === 1 ? key : `${key} ${n}`, thing)
  }
  return map
}

function sayMember({ sex, age, school, labour, work, healthPolicy }: CardMember): string {
  return [sex, age === null ? null : `${age} 岁`, school, labour, work, healthPolicy ? '符合健康扶贫政策' : null].filter((part) => part !== null).join('，')
}

function sayMeasure({ from, to, paidFen, department, status }: CardMeasure): string {
  return [`${from} 至 ${to ?? '今'}`, paidFen === null ? null : formatFen(paidFen), department, status].filter((part) => part !== null).join('，')
}

function facts(before: AnnualCardContent, after: AnnualCardContent): CardDifference[] {
  const one = (what: string, of: (content: AnnualCardContent) => string | null): CardDifference[] => differ(what, of(before), of(after))
  return [
    ...one('卡号', ({ cardNo }) => cardNo), ...one('户主', ({ headName }) => headName), ...one('户编号', ({ householdNo }) => householdNo),
    ...one('家庭住址', ({ region }) => [region.township, region.village, region.group].filter(Boolean).join(' ')),
    ...one('贫困户属性', ({ type }) => type.label), ...one('脱贫状态', ({ state }) => state.label), ...one('致贫原因', ({ causes }) => causes.map(({ label }) => label).join('、')),
    ...one('首次识别', ({ identifiedOn }) => identifiedOn), ...one('计划脱贫', ({ plannedExitYear }) => plannedExitYear === null ? null : `${plannedExitYear} 年`),
    ...one('实际脱贫', ({ exitYear }) => exitYear === null ? null : `${exitYear} 年`),
    ...one('住房', ({ housing }) => housing), ...one('饮水', ({ water }) => water), ...one('生活用电', ({ power }) => power), ...one('入户路', ({ road }) => road),
    ...one('耕地', ({ land }) => `${land.arable} 亩`), ...one('林果', ({ land }) => `${land.orchard} 亩`),
    ...one('帮扶单位', ({ unit }) => unit), ...one('帮扶责任人', (content) => sayHelpers(content, 'helper')), ...one('第一书记', (content) => sayHelpers(content, 'first_secretary')), ...one('监督电话', ({ hotline }) => hotline),
    ...one('两不愁三保障', ({ guarantees }) => guarantees.map(({ name, ok, text }) => `${name}：${ok === null ? '待查看' : ok ? '是' : '否'}，${text}`).join('；')), ...one('查看日期', ({ guaranteesOn }) => guaranteesOn),
    ...one('走访', ({ visits }) => `${visits.count} 次${visits.lastOn === null ? '' : `，最近 ${visits.lastOn}`}`), ...one('帮扶计划', ({ plan }) => plan), ...one('帮扶结果', ({ result }) => result),
  ]
}

function sayHelpers({ helpers }: AnnualCardContent, role: 'helper' | 'first_secretary'): string {
  return helpers.filter((helper) => helper.role === role).map(({ name, post, unit, phone }) => [name, unit, post, phone].filter((part) => part !== null).join(' ')).join('；')
}
