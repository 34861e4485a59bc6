// Reading is db.read(actor). Writing is db.write(actor, operation, work). Nothing else reaches a table but everywhere(reason).
// One file although it is long: all ways to a table share private fields that nothing outside may hold.
import { AsyncLocalStorage } from 'node:async_hooks'
import type mysql from 'mysql2'
import type { DataSource, EntityTarget, ObjectLiteral, QueryRunner } from 'typeorm'
import type { Actor } from '../auth/actor'
import { mayOnlyRepeat, scopeOf, standingOf } from '../auth/actor'
import { clock } from '../clock'
import type { Once } from '../idempotency/once'
import { problem } from '../http/problem'
import type { Vault } from '../vault'
import { DatabaseFailure, scrub } from './failure'
import { HouseholdRef } from './household-ref'
import type { Scope } from './scope'
import { bind, scoped, type Params } from './sql'
import { Together } from './together'
import { MARK, MARK_TEXT } from './tripwire'

type Row = Record<string, any>
/** Anything that runs a prepared statement: the pool, or the connection of a transaction. */
type Run = <T>(text: string, values: unknown[]) => Promise<T>

const ATTEMPTS = 3
/** Of one statement. */
const AUDIT_ROWS = 250
const inWrite = new AsyncLocalStorage<true>()
/** Writes under way. While there is none the storage is off: switched on, it makes every promise of every read dearer. */
let writing = 0

