// Multi-row inserts of plain rows: prepared once per size, no entity objects in between.
import type { HouseTx } from '../kernel/db'

export type Value = string | number | boolean | Date | Buffer | null

/** Parameters of one statement; the protocol's own limit is 65,535. */
const PARAMETERS = 12_000

/** Collects rows of one table and writes them in statements of a fixed size, so that few texts are prepared. */
export class Rows {
  readonly #size: number
  #waiting: Value[][] = []
  written = 0
  constructor(private readonly table: string, private readonly columns: readonly string[]) {
    this.#size = Math.max(1, Math.floor(PARAMETERS / columns.length))
  }

  add(...rows: Value[][]): void { this.#waiting.push(...rows) }

  /** Writes full statements only, unless `all`. */
  async flush(tx: Pick<HouseTx, 'execute'>, all = true): Promise<void> {
    while (this.#waiting.length >= this.#size || (all && this.#waiting.length > 0)) {
      const rows = this.#waiting.splice(0, this.#size)
      const params: Record<string, Value> = {}
      let n = 0
      const tuples = rows.map((row) => `(${row.map((value) => { params[`p${n}`] = value; return `:p${n++}` }).join(',')})`)
      await tx.execute(`INSERT INTO ${this.table} (${this.columns.join(',')}) VALUES ${tuples.join(',')}`, params)
      this.written += rows.length
    }
  }
}
