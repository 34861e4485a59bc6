// SQL of changes. Every statement places the actor's scope through the household.
import { WAITING, type ChangeState } from '@onecard/shared/rules/change-states'
import type { HouseholdRef, Reader, Tx } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'
import { openValue, sealValue, type ChangeKind } from '../households'
import type { Row } from './record-state'

export interface ChangeRow {
  id: string; household_id: string; member_id: string | null; kind: ChangeKind; member_change: string | null; effective_on: string; state: ChangeState; reason: string; evidence: string | null
  author_id: string | null; author_role: string; made_on: number; took_effect_in: number | null; at: Date; version: number; ended_by: string | null; ended_at: Date | null; ended_reason: string | null
  region: string; group_name: string | null; head_name: string; author: string | null; ended_by_name: string | null; member_name: string | null; birth_date: string | null
}

/** Plain values: what is sealed at rest is opened here. */
export interface FieldRow { change_id: string; n: number; of: 'household' | 'member'; member_id: string | null; field: string; before: string | null; after: string | null; held: string | null }

const HOUSEHOLD = 'JOIN household h ON h.id = c.household_id AND {scope:h}'
const CHANGE = `SELECT c.*, h.region, h.group_name, h.head_name, a.name AS author, e.name AS ended_by_name, m.name AS member_name, m.birth_date FROM record_change c ${HOUSEHOLD}
  LEFT JOIN account a ON a.id = c.author_id LEFT JOIN account e ON e.id = c.ended_by LEFT JOIN member m ON m.id = c.member_id`
const OPEN_STATES = WAITING.map((state) => `'${state}'`).join(', ')
const IN_HOUSEHOLD = `${HOUSEHOLD} WHERE c.household_id = :id`

export class Changes {
  constructor(private readonly vault: Vault) {}

  /** Household and members with all columns; under the caller's lock when he holds one. */
  async record(reader: Reader, id: string): Promise<{ household: Row; members: Row[] } | null> {
    const household = await reader.one('SELECT h.* FROM household h WHERE h.id = :id AND {scope:h}', { id })
    if (!household) return null
    return { household, members: await reader.select('SELECT m.* FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.household_id = :id ORDER BY m.relation, m.id', { id }) }
  }

  one(reader: Reader, household: string, change: string): Promise<ChangeRow | null> {
    return reader.one<ChangeRow>(`${CHANGE} WHERE c.id = :change AND c.household_id = :household`, { household, change })
  }

  some(reader: Reader, ids: string[]): Promise<ChangeRow[]> {
    return reader.select<ChangeRow>(`${CHANGE} WHERE c.id IN (:ids) ORDER BY c.id`, { ids })
  }

  /** Newest first. */
  ofHousehold(reader: Reader, id: string, before: string, limit: number): Promise<ChangeRow[]> {
    return reader.select<ChangeRow>(`${CHANGE} WHERE c.household_id = :id AND c.id < :before ORDER BY c.id DESC LIMIT ${limit}`, { id, before })
  }

  /** Oldest first. */
  waiting(reader: Reader, region: string | undefined, after: string, limit: number): Promise<ChangeRow[]> {
    return reader.select<ChangeRow>(`${CHANGE} WHERE c.state IN (${OPEN_STATES}) AND c.id > :after${region ? ' AND h.region LIKE :region' : ''} ORDER BY c.id LIMIT ${limit}`,
      { after, ...region && { region: `${region}%` } })
  }

  async fields(reader: Reader, changes: string[]): Promise<FieldRow[]> {
    if (changes.length === 0) return []
    return this.#opened(await reader.select(`SELECT f.* FROM record_change_field f JOIN household h ON h.id = f.household_id AND {scope:h} WHERE f.change_id IN (:changes) ORDER BY f.change_id, f.n`, { changes }))
  }

  /** Fields of all waiting changes of a household. */
  async waitingFields(reader: Reader, id: string): Promise<(FieldRow & { state: ChangeState; kind: ChangeKind })[]> {
    const rows = await reader.select(`SELECT f.*, c.state, c.kind FROM record_change c JOIN record_change_field f ON f.change_id = c.id ${IN_HOUSEHOLD} AND c.state IN (${OPEN_STATES})`, { id })
    return this.#opened(rows).map((field, i) => ({ ...field, state: rows[i].state as ChangeState, kind: rows[i].kind as ChangeKind }))
  }

