// The surface that papers are drawn on: millimetres from the upper left corner, points for type. Knows of no card.
// Operators of text and lines are written here and handed to pdfkit in one piece per element: through its own calls a card of five hundred texts
// takes twice as long and a third more bytes. Fonts, pages, structure and pictures stay pdfkit's.
import { linesOf } from './lines'
import { runsOf, widthOf, type Face, type FontName } from './type'

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

/** What pdfkit knows of a font that is registered: `encode` also puts its glyphs into the part that will be embedded. */
interface Embedded { readonly id: string; encode(text: string): [glyphs: string[], positions: unknown]; ref(): object }

/** #EDEDED → `0.929 0.929 0.929` */
const inks = new Map<string, string>()
function ink(colour: string): string {
  let operands = inks.get(colour)
  if (!operands) inks.set(colour, operands = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(3)).join(' '))
  return operands
}
const decimal = (n: number): string => String(Math.round(n * 1000) / 1000)

/** Tags of the logical structure, for those who have the paper read aloud. */
export type Tag = 'H1' | 'H2' | 'P' | 'Table' | 'Figure'

export class Sheet {
  #colour = ''
  #written: string[] = []
  #section: PDFKit.PDFStructureElement | null = null
  readonly #root: PDFKit.PDFStructureElement
  readonly #fonts = new Map<FontName, Embedded>()
  constructor(readonly doc: Document) {
    this.#root = doc.struct('Document')
    doc.addStructure(this.#root)
  }

  /** A new page, and a new part of the structure. */
  page(): void {
    this.#flush()
    this.#section?.end()
    this.doc.addPage()
    this.#colour = ''
    this.#section = this.doc.struct('Sect')
    this.#root.add(this.#section)
  }

  end(): void {
    this.#flush()
    this.#section?.end()
    this.#root.end()
    this.doc.end()
  }

  /** What is drawn within is one element of the structure. `alt`: what a picture says. */
  tag(tag: Tag, draw: () => void, alt?: string): void {
    this.#flush()
    const content = this.doc.markStructureContent(tag)
    draw()
    this.#flush()
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
    let width = 0
    for (const run of runs) width += run.em * size + gap * run.count
    let at = x * MM + (align === 'left' ? 0 : align === 'center' ? (w * MM - width) / 2 : w * MM - width)
    const baseline = decimal((y + h / 2) * MM + BASELINE * size)
    this.#ink('#000000')
    for (const run of runs) {
      const font = this.#font(run.font)
      const heavy = run.heavy ? `0 0 0 RG ${decimal(HEAVY * size)} w 2 Tr ` : ''
      // The page's y runs down, so type stands on its head unless its own matrix turns it back.
      this.#written.push(`BT ${heavy}${gap > 0 ? `${decimal(gap)} Tc ` : ''}/${font.id} ${size} Tf 1 0 0 -1 ${decimal(at)} ${baseline} Tm <${font.encode(run.text)[0].join('')}> Tj${heavy && ' 0 Tr'}${gap > 0 ? ' 0 Tc' : ''} ET`)
      at += run.em * size + gap * run.count
    }
  }

  /** Lines of `leading` mm each from `y` down; answers the mm below the last. */
  paragraph(text: string, x: number, y: number, w: number, leading: number, type: Type): number {
    const lines = this.lines(text, w, type)
    lines.forEach((line, n) => { this.text(line, x, y + n * leading, w, leading, type) })
    return y + lines.length * leading
  }

  lines(text: string, w: number, { size, face = 'plain' }: Type): readonly string[] { return linesOf(text, face, w * MM / size) }

  /** mm. */
  widthOf(text: string, { size, face = 'plain' }: Type): number { return widthOf(text, face) * size / MM }

  box(x: number, y: number, w: number, h: number, colour = '#000000'): void { this.boxes([[x, y, w, h]], colour) }

  boxes(all: readonly (readonly [number, number, number, number])[], colour = '#000000'): void {
    this.#ink(colour)
    for (const [x, y, w, h] of all) this.#written.push(`${points(x)} ${points(y)} ${points(w)} ${points(h)} re`)
    this.#written.push('f')
  }

  /** Black boxes in whole units of `unit` mm from (x, y): few and short numbers, as a code is drawn. */
  cells(x: number, y: number, unit: number, all: readonly (readonly [number, number, number, number])[]): void {
    this.#ink('#000000')
    this.#written.push(`q ${points(unit)} 0 0 ${points(unit)} ${points(x)} ${points(y)} cm`)
    for (const box of all) this.#written.push(`${box.join(' ')} re`)
    this.#written.push('f Q')
  }

  /** Round ones: strokes of no length with round ends. */
  dots(centres: readonly (readonly [number, number])[], radius: number): void {
    this.#written.push(`q 1 J ${points(2 * radius)} w 0 0 0 RG`)
    for (const [x, y] of centres) this.#written.push(`${points(x)} ${points(y)} m ${points(x)} ${points(y)} l`)
    this.#written.push('S Q')
  }

  frame(x: number, y: number, w: number, h: number, width: number, { dash }: { dash?: number } = {}): void {
    this.#written.push(`${dash ? `q [${points(dash)} ${points(dash * 0.7)}] 0 d ` : ''}0 0 0 RG ${points(width)} w ${points(x)} ${points(y)} ${points(w)} ${points(h)} re S${dash ? ' Q' : ''}`)
  }

  strokes(lines: readonly (readonly [number, number, number, number])[], width: number, colour = '#000000'): void {
    if (lines.length === 0) return
    this.#written.push(`${ink(colour)} RG ${points(width)} w`)
    for (const [x1, y1, x2, y2] of lines) this.#written.push(`${points(x1)} ${points(y1)} m ${points(x2)} ${points(y2)} l`)
    this.#written.push('S')
  }

  clipped(x: number, y: number, w: number, h: number, draw: () => void): void {
    this.#written.push(`q ${points(x)} ${points(y)} ${points(w)} ${points(h)} re W n`)
    this.#colour = ''
    draw()
    this.#written.push('Q')
    this.#colour = ''
  }

  /** Path data in a box of `width` × `height` units, drawn into a box of mm. */
  path(data: string, x: number, y: number, w: number, h: number, [width, height]: readonly [number, number]): void {
    this.#flush()
    this.doc.save().translate(x * MM, y * MM).scale(Math.min(w / width, h / height) * MM)
    this.doc.lineWidth(3).lineJoin('round').lineCap('round').strokeColor('#000000').path(data).stroke()
    this.doc.restore()
  }

  picture(bytes: Buffer, x: number, y: number, side: number): void {
    this.#flush()
    this.doc.image(bytes, x * MM, y * MM, { width: side * MM, height: side * MM })
  }

  #font(name: FontName): Embedded {
    let font = this.#fonts.get(name)
    if (!font) {
      this.doc.font(name)
      this.#fonts.set(name, font = (this.doc as unknown as { _font: Embedded })._font)
    }
    const { fonts } = this.doc.page as unknown as { fonts: Record<string, object> }
    fonts[font.id] ??= font.ref()
    return font
  }

  #ink(colour: string): void {
    if (this.#colour === colour) return
    this.#written.push(`${ink(colour)} rg`)
    this.#colour = colour
  }

  #flush(): void {
    if (this.#written.length === 0) return
    this.doc.addContent(this.#written.join('\n'))
    this.#written = []
  }
}
