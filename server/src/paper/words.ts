// What the papers say in the same words everywhere: amounts, days, what the front leaves to the back.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import type { Place, Term } from '@onecard/shared/contract/common.views'
import { formatAmount } from '@onecard/shared/rules/fen'
import { lastDayOf } from '@onecard/shared/rules/period'

/** Stands on the front of every household in the same places, whatever the back says: so its being there tells nothing. */
export const ON_THE_BACK = '见背面'
export const NOTHING = '—'

/** A true minus. */
export const yuan = (fen: number): string => formatAmount(fen).replace('-', '−')
/** A quarter without money is a dash, not 0. */
export const yuanOrDash = (fen: number | null): string => fen === null || fen === 0 ? NOTHING : yuan(fen)
export const signed = (fen: number): string => fen > 0 ? `+${yuan(fen)}` : yuan(fen)
/** Per head always with fen: it is compared with others of its kind. */
export const exact = (fen: number): string => { const text = yuan(fen); return text.includes('.') ? text : `${text}.00` }

/** 2020年9月30日 */
export const day = (iso: string): string => `${Number(iso.slice(0, 4))}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日`
/** 2016年12月, of a month or a day. */
export const month = (iso: string | null): string => iso === null ? NOTHING : `${Number(iso.slice(0, 4))}年${Number(iso.slice(5, 7))}月`
/** 2019.10–2020.09 */
export const span = (from: string, to: string | null): string => to === null ? `${dotted(from)} 起` : dotted(from) === dotted(to) ? dotted(from) : `${dotted(from)}–${dotted(to)}`
const dotted = (iso: string): string => iso.slice(0, 7).replace('-', '.')

/** 154 0000 0101; other numbers as they are. */
export const phone = (number: string | null): string => number === null ? NOTHING : /^1\d{10}$/.test(number) ? `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}` : number

/** 健康扶贫（医疗救助） → 健康扶贫, 资产收益扶贫 → 资产收益: what stands in a narrow column. */
export const short = ({ label }: Term): string => { const plain = label.replace(/（[^）]*）/g, ''); return plain.length > 5 ? plain.replace(/扶贫$/, '') : plain }
/** 务工收入 → 务工, 公益性岗位收入（村级） → 公益岗位（村级）: the column beside says what kind of money it is. */
export const itemName = ({ label }: Term): string => label.replace('公益性岗位收入', '公益岗位').replace(/业?收入$/, '').replace(/业支出$/, '支出')
/** 第 3 村民小组 → 3 组 */
export const groupName = (name: string | undefined): string => name === undefined ? '' : name.replace(/^第?\s*([0-9一二三四五六七八九十]+)\s*(?:村民小组|小组|组)$/, '$1 组')
export const address = ({ township, village, group }: Place): string => [township, village, group].filter(Boolean).join(' ')

/** 6.50 → 6.5 亩, 0.00 → 没有; words as they are. */
export const mu = (area: string): string => !/^\d+(\.\d+)?$/.test(area) ? area : Number(area) === 0 ? '没有' : `${Number(area)} 亩`

export const items = (names: readonly string[]): string => names.length ? names.join('、') : '无'

/** 年度的第一天和最后一天 */
export const periodText = ({ from, to }: AnnualCardContent): string => `${Number(from.slice(0, 4))}年${Number(from.slice(5, 7))}月1日 至 ${day(lastDay(to))}`

/** Last day of a period or the day itself. */
export function lastDay(when: string): string {
  if (when.length > 7) return when
  return lastDayOf(when)
}

/** First and last month of each quarter of a year that begins with `from`: `2019年` over `10–12月`. */
export function quarterHeads(from: string): string[] {
  const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1
  return [0, 1, 2, 3].map((quarter) => {
    const start = first + quarter * 3
    return `${Math.floor(start / 12)}年\n${start % 12 + 1}–${(start + 2) % 12 + 1}月`
  })
}
