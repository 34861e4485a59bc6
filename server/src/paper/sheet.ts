// The surface that papers are drawn on: millimetres from the upper left corner, points for type. Knows of no card.
import { linesOf } from './lines'
import { runsOf, widthOf, type Face } from './type'

type Document = PDFKit.PDFDocument

export const MM = 72 / 25.4
export const GREY = '#EDEDED'
export const HAIR = '#555555'
/** Where the baseline lies below the middle of a line, in em: half of ascent minus descent of the faces. */
const BASELINE = 0.37
/** Thickening of a face that has no bold, in em. */
const HEAVY = 0.028

/** mm as a PDF writes points. Codes and tables are hundreds of strokes: written in one piece they cost a tenth of a call each. */
const points = (mm: number): string => String(Math.round(mm * MM * 1000) / 1000)

export type Align = 'left' | 'center' | 'right'
export interface Type { size: number; face?: Face; align?: Align; /** Between characters, in em. */ spaced?: number }

/** Tags of the logical structure, for those who have the paper read aloud. */
export type Tag = 'H1' | 'H2' | 'P' | 'Table' | 'Figure'

export class Sheet {
  #colour = ''
  #font = ''
  #size = 0
  #section: PDFKit.PDFStructureElement | null = null
  readonly #root: PDFKit.PDFStructureElement
  constructor(readonly doc: Document) {
    this.#root = doc.struct('Document')
    doc.addStructure(this.#root)
  }

  /** A new page, and a new part of the structure. */
  page(): void {
    this.#section?.end()
    this.doc.addPage()
    this.#colour = ''
    this.#font = ''
    this.#section = this.doc.struct('Sect')
    this.#root.add(this.#section)
  }

  end(): void {
    this.#section?.end()
    this.#root.end()
    this.doc.end()
  }

  /** What is drawn within is one element of the structure. `alt`: what a picture says. */
  tag(tag: Tag, draw: () => void, alt?: string): void {
    const content = this.doc.markStructureContent(tag)
    draw()
    this.doc.endMarkedContent()
    const element = this.doc.struct(tag, alt === undefined ? {} : { alt }, content)
    this.#section?.add(element)
    element.end()
  }

  /** One line in a box: vertically in its middle. */
  text(text: string, x: number, y: number, w: number, h: number, { size, face = 'plain', align = 'left', spaced = 0 }: Type): void {
    if (text === '') return
    const runs = runsOf(text, face)
    const gap = spaced * size
    const width = runs.reduce((sum, run) => sum + run.em * size + gap * Array.from(run.text).length, 0)
    let at = x * MM + (align === 'left' ? 0 : align === 'center' ? (w * MM - width) / 2 : w * MM - width)
    const baseline = (y + h / 2) * MM + BASELINE * size
    this.#ink('#000000')
    for (const run of runs) {
      if (this.#font !== run.font || this.#size !== size) { this.doc.font(run.font, size); this.#font = run.font; this.#size = size }
      if (run.heavy) this.doc.lineWidth(HEAVY * size).strokeColor('#000000')
      this.doc.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic', ...(gap > 0 && { characterSpacing: gap }), ...(run.heavy && { fill: true, stroke: true }) })
      at += run.em * size + gap * Array.from(run.text).length
    }
  }

  /** Lines of `leading` mm each from `y` down; answers the mm below the last. */
  paragraph(text: string, x: number, y: number, w: number, leading: number, type: Type): number {
    const lines = this.lines(text, w, type)
    lines.forEach((line, n) => { this.text(line, x, y + n * leading, w, leading, type) })
    return y + lines.length * leading
  }

  lines(text: string, w: number, { size, face = 'plain' }: Type): string[] { return linesOf(text, face, w * MM / size) }

  /** mm. */
  widthOf(text: string, { size, face = 'plain' }: Type): number { return widthOf(text, face) * size / MM }

  box(x: number, y: number, w: number, h: number, colour = '#000000'): void { this.boxes([[x, y, w, h]], colour) }

  boxes(all: readonly (readonly [number, number, number, number])[], colour = '#000000'): void {
    this.#ink(colour)
    this.doc.addContent(`${all.map((box) => `${box.map(points).join(' ')} re`).join('\n')}\nf`)
  }

  dots(centres: readonly (readonly [number, number])[], radius: number): void {
    this.#ink('#000000')
    for (const [x, y] of centres) this.doc.circle(x * MM, y * MM, radius * MM)
    this.doc.fill()
  }

  frame(x: number, y: number, w: number, h: number, width: number, { dash }: { dash?: number } = {}): void {
    this.doc.lineWidth(width * MM).strokeColor('#000000')
    if (dash) this.doc.dash(dash * MM, { space: dash * 0.7 * MM })
    this.doc.rect(x * MM, y * MM, w * MM, h * MM).stroke()
    if (dash) this.doc.undash()
  }

  strokes(lines: readonly (readonly [number, number, number, number])[], width: number, colour = '#000000'): void {
    if (lines.length === 0) return
    this.doc.lineWidth(width * MM).strokeColor(colour)
    this.doc.addContent(`${lines.map(([x1, y1, x2, y2]) => `${points(x1)} ${points(y1)} m ${points(x2)} ${points(y2)} l`).join('\n')}\nS`)
  }

  clipped(x: number, y: number, w: number, h: number, draw: () => void): void {
    this.doc.save().rect(x * MM, y * MM, w * MM, h * MM).clip()
    this.#colour = ''
    draw()
    this.doc.restore()
    this.#colour = ''
  }

  /** Path data of a box of `width` × `height` units, drawn into a box of mm. */
  path(data: string, x: number, y: number, w: number, h: number, [width, height]: readonly [number, number]): void {
    const scale = Math.min(w / width, h / height) * MM
    this.doc.save().translate(x * MM, y * MM).scale(scale)
    this.doc.lineWidth(3).lineJoin('round').lineCap('round').strokeColor('#000000').path(data).stroke()
    this.doc.restore()
  }

  picture(bytes: Buffer, x: number, y: number, side: number): void { this.doc.image(bytes, x * MM, y * MM, { width: side * MM, height: side * MM }) }

  #ink(colour: string): void {
    if (this.#colour === colour) return
    this.doc.fillColor(colour)
    this.#colour = colour
  }
}
