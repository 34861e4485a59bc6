// The third net of scope: SQL on a household's tables without the mark of a scoped or declared-unscoped access never reaches the database.
import { randomBytes } from 'node:crypto'
import mysql from 'mysql2'

/** A comment that only kernel/db can write, new in every process. */
export const MARK_TEXT = randomBytes(6).toString('hex')
export const MARK = `/* ${MARK_TEXT} */`

const SCOPED = /\b(household|member|pairing|household_grant|step|national_figure|household_card|issued_card|card_signature|card_departure|household_code|measure|record_change|record_change_field|visit|visit_note|visit_earlier|photo|photo_part|entry|payment_row|sheet|sheet_sample_item|problem|problem_step|binding_code)\b/i
const VERBS = /^\s*(?:\/\*.*?\*\/\s*)*(select|insert|update|delete|replace|with)\b/i
const known = new Map<string, boolean>()

function innocent(sql: string): boolean {
  const before = known.get(sql)
  if (before !== undefined) return before
  const text = sql.replace(/'(?:[^'\\]|\\.)*'/g, "''")
  const ok = sql.includes(MARK) || !VERBS.test(text) || !SCOPED.test(text.replace(/information_schema\S*/gi, ''))
  if (known.size > 20_000) known.clear()
  known.set(sql, ok)
  return ok
}

/** Throws when `sql` touches a household's table without the mark. */
export function trip(sql: unknown): void {
  const text = typeof sql === 'string' ? sql : (sql as { sql?: string }).sql ?? ''
  if (!innocent(text)) throw new Error(`tripwire: unscoped SQL on a household's table: ${text.replace(/\s+/g, ' ').slice(0, 120)}`)
}

function guard<T extends object>(target: T): T {
  for (const verb of ['query', 'execute'] as const) {
    const call = (target as any)[verb].bind(target)
    ;(target as any)[verb] = (sql: unknown, ...rest: unknown[]) => { trip(sql); return call(sql, ...rest) }
  }
  return target
}

/** mysql2 with a pool whose connections are all behind the tripwire; handed to TypeORM as its driver. */
export const guardedDriver = {
  ...mysql,
  createPool(options: mysql.PoolOptions): mysql.Pool {
    const pool = guard(mysql.createPool(options))
    // Once per connection: said before each transaction it would be a journey more for every write.
    pool.on('connection', (connection) => { connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED') })
    const getConnection = pool.getConnection.bind(pool)
    const guarded = new WeakSet<object>()
    pool.getConnection = (done: (error: NodeJS.ErrnoException | null, connection: mysql.PoolConnection) => any) =>
      getConnection((error, connection) => {
        if (connection && !guarded.has(connection)) { guard(connection); guarded.add(connection) }
        done(error, connection)
      })
    return pool
  },
}
