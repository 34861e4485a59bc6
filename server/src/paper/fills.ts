// Fills that tell the kinds of money apart on a black-and-white printer: solid, slanted, dots, lying lines, standing lines.
import type { Sheet } from './sheet'

export type Fill = 'A' | 'B' | 'C' | 'D' | 'E'

/** Distance of lines or dots, mm. */
const STEP: Record<Exclude<Fill, 'A'>, number> = { B: 1.3, C: 1.3, D: 1.05, E: 0.95 }
/** Black as ink dries: a full black area wets thin paper. */
const SOLID = '#222222'
const EDGE = 0.25

/** A box of the fill with a thin edge. mm. */
export function fillBox(sheet: Sheet, fill: Fill, x: number, y: number, w: number, h: number): void {
  if (fill === 'A') sheet.box(x, y, w, h, SOLID)
  else sheet.clipped(x, y, w, h, () => { hatch(sheet, fill, x, y, w, h) })
  sheet.frame(x, y, w, h, EDGE)
}

function hatch(sheet: Sheet, fill: Exclude<Fill, 'A'>, x: number, y: number, w: number, h: number): void {
  const step = STEP[fill]
  const lines: [number, number, number, number][] = []
  if (fill === 'B') for (let at = x - h; at < x + w; at += step) lines.push([at, y + h, at + h, y])
  else if (fill === 'D') for (let at = y + step / 2; at < y + h; at += step) lines.push([x, at, x + w, at])
  else if (fill === 'E') for (let at = x + step / 2; at < x + w; at += step) lines.push([at, y, at, y + h])
  else { dots(sheet, x, y, w, h, step); return }
  sheet.strokes(lines, fill === 'B' ? 0.45 : 0.3)
}

function dots(sheet: Sheet, x: number, y: number, w: number, h: number, step: number): void {
  const points: [number, number][] = []
  for (let down = y + step / 2; down < y + h; down += step) for (let right = x + step / 2; right < x + w; right += step) points.push([right, down])
  sheet.dots(points, step / 4)
}