  /** Fields that took effect after a version of the household, with who wrote them. What changed nothing is left out. */
  async since(reader: Reader, id: string, version: number): Promise<(FieldRow & { author_id: string | null })[]> {
    const rows = await reader.select(`SELECT f.*, c.author_id FROM record_change c JOIN record_change_field f ON f.change_id = c.id ${IN_HOUSEHOLD} AND c.state = 'effective' AND c.took_effect_in > :version`, { id, version })
    return this.#opened(rows).map((field, i) => ({ ...field, author_id: rows[i].author_id as string | null })).filter((field) => field.before !== field.after)
  }

  /** Everything that ever took effect, in the order of writing. */
  async effects(reader: Reader, id: string): Promise<(FieldRow & { effective_on: string; author: string | null; reason: string; kind: ChangeKind })[]> {
    const rows = await reader.select(`SELECT f.*, c.effective_on, c.reason, c.kind, a.name AS author FROM record_change c JOIN record_change_field f ON f.change_id = c.id LEFT JOIN account a ON a.id = c.author_id
      ${IN_HOUSEHOLD} AND c.state = 'effective' ORDER BY c.took_effect_in, c.id, f.n`, { id })
    return this.#opened(rows).map((field, i) => { const { effective_on, author, reason, kind } = rows[i]; return { ...field, effective_on, author, reason, kind } })
  }

  /** Of a household: whom joined and when, by what took effect. */
  joins(reader: Reader, id: string): Promise<{ member_id: string; effective_on: string; author: string | null; reason: string }[]> {
    return reader.select(`SELECT c.member_id, c.effective_on, c.reason, a.name AS author FROM record_change c LEFT JOIN account a ON a.id = c.author_id ${IN_HOUSEHOLD} AND c.state = 'effective' AND c.kind = 'join' AND c.member_id IS NOT NULL`, { id })
  }

  /** A waiting change stays waiting, with what the record holds now: whoever decides must look again. */
  async turnToConflict(tx: Tx, field: FieldRow, held: string | null): Promise<void> {
    await tx.change(`UPDATE record_change_field f JOIN household h ON h.id = f.household_id AND {scope:h} SET f.held_value = :held WHERE f.change_id = :change AND f.n = :n`,
      { change: field.change_id, n: field.n, held: sealValue(this.vault, field.change_id, field.of, field.field, 'held', held) })
    await tx.change(`UPDATE record_change c ${HOUSEHOLD} SET c.state = 'conflict', c.version = c.version + 1 WHERE c.id = :change`, { change: field.change_id })
  }

  /** What the record held when the change took effect: the history's truth. */
  async setBefore(tx: Tx, field: FieldRow, before: string | null): Promise<void> {
    await tx.change(`UPDATE record_change_field f JOIN household h ON h.id = f.household_id AND {scope:h} SET f.old_value = :before WHERE f.change_id = :change AND f.n = :n`,
      { change: field.change_id, n: field.n, before: sealValue(this.vault, field.change_id, field.of, field.field, 'old', before) })
  }

  async end(tx: Tx, change: string, end: { state: ChangeState; by: string; at: Date; reason: string | null; tookEffectIn: number | null; member: string | null }): Promise<void> {
    await tx.change(`UPDATE record_change c ${HOUSEHOLD} SET c.state = :state, c.version = c.version + 1, c.ended_by = :by, c.ended_at = :at, c.ended_reason = :reason, c.took_effect_in = :tookEffectIn, c.member_id = :member WHERE c.id = :change`,
      { change, ...end })
  }

  async nameMember(tx: Tx, change: string, member: string): Promise<void> {
    await tx.change(`UPDATE record_change_field f JOIN household h ON h.id = f.household_id AND {scope:h} SET f.member_id = :member WHERE f.change_id = :change AND f.of_member = 1`, { change, member })
  }

  #opened(rows: Row[]): FieldRow[] {
    return rows.map((r) => {
      const of = r.of_member === 1 ? 'member' : 'household'
      const open = (place: 'old' | 'new' | 'held', kept: string | null) => openValue(this.vault, r.change_id as string, of, r.field as string, place, kept)
      return { change_id: r.change_id, n: r.n, of, member_id: r.member_id, field: r.field, before: open('old', r.old_value), after: open('new', r.new_value), held: open('held', r.held_value) }
    })
  }
}

export type { HouseholdRef }
