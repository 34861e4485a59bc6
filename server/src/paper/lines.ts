// Texts into lines: where a line may end is Unicode's rule (UAX 14), as in every browser.
import LineBreaker from 'linebreak'
import { runsOf, widthOf, type Face } from './type'

/** Room for the rounding of sums. */
const SLACK = 1e-6

/** Plans and drawings ask for the same lines, and labels come again on every card. */
const KEPT = 8000
const kept = new Map<string, readonly string[]>()

/** Lines of at most `em` width. A word that is wider than a whole line is cut. */
export function linesOf(text: string, face: Face, em: number): readonly string[] {
  const key = `${face} ${em.toFixed(3)} ${text}`
  let lines = kept.get(key)
  if (!lines) {
    if (kept.size >= KEPT) kept.clear()
    kept.set(key, lines = cutIntoLines(text, face, em))
  }
  return lines
}

function cutIntoLines(text: string, face: Face, em: number): string[] {
  return text.split('\n').flatMap((paragraph) => widthOf(paragraph, face) <= em + SLACK ? [paragraph] : wrapped(paragraph, face, em))
}

function wrapped(text: string, face: Face, em: number): string[] {
  const breaker = new LineBreaker(text)
  const lines: string[] = []
  let line = ''
  let from = 0
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    const word = text.slice(from, next.position)
    from = next.position
    if (line === '' || fits(line + word, face, em)) { line += word; continue }
    lines.push(line.trimEnd())
    line = word
    while (!fits(line, face, em)) {
      const head = cut(line, face, em)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  return line === '' ? lines : [...lines, ...(fits(line, face, em) ? [line.trimEnd()] : pieces(line, face, em))]
}

const fits = (text: string, face: Face, em: number): boolean => widthOf(text.trimEnd(), face) <= em + SLACK

function pieces(text: string, face: Face, em: number): string[] {
  const all: string[] = []
  for (let rest = text; rest !== '';) {
    const head = cut(rest, face, em)
    all.push(head)
    rest = rest.slice(head.length)
  }
  return all
}

/** As many whole characters as fit, one at least. */
function cut(text: string, face: Face, em: number): string {
  let head = ''
  let width = 0
  for (const character of text) {
    width += runsOf(character, face).reduce((sum, run) => sum + run.em, 0)
    if (head !== '' && width > em + SLACK) break
    head += character
  }
  return head
}
