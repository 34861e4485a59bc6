// The faces of the paper and what each of them can draw. A text is cut into runs, so that a character which the main face lacks is drawn by the
// face for rare characters: a person's name never shows a box. Widths come from the fonts themselves; they have no kerning, so sums are exact.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'

/** `plain` and `bold`: Noto Sans SC; `song`: Noto Serif SC bold, for titles. */
export type Face = 'plain' | 'bold' | 'song'
/** What is registered with the document. */
export type FontName = Face | 'rare'

/** Piece of a text in one font. `em`: width in units of the type size; `count`: its characters. `heavy`: a bold face is asked for and the font has none, so its outline is thickened. */
export interface Run { font: FontName; text: string; em: number; count: number; heavy: boolean }

const FILES: Record<FontName, string> = { plain: 'NotoSansSC-Regular.ttf', bold: 'NotoSansSC-Bold.ttf', song: 'NotoSerifSC-Bold-titles.ttf', rare: 'NotoSansCJKsc-Regular-rare.otf' }
/** Where to look for a character, in this order. */
const SOURCES: Record<Face, readonly FontName[]> = { plain: ['plain', 'rare'], bold: ['bold', 'rare'], song: ['song', 'bold', 'rare'] }

class LoadedFont {
  readonly bytes: Buffer
  readonly #font: Font
  readonly #widths = new Map<number, number>()
  constructor(name: FontName) {
    this.bytes = readFileSync(join(__dirname, 'fonts', FILES[name]))
    this.#font = create(this.bytes) as Font
  }

  /** In em; −1: there is no such character. */
  width(codePoint: number): number {
    let width = this.#widths.get(codePoint)
    if (width === undefined) {
      width = this.#font.hasGlyphForCodePoint(codePoint) ? this.#font.glyphForCodePoint(codePoint).advanceWidth / this.#font.unitsPerEm : -1
      this.#widths.set(codePoint, width)
    }
    return width
  }
}

const loaded = new Map<FontName, LoadedFont>()
function fontOf(name: FontName): LoadedFont {
  let font = loaded.get(name)
  if (!font) loaded.set(name, font = new LoadedFont(name))
  return font
}

/** Every font with its bytes, for a new document. */
export const fonts = (): [FontName, Buffer][] => (Object.keys(FILES) as FontName[]).map((name) => [name, fontOf(name).bytes])

/** Control characters, variation selectors and invisible joints draw nothing. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu
/** Beyond all fonts: its number, which can be looked up, instead of a box. */
const named = (codePoint: number): string => `〔${codePoint.toString(16).toUpperCase()}〕`

/** Where a character is drawn from. */
function sourceOf(codePoint: number, face: Face): FontName | null {
  for (const name of SOURCES[face]) if (fontOf(name).width(codePoint) >= 0) return name
  return null
}

/** Whether every character of a text can be drawn as it is. */
export function drawable(text: string): boolean {
  for (const character of text.replace(INVISIBLE, '')) if (sourceOf(character.codePointAt(0) as number, 'plain') === null) return false
  return true
}

/** Names, heads and labels come again on every card. */
const KEPT = 4000
const kept = new Map<string, readonly Run[]>()

export function runsOf(text: string, face: Face): readonly Run[] {
  const key = `${face} ${text}`
  let runs = kept.get(key)
  if (!runs) {
    if (kept.size >= KEPT) kept.clear()
    kept.set(key, runs = cutIntoRuns(text, face))
  }
  return runs
}

function cutIntoRuns(text: string, face: Face): Run[] {
  const runs: Run[] = []
  let last: Run | undefined
  for (const character of text.replace(INVISIBLE, '')) {
    const codePoint = character.codePointAt(0) as number
    const font = sourceOf(codePoint, face)
    if (font === null) { for (const run of cutIntoRuns(named(codePoint), face)) runs.push(last = run); continue }
    const em = fontOf(font).width(codePoint)
    if (last?.font === font) { last.text += character; last.em += em; last.count++ } else runs.push(last = { font, text: character, em, count: 1, heavy: face !== 'plain' && font === 'rare' })
  }
  return runs
}

/** Width in em. */
export const widthOf = (text: string, face: Face): number => runsOf(text, face).reduce((sum, run) => sum + run.em, 0)
