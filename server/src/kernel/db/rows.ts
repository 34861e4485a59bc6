// Multi-row inserts of plain rows: prepared once per size, no entity objects in between.
import type { HouseTx } from './db'

export type Value = string | number | boolean | Date | Buffer | null

/** Parameters of one statement. The protocol allows 65,535, but the driver keeps a description of each for as long as the statement is prepared. */
const PARAMETERS = 4_000

/** Collects rows of one table and writes them in statements of a fixed size, so that few texts are prepared. */
export class Rows {
  readonly #size: number
  readonly #head: string
  readonly #tuple: string
  #values: Value[] = []
  written = 0
  constructor(table: string, private readonly columns: readonly string[]) {
    this.#size = Math.max(1, Math.floor(PARAMETERS / columns.length))
    this.#head = `INSERT INTO ${table} (${columns.join(',')}) VALUES `
    this.#tuple = `(${columns.map(() => '?').join(',')})`
  }

  /** Values in the order of the columns. */
  add(row: readonly Value[]): void {
    if (row.length !== this.columns.length) throw new Error(`${this.#head}: ${row.length} values for ${this.columns.length} columns`)
    for (const value of row) this.#values.push(value)
  }

  /** Writes full statements only, unless `all`. */
  async flush(tx: Pick<HouseTx, 'bulk'>, all = true): Promise<void> {
    const full = this.#size * this.columns.length
    while (this.#values.length >= full || (all && this.#values.length > 0)) {
      const values = this.#values.length > full ? this.#values.splice(0, full) : this.#values
      if (values === this.#values) this.#values = []
      const rows = values.length / this.columns.length
      await tx.bulk(this.#head + Array(rows).fill(this.#tuple).join(','), values)
      this.written += rows
    }
  }
}
