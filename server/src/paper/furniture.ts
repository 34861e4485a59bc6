// What all pages of a card share: margins, head of a block, banner, foot.
import type { Sheet } from './sheet'
import type { CardStamp } from './stamp'
import { day } from './words'

export const MARGIN = 12
export const WIDTH = 186
export const BOTTOM = 285
/** Foot of a card and of its elder edition, mm from its line to the margin. */
export const FOOT = 6.6
export const ELDER_FOOT = 8.6
const STRONG = 0.35

/** 「一、家庭基本情况」 with a bar before it and a remark at the right. */
export function blockHead(sheet: Sheet, y: number, text: string, { remark, size = 12, height = 6, bar = 1.6, remarkSize = 10.5 }: { remark?: string; size?: number; height?: number; bar?: number; remarkSize?: number } = {}): number {
  sheet.tag('H2', () => {
    sheet.box(MARGIN, y + height * 0.15, bar, height * 0.7)
    sheet.text(text, MARGIN + bar + 3, y, WIDTH - bar - 3, height, { size, face: 'bold' })
    if (remark) sheet.text(remark, MARGIN, y, WIDTH, height, { size: remarkSize, align: 'right' })
  })
  return y + height
}

/** Height of a banner with the room below it, 0 where there is none. */
export const bannerHeight = (stamp: CardStamp): number => stamp.version === null || stamp.replacedBy ? 12.5 : 0

/** A draft, or a version that another has replaced, says so at the top of every side. */
export function banner(sheet: Sheet, stamp: CardStamp, y: number): number {
  const draft = stamp.version === null
  if (!draft && !stamp.replacedBy) return y
  const height = 10
  sheet.tag('P', () => {
    sheet.frame(MARGIN, y, WIDTH, height, 0.6, draft ? { dash: 1.6 } : {})
    const words = draft ? '草稿 · 未审核' : `已作废 · 第 ${stamp.version} 版`
    sheet.text(words, MARGIN + 3, y, 80, height, { size: 15, face: 'bold' })
    const rest = draft ? '供核对用，不能签字，不能张贴。没有核验码。' : `${day(stamp.replacedBy?.on ?? stamp.printedOn)} 由第 ${stamp.replacedBy?.version} 版代替。只供存档，不作凭据。`
    sheet.text(rest, MARGIN + 3 + sheet.widthOf(words, { size: 15, face: 'bold' }) + 5, y, WIDTH, height, { size: 10.5 })
  })
  return y + bannerHeight(stamp)
}

export const versionText = ({ version }: CardStamp): string => version === null ? '草稿' : `第 ${version} 版`

export function foot(sheet: Sheet, stamp: CardStamp, left: string, page: string, { size = 10.5, height = FOOT }: { size?: number; height?: number } = {}): void {
  const y = BOTTOM - height
  sheet.strokes([[MARGIN, y, MARGIN + WIDTH, y]], STRONG)
  sheet.tag('P', () => {
    sheet.text(left, MARGIN, y + 1.6, WIDTH, height - 1.6, { size })
    const right = [versionText(stamp), stamp.verification && `核验码 ${stamp.verification}`, page].filter(Boolean).join(' · ')
    sheet.text(right, MARGIN, y + 1.6, WIDTH, height - 1.6, { size, align: 'right' })
  })
}

/** Box with a tick, a cross, or nothing: never without words beside it. */
export function tick(sheet: Sheet, ok: boolean | null, x: number, y: number, side: number): void {
  const line = side * 0.095
  sheet.frame(x, y, side, side, line)
  const at = (points: [number, number][]): [number, number, number, number][] => points.slice(1).map(([px, py], n) => [x + points[n][0] * side, y + points[n][1] * side, x + px * side, y + py * side])
  if (ok === true) sheet.strokes(at([[0.21, 0.5], [0.42, 0.73], [0.8, 0.25]]), side * 0.14)
  if (ok === false) sheet.strokes([...at([[0.24, 0.24], [0.76, 0.76]]), ...at([[0.76, 0.24], [0.24, 0.76]])], side * 0.13)
}
