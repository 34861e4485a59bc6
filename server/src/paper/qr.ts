// A code as vectors: sharp at every size, and a tenth of a picture's bytes.
import QRCode from 'qrcode'
import type { Sheet } from './sheet'

/** The standard's least quiet zone. */
const QUIET = 4
/** Survives a quarter of a weathered label, as the pictures of `features/codes` do. */
const CORRECTION = 'Q'

/** A dot of a printer of 300 dpi, mm: squares of whole dots come out equally wide, and every reader is the surer for it. */
const DOT = 25.4 / 300

/** A square of `side` mm at most, quiet zone included: 4 modules on a label or a front, 2 where the paper around is white anyway. */
export function drawCode(sheet: Sheet, text: string, x: number, y: number, side: number, { quiet = QUIET, correction = CORRECTION }: { quiet?: number; correction?: 'L' | 'M' | 'Q' | 'H' } = {}): void {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: correction }).modules
  const module = Math.floor(side / (size + 2 * quiet) / DOT) * DOT
  const within = (side - module * (size + 2 * quiet)) / 2
  const [left, top] = [x + within, y + within].map((mm) => Math.round(mm / DOT) * DOT)
  const bars: [number, number, number, number][] = []
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size;) {
      if (!data[row * size + from]) { from++; continue }
      let to = from
      while (to < size && data[row * size + to]) to++
      bars.push([quiet + from, quiet + row, to - from, 1])
      from = to
    }
  }
  sheet.cells(left, top, module, bars)
}
