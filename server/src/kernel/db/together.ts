// Reads of one row that are asked for in the same turn of the event loop with the same text: one statement, one round trip to the database.
import { MARK } from './tripwire'

type Run = <T>(text: string, values: unknown[]) => Promise<T>

interface Waiting { values: readonly unknown[]; found(row: any): void; failed(error: unknown): void }

/** Reads of one statement at most: each number is prepared once on every connection. */
const MOST = 8
const HEAD = `${MARK} SELECT `

/** Each read stays a select of its own with its own scope and parameters; its place among the others comes back as a column. */
export class Together {
  readonly #run: Run
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #texts = new Map<string, string[]>()
  constructor(run: Run) { this.#run = run }

  /** `text` must select one row at most, and no column `nth`. */
  one<T>(text: string, values: readonly unknown[]): Promise<T | null> {
    return new Promise((found, failed) => {
      const waiting = this.#waiting.get(text)
      if (waiting) {
        if (waiting.push({ values, found, failed }) === MOST) this.#ask(text)
        return
      }
      this.#waiting.set(text, [{ values, found, failed }])
      if (this.#waiting.size === 1) setImmediate(() => { for (const each of [...this.#waiting.keys()]) this.#ask(each) })
    })
  }

  #ask(text: string): void {
    const waiting = this.#waiting.get(text) ?? []
    this.#waiting.delete(text)
    this.#run<{ nth: number }[]>(this.#union(text, waiting.length), waiting.flatMap((one) => one.values)).then((rows) => {
      const answers = new Map(rows.map((row) => [Number(row.nth), row]))
      waiting.forEach(({ found }, nth) => found(answers.get(nth) ?? null))
    }, (error: unknown) => { for (const { failed } of waiting) failed(error) })
  }

  /** Kept: the driver finds what is prepared by its text. Texts are few: one for each place in the code and number of lands. */
  #union(text: string, reads: number): string {
    let texts = this.#texts.get(text)
    if (!texts) {
      if (!text.startsWith(HEAD)) throw new Error('only a plain select can be asked together with others')
      if (this.#texts.size > 200) this.#texts.clear()
      this.#texts.set(text, texts = [])
    }
    return texts[reads] ??= `${MARK} ${Array.from({ length: reads }, (_, nth) => `(SELECT ${nth} AS nth, ${text.slice(HEAD.length)})`).join(' UNION ALL ')}`
  }
}
