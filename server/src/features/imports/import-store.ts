// What both writers share: reads in either mode, writes only when the run applies and no error was found so far.
import type { AuditNote, Everywhere, HouseTx, Value } from '../../kernel/db'
import { Rows } from '../../kernel/db'
import { clock } from '../../kernel/clock'
import type { Vault } from '../../kernel/vault'
import { endNumberAccess } from '../accounts'
import { ChangeRows, replacedNumbers, type FieldEntry } from '../households'
import { refreshDue } from '../regions'

export interface ImportAuthor { accountId: string | null; appointmentId: string | null; role: string }
type Change = NonNullable<AuditNote['changed']>[number]

const BATCH = 500

export class ImportStore {
  readonly #audit = new Rows('audit_entry', ['at', 'account_id', 'appointment_id', 'role', 'operation', 'subject', 'region', 'reason', 'changed'])
  readonly #history: ChangeRows
  readonly #changed = new Set<string>()
  readonly #added: string[] = []
  /** Households whose number, or one of their people's, is another now. */
  readonly #renumbered = new Set<string>()
  /** `tx` null: a dry run. */
  constructor(private readonly reads: Pick<Everywhere, 'select'>, readonly tx: HouseTx | null, private readonly vault: Vault, private readonly author: ImportAuthor, private readonly sound: () => boolean) { this.#history = new ChangeRows(vault) }

  get writes(): boolean { return this.tx !== null && this.sound() }

  select<T>(sql: string, params: Record<string, unknown>): Promise<T[]> { return (this.tx ?? this.reads).select<T>(sql, params) }

  /** Full statements only, until `all` at the end. */
  async flush(rows: Rows, all = false): Promise<void> { if (this.tx && this.writes) await rows.flush(this.tx, all) }

  /** `UPDATE table SET … WHERE where`; column names come from our own field lists. */
  async update(table: string, values: ReadonlyMap<string, Value>, where: string, params: Record<string, unknown>): Promise<void> {
    if (!this.tx || !this.writes || values.size === 0) return
    const sets = [...values.keys()].map((column, i) => `${column} = :v${i}`)
    await this.tx.execute(`UPDATE ${table} SET ${sets.join(', ')} WHERE ${where}`, { ...params, ...Object.fromEntries([...values.values()].map((value, i) => [`v${i}`, value])) })
  }

  added(householdId: string): void { this.#added.push(householdId) }

  changed(householdId: string): void { this.#changed.add(householdId) }

  /** Into the household's history. `version`: of the household before this import, which raises it by one. */
  record(kind: 'import' | 'join', householdId: string, version: number, memberId: string | null, fields: FieldEntry[]): void {
    if (!this.writes || fields.length === 0) return
    if (fields.some(({ field, before }) => field === 'phone' && before !== null)) this.#renumbered.add(householdId)
    this.#history.add(householdId, { kind, memberId, reason: '国家系统导入', authorId: this.author.accountId, authorRole: this.author.role, madeOn: version, tookEffectIn: version + 1, fields })
  }

  audit(subject: string, region: string | null, changes: Change[]): void {
    const trace = (value: unknown, sensitive?: boolean): string | null => value === null || value === undefined ? null : sensitive ? `#${this.vault.trace(String(value))}` : String(value)
    if (!this.writes) return
    this.#audit.add([clock.date(), this.author.accountId, this.author.appointmentId, this.author.role, 'imports.apply', subject, region, null,
      JSON.stringify(changes.map((c) => ({ field: c.field, before: trace(c.before, c.sensitive), after: trace(c.after, c.sensitive) })))])
  }

  /** After the last row: versions rise, ready cards turn stale, the relay builds them. */
  async finish(): Promise<void> {
    if (!this.tx || !this.writes) return
    await this.#audit.flush(this.tx)
    await this.#history.flush(this.tx)
    const now = clock.date()
    for (const ids of batches([...this.#changed])) {
      await this.tx.execute('UPDATE household SET version = version + 1, updated_at = :now WHERE id IN (:ids)', { now, ids })
      await refreshDue(this.tx, ids, clock.today())
      await this.tx.execute('UPDATE household_card c JOIN household h ON h.id = c.household_id SET c.version = 0, c.region = h.region WHERE c.household_id IN (:ids)', { ids })
    }
    await this.#endReplaced(this.tx)
    for (const households of batches([...this.#changed, ...this.#added])) await this.tx.emit('card.stale', { households })
  }

  /** As in 改信息: what a replaced number opened is over. Sessions that a running server holds follow within a minute. */
  async #endReplaced(tx: HouseTx): Promise<void> {
    for (const ids of batches([...this.#renumbered])) {
      const withAccount = await tx.select<{ household_id: string }>("SELECT DISTINCT p.household_id FROM appointment p WHERE p.household_id IN (:ids) AND p.role = 'household'", { ids })
      for (const { household_id: id } of withAccount) {
        const run = <T>(sql: string, params: Record<string, unknown>): Promise<T[]> => tx.select<T>(sql, params)
        const ended = await endNumberAccess(run, id, await replacedNumbers(run, this.vault, id))
        for (const { account, bindings } of ended) this.audit(`account/${account}`, null, [{ field: 'numberAccess', before: bindings, after: 0 }])
      }
    }
    await this.#audit.flush(tx)
  }

  async flushAudit(): Promise<void> {
    if (!this.tx || !this.writes) return
    await this.#audit.flush(this.tx, false)
    await this.#history.flush(this.tx, false)
  }
}

export function batches<T>(list: readonly T[], size = BATCH): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}
