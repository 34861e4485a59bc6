// Door codes, eight or six to a sheet of A4, with cut marks: 100 × 70 mm or 100 × 75 mm (eight of 75 are higher than the sheet).
import { maskName } from '@onecard/shared/rules/masking'
import { printNumber } from '@onecard/shared/rules/household-number'
import { drawCode } from './qr'
import type { Sheet } from './sheet'
import { day, groupName, phone } from './words'

export interface Label {
  township: string
  village: string
  group: string | null
  /** The 8 digits beside the code, for typing. */
  number: string
  /** Printed masked. */
  headName: string
  helper: { name: string; phone: string | null } | null
  /** An address for any scanner, or the mini-program's picture (PNG or JPEG). */
  code: { address: string } | { picture: Buffer }
}

export type PerSheet = 6 | 8

const LEFT = 5
const WIDTH = 100
const SHEETS: Record<PerSheet, { height: number; top: number; above: number; below: number }> = { 8: { height: 70, top: 8.5, above: 2.2, below: 290.8 }, 6: { height: 75, top: 36, above: 16, below: 277 } }
const CODE = 50
const BASE = { size: 14, face: 'bold' as const }
const CAPTION = { size: 10.5 }
const COLUMN = { x: 55, width: 42 }

export const sheetsOf = (labels: number, perSheet: PerSheet): number => Math.ceil(labels / perSheet)

/** `what` stands above every sheet: 尚和寨村 门牌码. `heading`: on every label. */
export function drawLabels(sheet: Sheet, labels: readonly Label[], { what, heading, printedOn, perSheet }: { what: string; heading: string; printedOn: string; perSheet: PerSheet }, { first = 0, sheets = sheetsOf(labels.length, perSheet) } = {}): void {
  const { height, top, above, below } = SHEETS[perSheet]
  for (let from = 0; from < labels.length; from += perSheet) {
    sheet.page()
    sheet.tag('P', () => {
      sheet.text(`${what} · 第 ${first + from / perSheet + 1} 张，共 ${sheets} 张`, 10, above, 190, 4, CAPTION)
      sheet.text(`每枚 ${WIDTH} × ${height} 毫米 · 沿十字线裁`, 10, above, 190, 4, { ...CAPTION, align: 'right' })
      sheet.text(`打印 ${day(printedOn)}`, 10, below, 190, 4, CAPTION)
      sheet.text('按 100% 实际大小打印，不要缩放', 10, below, 190, 4, { ...CAPTION, align: 'right' })
    })
    cutMarks(sheet, perSheet)
    labels.slice(from, from + perSheet).forEach((label, n) => { drawLabel(sheet, label, LEFT + n % 2 * WIDTH, top + Math.floor(n / 2) * height, height, heading) })
  }
}

/** Crosses of 3 mm at every corner that labels share, ticks outside at the edge. */
function cutMarks(sheet: Sheet, perSheet: PerSheet): void {
  const { height, top } = SHEETS[perSheet]
  const lines: [number, number, number, number][] = []
  const bottom = top + perSheet / 2 * height
  for (let row = 0; row <= perSheet / 2; row++) {
    for (let column = 0; column <= 2; column++) {
      const [x, y] = [LEFT + column * WIDTH, top + row * height]
      lines.push([column === 0 ? x - 4 : x - 1.5, y, column === 2 ? x + 4 : x + 1.5, y])
      lines.push([x, y === top ? y - 4 : y - 1.5, x, y === bottom ? y + 4 : y + 1.5])
    }
  }
  sheet.strokes(lines, 0.18)
}

function drawLabel(sheet: Sheet, label: Label, x: number, y: number, height: number, heading: string): void {
  const { code } = label
  const top = y + (height - CODE - 5.5) / 2
  sheet.tag('Figure', () => {
    if ('address' in code) drawCode(sheet, code.address, x + 2, top, CODE)
    // The picture brings no quiet zone of its own.
    else sheet.picture(code.picture, x + 2 + 4, top + 4, CODE - 8)
  }, '本户门牌码')
  sheet.tag('P', () => {
    sheet.text('微信扫一扫', x + 2, top + CODE - 1.5, CODE, 6, { ...BASE, align: 'center', spaced: 0.12 })
    drawWords(sheet, label, x + COLUMN.x, y + (height - 58) / 2, heading)
  })
}

function drawWords(sheet: Sheet, label: Label, x: number, y: number, heading: string): void {
  const width = COLUMN.width
  sheet.text(heading, x, y, width, 5, fitting(sheet, heading, width, { ...CAPTION }))
  sheet.strokes([[x, y + 6, x + width + 1, y + 6]], 0.3)
  let at = y + 7.4
  const strong = (text: string): void => { sheet.text(text, x, at, width, 6.2, fitting(sheet, text, width, BASE)); at += 6.2 }
  const caption = (text: string): void => { at += 0.9; sheet.text(text, x, at, width, 4.5, CAPTION); at += 4.5 }
  strong(label.township)
  strong([label.village, groupName(label.group ?? undefined)].filter(Boolean).join(' '))
  caption('门牌编号')
  strong(printNumber(label.number))
  caption('户主')
  strong(maskName(label.headName))
  caption('帮扶责任人')
  strong(label.helper?.name ?? '还没有')
  if (label.helper?.phone) strong(phone(label.helper.phone))
}

/** Long names of villages are set smaller, down to what can still be read. */
function fitting<T extends { size: number; face?: 'bold' | 'plain' }>(sheet: Sheet, text: string, width: number, type: T): T {
  const wide = sheet.widthOf(text, type)
  return wide <= width ? type : { ...type, size: Math.max(8, type.size * width / wide) }
}