/** Reads within one scope. Every SQL must place it: `… JOIN household h ON h.id = m.household_id AND {scope:h} …`. */
export class Reader {
  readonly #run: Run
  readonly #scope: Scope
  readonly #together: Together | undefined
  /** Without `together` every read is a statement of its own, as in a transaction. */
  constructor(run: Run, scope: Scope, readonly actor: Actor, together?: Together) { this.#run = run; this.#scope = scope; this.#together = together }

  get scope(): Scope { return this.#scope }

  select<T = Row>(sql: string, params: Params = {}): Promise<T[]> {
    const { text, values } = scoped(sql, params, this.#scope)
    return this.#run<T[]>(text, values)
  }

  async one<T = Row>(sql: string, params: Params = {}): Promise<T | null> { return (await this.select<T>(sql, params))[0] ?? null }

  /** As `one`, for reads that many ask for at once: those of one turn share a round trip. */
  oneOfMany<T = Row>(sql: string, params: Params = {}): Promise<T | null> {
    if (!this.#together) return this.one<T>(sql, params)
    const { text, values } = scoped(sql, params, this.#scope)
    return this.#together.one<T>(text, values)
  }

  /** The household, if it lies in scope: what child rows are written under. Null otherwise. */
  async household(id: string, lock = false): Promise<HouseholdRef | null> {
    const row = await this.one<{ id: string; region: string; version: number }>(
      `SELECT h.id, h.region, h.version FROM household h WHERE h.id = :id AND {scope:h}${lock ? ' FOR UPDATE' : ''}`, { id })
    return row && HouseholdRef.seen(row.id, row.region, row.version)
  }

  /** The household, locked, with further columns or expressions over `h`: what a write must know of it, in the statement that locks it. */
  async locked<T = Row>(id: string, columns: string, params: Params = {}): Promise<{ household: HouseholdRef; row: T } | null> {
    const row = await this.one<T & { ref_id: string; ref_region: string; ref_version: number }>(
      `SELECT h.id AS ref_id, h.region AS ref_region, h.version AS ref_version, ${columns} FROM household h WHERE h.id = :ref AND {scope:h} FOR UPDATE`, { ...params, ref: id })
    return row && { household: HouseholdRef.seen(row.ref_id, row.ref_region, row.ref_version), row }
  }
}

export interface Change { field: string; before: unknown; after: unknown; sensitive?: boolean }
export interface AuditNote { subject: string; region?: string | null; reason?: string | null; changed?: Change[]; householdId?: string }

/** One transaction of one actor: scoped reads, marked writes, audit and outbox in one hand. No network inside. */
export class Tx extends Reader {
  readonly #run: Run
  readonly #runner: QueryRunner
  readonly #vault: Vault
  constructor(run: Run, runner: QueryRunner, scope: Scope, actor: Actor, readonly operation: string, vault: Vault) {
    super(run, scope, actor)
    this.#run = run
    this.#runner = runner
    this.#vault = vault
  }

  /** Multi-row insert through the entity's columns. Child rows of a household take its ref: `householdId` is set from it. */
  insert<E extends ObjectLiteral>(entity: EntityTarget<E>, rows: Partial<E> | Partial<E>[], under?: HouseholdRef): Promise<void> {
    return insert(this.#runner, entity, under ? ([rows].flat() as object[]).map((row) => ({ ...row, householdId: under.id })) as unknown as Partial<E>[] : [rows].flat() as Partial<E>[])
  }

  /** As `insert`, prepared and without entity objects in between, for what is written often. `table`, `columns` and `tail` are constants of the code. */
  async put(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[], under: HouseholdRef, tail = ''): Promise<void> {
    if (rows.length === 0) return
    const tuple = `(?, ${columns.map(() => '?').join(', ')})`
    await this.#run(`${MARK} INSERT INTO ${table} (household_id, ${columns.join(', ')}) VALUES ${rows.map(() => tuple).join(', ')}${tail}`, rows.flatMap((row) => [under.id, ...row]))
  }

  /** An update or delete that places the scope, as reads do. Answers the number of rows touched. */
  async change(sql: string, params: Params = {}): Promise<number> {
    const { text, values } = scoped(sql, params, this.scope)
    return (await this.#run<mysql.ResultSetHeader>(text, values)).affectedRows
  }

  /** A statement on a table that belongs to no household (accounts, jobs). The tripwire refuses it elsewhere. */
  async plain<T = Row[]>(sql: string, params: Params = {}): Promise<T> {
    const { text, values } = bind(sql, params)
    return this.#run<T>(text, values)
  }

  /** How many households a helper carries in the whole county: a number, nothing more, since his load does not end at the actor's land. */
  async load(accountId: string, today: string): Promise<number> {
    const { text, values } = bind(`${MARK} SELECT COUNT(*) AS n FROM pairing WHERE account_id = :accountId AND from_day <= :today AND (to_day IS NULL OR to_day >= :today)`, { accountId, today })
    return Number((await this.#run<{ n: number }[]>(text, values))[0].n)
  }

  /** Which of these printed numbers exist anywhere in the county: they are unique across lands, so the scope cannot answer that. */
  async takenNumbers(numbers: string[]): Promise<string[]> {
    const { text, values } = bind(`${MARK} SELECT number FROM household_code WHERE number IN (:numbers)`, { numbers })
    return (await this.#run<{ number: string }[]>(text, values)).map((r) => r.number)
  }

  /** Whether somebody on record anywhere in the county, besides `except`, has this certificate: yes or no, since the scope cannot answer that. */
  async takenCertificate(index: string, except: string | null): Promise<boolean> {
    const { text, values } = bind(`${MARK} SELECT id FROM member WHERE certificate_index = :index AND left_on IS NULL AND id <> :except LIMIT 1`, { index, except: except ?? '' })
    return (await this.#run<{ id: string }[]>(text, values)).length > 0
  }

  /** How many photos the actor has announced since an id was made, in whatever household, and how many there are of this one: numbers, nothing more. */
  async photosSince(id: string, household: HouseholdRef): Promise<{ mine: number; here: number }> {
    const { text, values } = bind(`${MARK} SELECT (SELECT COUNT(*) FROM photo WHERE account_id = :account AND id >= :id) AS mine, (SELECT COUNT(*) FROM photo WHERE household_id = :household) AS here`,
      { account: this.actor.accountId, id, household: household.id })
    const [row] = await this.#run<{ mine: string; here: string }[]>(text, values)
    return { mine: Number(row.mine), here: Number(row.here) }
  }

  audit(note: AuditNote): Promise<void> { return this.auditAll([note]) }

  /** Several in one statement: an act on hundreds of households leaves a row for each. */
  async auditAll(notes: readonly AuditNote[]): Promise<void> {
    const trace = (value: unknown, sensitive?: boolean) =>
      value === null || value === undefined ? null : sensitive ? `#${this.#vault.trace(String(value))}` : String(value)
    const at = clock.date()
    const rows = notes.map((note) => {
      const standing = standingOf(this.actor, note.householdId, note.region ?? undefined)
      return [at, this.actor.accountId, standing?.id ?? null, standing?.role ?? '-', this.operation, note.subject, note.region ?? null, note.reason ?? null,
        JSON.stringify((note.changed ?? []).map((c) => ({ field: c.field, before: trace(c.before, c.sensitive), after: trace(c.after, c.sensitive) })))]
    })
    for (let i = 0; i < rows.length; i += AUDIT_ROWS) {
      const some = rows.slice(i, i + AUDIT_ROWS)
      await this.#run(`INSERT INTO audit_entry (at, account_id, appointment_id, role, operation, subject, region, reason, changed) VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`, some.flat())
    }
  }

  /** Heard after the commit, at least once. */
  async emit(topic: string, payload: object): Promise<void> { await emit(this.#run, topic, payload) }

  /** Several in one statement. */
  async emitAll(events: readonly (readonly [topic: string, payload: object])[]): Promise<void> {
    const at = clock.date()
    await this.#run(`INSERT INTO outbox_event (topic, payload, available_at, tries) VALUES ${events.map(() => '(?, ?, ?, 0)').join(', ')}`, events.flatMap(([topic, payload]) => [topic, JSON.stringify(payload), at]))
  }
}

/** The same object in the same words, whatever the order of its fields on the wire. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => part && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).filter(([, v]) => v !== undefined).sort(([a], [b]) => a < b ? -1 : 1)) : part)
}

async function emit(run: Run, topic: string, payload: object): Promise<void> {
  await run(`INSERT INTO outbox_event (topic, payload, available_at, tries) VALUES (?, ?, ?, 0)`, [topic, JSON.stringify(payload), clock.date()])
}

async function insert<E extends ObjectLiteral>(runner: QueryRunner, entity: EntityTarget<E>, rows: Partial<E>[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await runner.manager.createQueryBuilder().comment(MARK_TEXT).insert().into(entity).values(rows as any).updateEntity(false).execute()
  } catch (error) { throw scrub(error) }
}

const say = (connection: mysql.PoolConnection, text: string): Promise<void> => new Promise((resolve, reject) => { connection.query(text, (error) => error ? reject(scrub(error)) : resolve()) })

const scrubbed = <T>(step: Promise<T>): Promise<T> => step.catch((error: unknown) => { throw scrub(error) })

/** A transaction of the house itself: seeds, imports, the relay, sign-in. */
export interface HouseTx {
  select<T = Row>(sql: string, params?: Params): Promise<T[]>
  execute(sql: string, params?: Params): Promise<mysql.ResultSetHeader>
  /** One statement with `?` and many values: thousands of names would cost more than the statement. */
  bulk(sql: string, values: unknown[]): Promise<mysql.ResultSetHeader>
  insert<E extends ObjectLiteral>(entity: EntityTarget<E>, rows: Partial<E> | Partial<E>[]): Promise<void>
  emit(topic: string, payload: object): Promise<void>
}

/** Unscoped access, with its reason in the code. Rare: held by the import rules to kernel, cli, seed, imports, relay handlers. */
export interface Everywhere {
  select<T = Row>(sql: string, params?: Params): Promise<T[]>
  execute(sql: string, params?: Params): Promise<mysql.ResultSetHeader>
  /** One statement with `?` and many values, as in `HouseTx`. */
  bulk(sql: string, values: unknown[]): Promise<mysql.ResultSetHeader>
  write<T>(work: (tx: HouseTx) => Promise<T>): Promise<T>
}

export class Database {
  readonly #pool: mysql.Pool
  constructor(readonly source: DataSource, private readonly vault: Vault) { this.#pool = (source.driver as any).pool }

  /** Prepared on the pool: a third faster than text, and no value can become SQL. */
  readonly #run: Run = (text, values) => new Promise((resolve, reject) => {
    if (inWrite.getStore()) { reject(new Error('db.read inside db.write: use the tx')); return }
    this.#pool.execute(text, values as any[], (error, rows) => error ? reject(scrub(error)) : resolve(rows as any))
  })

  /** Whether somebody's write is under way: work that can wait lets it pass. */
  get writing(): boolean { return writing > 0 }

  /** The bare prepared statement for the card's fast path; `text` must carry the mark (see cards.repository). */
  prepared<T>(text: string, values: unknown[]): Promise<T> { return this.#run<T>(text, values) }

  readonly #together = new Together(this.#run)

  read(actor: Actor): Reader { return new Reader(this.#run, scopeOf(actor), actor, this.#together) }

  /** READ COMMITTED; on a deadlock the whole callback again in a fresh transaction, at most 3 times. Not nested. */
  write<T>(actor: Actor, operation: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopeOf(actor)
    return this.#transaction((run, runner) => work(new Tx(run, runner, scope, actor, operation, this.vault)))
  }

  /**
   * `write` for what a phone may send twice: applied once per account and key, also by parallel repeats and across processes. A repeat
   * gets the first answer, also when its author may not do it any more; the same key with another input throws `key.reused`. The answer must be
   * plain JSON and is kept sealed. Where it can be said beforehand (`answer`), it is written with the key and `work` answers nothing: one statement less.
   */
  once<T>(actor: Actor, operation: string, once: Once, work: (tx: Tx) => Promise<T>): Promise<T>
  once<T>(actor: Actor, operation: string, once: Once, work: (tx: Tx) => Promise<void>, answer: T): Promise<T>
  once<T>(actor: Actor, operation: string, once: Once, work: (tx: Tx) => Promise<T | void>, known?: T): Promise<T> {
    const sealOf = `${actor.accountId}.${once.key}`
    const sealed = (answer: unknown): string => this.vault.seal('idempotency_key.answer', sealOf, JSON.stringify(answer))
    if (mayOnlyRepeat(actor)) return this.#firstAnswer(actor, operation, once)
    return this.write(actor, operation, async (tx) => {
      const request = this.#requestOf(operation, once)
      const row = { account: actor.accountId, key: once.key, request, at: clock.date(), answer: known === undefined ? null : sealed(known) }
      // A plain INSERT: a repeat waits here for the first to end, and IGNORE would hide more than repeats.
      const claimed = await tx.plain('INSERT INTO idempotency_key (account_id, key_id, request, answer, at) VALUES (:account, :key, :request, :answer, :at)', row).then(() => true, (error: unknown) => {
        if (error instanceof DatabaseFailure && error.duplicate) return false
        throw error
      })
      if (!claimed) {
        const [first] = await tx.plain<{ request: string; answer: string }[]>('SELECT request, answer FROM idempotency_key WHERE account_id = :account AND key_id = :key', row)
        if (first.request !== request) throw problem('key.reused')
        return JSON.parse(this.vault.open('idempotency_key.answer', sealOf, first.answer)) as T
      }
      const answer = await work(tx)
      if (known !== undefined) return known
      await tx.plain('UPDATE idempotency_key SET answer = :answer WHERE account_id = :account AND key_id = :key', { ...row, answer: sealed(answer) })
      return answer as T
    })
  }

  #requestOf(operation: string, once: Once): string { return this.vault.index('idempotency_key.request', canonical([operation, once.input])) }

  /** To whom may not do it any more: what the same call was answered when he might, without asking or writing anything else. */
  async #firstAnswer<T>(actor: Actor, operation: string, once: Once): Promise<T> {
    const [first] = await this.#run<{ request: string; answer: string | null }[]>('SELECT request, answer FROM idempotency_key WHERE account_id = ? AND key_id = ?', [actor.accountId, once.key])
    if (!first || first.answer === null || first.request !== this.#requestOf(operation, once)) throw problem('permission.denied')
    return JSON.parse(this.vault.open('idempotency_key.answer', `${actor.accountId}.${once.key}`, first.answer)) as T
  }

  /** First answers to those of the account's keys that were applied, by key: what a phone may forget. */
  async answered(actor: Actor, keys: readonly string[]): Promise<Map<string, unknown>> {
    if (keys.length === 0) return new Map()
    const { text, values } = bind('SELECT key_id, answer FROM idempotency_key WHERE account_id = :account AND key_id IN (:keys) AND answer IS NOT NULL', { account: actor.accountId, keys })
    const rows = await this.#run<{ key_id: string; answer: string }[]>(text, values)
    return new Map(rows.map(({ key_id, answer }) => [key_id, JSON.parse(this.vault.open('idempotency_key.answer', `${actor.accountId}.${key_id}`, answer))]))
  }

  everywhere(_reason: string): Everywhere {
    return {
      select: (sql, params = {}) => { const { text, values } = bind(`${MARK} ${sql}`, params); return this.#run(text, values) },
      execute: (sql, params = {}) => { const { text, values } = bind(`${MARK} ${sql}`, params); return this.#run(text, values) },
      bulk: (sql, values) => this.#run(`${MARK} ${sql}`, values),
      write: (work) => this.#transaction((run, runner) => work({
        select: (sql, params = {}) => { const { text, values } = bind(`${MARK} ${sql}`, params); return run(text, values) },
        execute: (sql, params = {}) => { const { text, values } = bind(`${MARK} ${sql}`, params); return run(text, values) },
        bulk: (sql, values) => run(`${MARK} ${sql}`, values),
        insert: (entity, rows) => insert(runner, entity, [rows].flat() as any),
        emit: (topic, payload) => emit(run, topic, payload),
      })),
    }
  }

  async #transaction<T>(work: (run: Run, runner: QueryRunner) => Promise<T>): Promise<T> {
    if (inWrite.getStore()) throw new Error('db.write inside db.write: pass the tx on')
    writing++
    try {
      for (let attempt = 1; ; attempt++) {
        try { return await inWrite.run(true, () => this.#attempt(work)) } catch (error) {
          // Whatever the database says is a DatabaseFailure by now; refusals of the work have codes too and must pass as they are.
          if (attempt < ATTEMPTS && error instanceof DatabaseFailure && error.deadlock) continue
          throw error
        }
      }
    } finally { if (--writing === 0) inWrite.disable() }
  }

  async #attempt<T>(work: (run: Run, runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner()
    let connection: mysql.PoolConnection | null = null
    try {
      const mine = connection = await scrubbed(runner.connect()) as mysql.PoolConnection
      const run: Run = (text, values) => new Promise((resolve, reject) =>
        mine.execute(text, values as any[], (error, rows) => error ? reject(scrub(error)) : resolve(rows as any)))
      // READ COMMITTED by the connection (tripwire). The runner's own words for begin and end go through its events and log, which nobody hears.
      await say(mine, 'START TRANSACTION')
      const answer = await work(run, runner)
      await say(mine, 'COMMIT')
      return answer
    } catch (error) {
      // 1205 undoes only the statement, so always undo the whole; what cannot be undone goes with its connection.
      const mine = connection
      if (mine) await say(mine, 'ROLLBACK').catch(() => { mine.destroy() })
      throw error
    } finally { await runner.release() }
  }

  async reachable(): Promise<boolean> {
    try { await this.#run('SELECT 1', []); return true } catch { return false }
  }

  close(): Promise<void> { return this.source.destroy() }
}
