// Takes lines of a comparison into the record, each only where the record still says what the comparison saw.
import { personKeys } from '@onecard/shared/rules/id-number'
import { clock } from '../../kernel/clock'
import type { HouseTx, Value } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { HOUSEHOLD_FIELDS, ImportStore, MEMBER_FIELDS, OPEN_IN_AUDIT, plainValue, type ImportAuthor } from '../imports'
import type { LineRow, LineValues } from './comparisons.repository'

type Row = Record<string, unknown> & { id: string; household_id?: string; region?: string; version?: number }
type HouseholdRow = Row & { region: string; version: number }

/** Kept in clear nowhere: the field's seal, and whether it is indexed. */
const SEALED: Record<string, { column: string; stem: string }> = {
  'household phone': { column: 'household.phone', stem: 'phone' }, 'household bankCard': { column: 'household.bank_card', stem: 'bank_card' },
  'member certificate': { column: 'member.certificate', stem: 'certificate' }, 'member phone': { column: 'member.phone', stem: 'phone' },
}
/** Follow from the members, so they are not taken by themselves. */
const DERIVED = new Set(['memberCount', 'headName'])

export const takeable = (line: Pick<LineRow, 'kind' | 'field' | 'household_id'>): boolean =>
  line.household_id !== null && (line.kind === 'theirs' || line.kind === 'both' || line.kind === 'ours') && !DERIVED.has(line.field)

export class Decider {
  readonly #store: ImportStore
  readonly #households = new Map<string, HouseholdRow>()
  constructor(private readonly tx: HouseTx, private readonly vault: Vault, author: ImportAuthor) { this.#store = new ImportStore(tx, tx, vault, author, () => true) }

  async lock(households: readonly string[]): Promise<void> {
    if (households.length === 0) return
    for (const row of await this.tx.select<HouseholdRow>('SELECT h.* FROM household h WHERE h.id IN (:households) ORDER BY h.id FOR UPDATE', { households: [...households] })) this.#households.set(row.id, row)
  }

  /** Null: taken. Otherwise why not, in words. */
  async take(line: LineRow, { ours, theirs }: LineValues): Promise<string | null> {
    if (!takeable(line)) return line.kind === 'figure' ? '年度合计只作对照，收支以审核过的月表为准' : line.kind === 'only_theirs' ? '这是新的户或人，请用导入新增' : line.kind === 'only_ours' ? '国家系统里没有，只能保留我们的' : '随家庭成员变化，不能单独改'
    const household = this.#households.get(line.household_id as string)
    const row: Row | undefined = line.member_id === null ? household : (await this.tx.select<Row>('SELECT m.* FROM member m WHERE m.id = :id FOR UPDATE', { id: line.member_id }))[0]
    if (!household || !row) return '这一户或这个人已经不在了'
    const of = line.member_id === null ? 'household' : 'member'
    const sealed = SEALED[`${of} ${line.field}`] as (typeof SEALED)[string] | undefined
    const column = sealed ? `${sealed.stem}_sealed` : line.field === 'region' ? 'region' : [...of === 'household' ? HOUSEHOLD_FIELDS : MEMBER_FIELDS].find((f) => f.name === line.field)?.column
    if (!column) return '这一项不能改'
    const kept = row[column]
    const current = sealed && kept !== null ? this.vault.open(sealed.column, row.id, kept as string) : plainValue(kept)
    if (current !== ours) return '比对之后这一项又改过了，请重新比对'
    await this.#write(line, of, row, household, sealed, column, current, theirs)
    return null
  }

  async #write(line: LineRow, of: 'household' | 'member', row: Row, household: HouseholdRow, sealed: (typeof SEALED)[string] | undefined, column: string, before: string | null, after: string | null): Promise<void> {
    const values = new Map<string, Value>()
    if (sealed && after !== null) {
      values.set(column, this.vault.seal(sealed.column, row.id, after))
      if (line.field === 'phone') values.set('phone_index', this.vault.index('phone', after)).set('phone_confirmed', 1).set('phone_by', null)
      if (line.field === 'certificate') values.set('certificate_index', this.vault.index('certificate', personKeys(after)[0]))
    } else values.set(column, after)
    await this.#store.update(of, values, 'id = :id', { id: row.id })
    if (line.field === 'state' && after !== null) await this.tx.execute('INSERT INTO step (id, household_id, state, on_day, note) VALUES (:id, :household, :state, :day, :note)', { id: newId(), household: household.id, state: after, day: clock.today(), note: '按国家系统' })
    this.#store.changed(household.id)
    this.#store.record('import', household.id, household.version, of === 'member' ? row.id : null, [{ of, memberId: of === 'member' ? row.id : null, field: line.field, before, after }])
    this.#store.audit(household.id, household.region, [{ field: of === 'member' ? `member.${row.id}.${line.field}` : line.field, before, after, sensitive: of === 'member' || !OPEN_IN_AUDIT.has(line.field) }])
  }

  finish(): Promise<void> { return this.#store.finish() }
}
