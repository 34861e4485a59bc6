/** One piece of work a key at a time, in order of arrival: guesses sent all at once would each see a count of none. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => undefined).then(() => { if (this.#last.get(key) === settled) this.#last.delete(key) })
    this.#last.set(key, settled)
    return mine
  }
}
