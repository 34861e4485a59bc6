// Tables of the papers: rows grow with their text, never the type smaller.
import { GREY, HAIR, type Align, type Sheet } from './sheet'
import type { Face } from './type'

export interface Cell { text: string; bold?: boolean; align?: Align; /** Grey ground. */ label?: boolean; span?: number; size?: number }
export interface Row { cells: Cell[]; /** Grey and bold throughout. */ subtotal?: boolean; /** A strong line above. */ ruled?: boolean; least?: number }

/** mm, but `size` in points. `row`: least height; `pad`: left and right within a cell; `leading`: of each further line. */
export interface TableStyle { size: number; row: number; leading: number; pad: number; hair?: number; hairColour?: string }

export const PLAIN: TableStyle = { size: 10.5, row: 6.6, leading: 4.9, pad: 1.6 }
export const DENSE: TableStyle = { size: 10.5, row: 5.55, leading: 4.5, pad: 1.2 }
const FRAME = 0.35
/** Above and below several lines. */
const AIR = 0.8

const faceOf = (cell: Cell, row: Row): Face => cell.bold || row.subtotal ? 'bold' : 'plain'

function widths(cells: readonly Cell[], columns: readonly number[]): number[] {
  let from = 0
  return cells.map(({ span = 1 }) => {
    const width = columns.slice(from, from + span).reduce((sum, w) => sum + w, 0)
    from += span
    return width
  })
}

interface Laid { lines: (readonly string[])[]; height: number; widths: number[] }

function lay(sheet: Sheet, row: Row, columns: readonly number[], style: TableStyle): Laid {
  const all = widths(row.cells, columns)
  const lines = row.cells.map((cell, i) => sheet.lines(cell.text, all[i] - 2 * style.pad, { size: cell.size ?? style.size, face: faceOf(cell, row) }))
  const most = Math.max(1, ...lines.map((l) => l.length))
  return { lines, widths: all, height: Math.max(row.least ?? style.row, most === 1 ? 0 : most * style.leading + AIR) }
}

export const rowHeight = (sheet: Sheet, row: Row, columns: readonly number[], style: TableStyle): number => lay(sheet, row, columns, style).height

export const tableHeight = (sheet: Sheet, rows: readonly Row[], columns: readonly number[], style: TableStyle): number => rows.reduce((sum, row) => sum + rowHeight(sheet, row, columns, style), 0)

/** Draws the rows from `y` down; answers the y below the last. */
export function drawTable(sheet: Sheet, x: number, y: number, columns: readonly number[], rows: readonly Row[], style: TableStyle): number {
  const laid = rows.map((row) => lay(sheet, row, columns, style))
  const width = columns.reduce((sum, w) => sum + w, 0)
  const tops = laid.reduce<number[]>((all, { height }) => [...all, all[all.length - 1] + height], [y])
  const bottom = tops[tops.length - 1]
  grounds(sheet, x, rows, laid, tops)
  rules(sheet, x, width, rows, laid, tops, style)
  rows.forEach((row, n) => {
    let at = x
    row.cells.forEach((cell, i) => {
      const { lines, height, widths: all } = laid[n]
      const { leading, pad, size } = style
      const type = { size: cell.size ?? size, face: faceOf(cell, row), align: cell.align }
      const first = lines[i].length === 1 ? height : leading
      const top = tops[n] + (lines[i].length === 1 ? 0 : (height - lines[i].length * leading) / 2)
      lines[i].forEach((line, l) => { sheet.text(line, at + pad, top + l * leading, all[i] - 2 * pad, first, type) })
      at += all[i]
    })
  })
  return bottom
}

function grounds(sheet: Sheet, x: number, rows: readonly Row[], laid: readonly Laid[], tops: readonly number[]): void {
  const boxes: [number, number, number, number][] = []
  rows.forEach((row, n) => {
    let at = x
    row.cells.forEach((cell, i) => {
      if (cell.label || row.subtotal) boxes.push([at, tops[n], laid[n].widths[i], laid[n].height])
      at += laid[n].widths[i]
    })
  })
  if (boxes.length) sheet.boxes(boxes, GREY)
}

function rules(sheet: Sheet, x: number, width: number, rows: readonly Row[], laid: readonly Laid[], tops: readonly number[], style: TableStyle): void {
  const hairs: [number, number, number, number][] = []
  const strong: [number, number, number, number][] = []
  rows.forEach((row, n) => {
    if (n > 0) (row.ruled ? strong : hairs).push([x, tops[n], x + width, tops[n]])
    let at = x
    for (const w of laid[n].widths.slice(0, -1)) { at += w; hairs.push([at, tops[n], at, tops[n + 1]]) }
  })
  sheet.strokes(hairs, style.hair ?? 0.15, style.hairColour ?? HAIR)
  sheet.strokes(strong, FRAME)
  sheet.frame(x, tops[0], width, tops[tops.length - 1] - tops[0], FRAME)
}

export const label = (text: string, more: Partial<Cell> = {}): Cell => ({ text, label: true, ...more })
export const value = (text: string | null | undefined, more: Partial<Cell> = {}): Cell => ({ text: text === null || text === undefined || text === '' ? '—' : text, ...more })
export const amount = (text: string, more: Partial<Cell> = {}): Cell => ({ text, align: 'right', ...more })
export const heads = (...texts: string[]): Row => ({ cells: texts.map((text) => ({ text, label: true, align: 'center' })) })
