// Every statement on visits. Texts are constants: each is prepared once.
import type { Actor } from '../../kernel/auth'
import type { Database, HouseholdRef, Reader, Tx } from '../../kernel/db'
import { DUE, pairedOn } from '../regions'
import { ACCURATE_METRES } from './place'

export interface VisitRow {
  id: string; household_id: string; account_id: string; by_name: string; on_day: string; kind: string; met: string | null; note: string; topics: string | null; received_at: Date
  version: number; started_at: Date | null; ended_at: Date | null; clock_off_minutes: number | null; counts_on: string | null; met_members: string | null; internal_note: string | null
  companions: string | null; promises: string | null; raised: string | null; photos: string | null; longitude: string | null; latitude: string | null; position_system: 'wgs84' | 'gcj02' | null
  accuracy: number | null; at_house: number | null; signature_sealed: string | null; receipt: string | null; confirmed: number | null; confirmed_text: string | null; confirmed_at: Date | null
  withdrawn_at: Date | null; withdrawn_reason: string | null
}
/** The household beside it: where the house stands, for distances. */
export interface HouseRow { id: string; region: string; longitude: string | null; latitude: string | null; position_system: 'wgs84' | 'gcj02' | null; position_confirmed: number }
export interface NoteRow { visit_id: string; by_name: string; at: Date; text: string }

/** A new row's columns, in the order of its values; `household_id` comes from the household in scope. */
export interface NewVisit {
  id: string; account_id: string; on_day: string; kind: string; met: string | null; note: string; topics: string; received_at: Date; version: number; started_at: Date; ended_at: Date
  clock_off_minutes: number | null; counts_on: string; met_members: string | null; internal_note: string | null; companions: string | null; promises: string | null; raised: string | null; photos: string | null
  longitude: number | null; latitude: number | null; position_system: string | null; accuracy: number | null; at_house: number | null; signature_sealed: string | null; receipt: string; receipt_hash: string
}
const COLUMNS = ['id', 'account_id', 'on_day', 'kind', 'met', 'note', 'topics', 'received_at', 'version', 'started_at', 'ended_at', 'clock_off_minutes', 'counts_on', 'met_members', 'internal_note', 'companions', 'promises',
  'raised', 'photos', 'longitude', 'latitude', 'position_system', 'accuracy', 'at_house', 'signature_sealed', 'receipt', 'receipt_hash'] as const satisfies readonly (keyof NewVisit)[]

/** What recording must know of a household, in the statement that locks it. */
export interface RecordedOn { state: string; household_type: string; planned_exit_year: number | null; last_visit_on: string | null; paired_on: string | null; known: string }
const RECORDED_ON = `h.state, h.household_type, h.planned_exit_year, h.last_visit_on,
  (SELECT MAX(q.from_day) FROM pairing q WHERE q.household_id = h.id AND q.is_primary = 1 AND q.from_day <= :today AND (q.to_day IS NULL OR q.to_day >= :today)) AS paired_on,
  (SELECT COUNT(*) FROM member m WHERE m.household_id = h.id AND m.id IN (:members)) AS known`

const CARDS = 'LEFT JOIN household_card c ON c.household_id = h.id'
const TOUCHED = 'h.version = h.version + 1, h.updated_at = :now, c.version = 0'

/** A finished visit: last day, due day, version and stale cards in one statement. */
const VISITED = `UPDATE household h ${CARDS}
  SET h.last_visit_on = :last, h.due_on = :due, h.position_places = h.position_places + :places, ${TOUCHED} WHERE h.id = :id AND {scope:h}`

/** After a correction or a withdrawal: the same from what is left, in two steps since the second rests on the first. */
const RECOUNTED = `UPDATE household h SET h.last_visit_on = (SELECT MAX(v.counts_on) FROM visit v WHERE v.household_id = h.id),
  h.position_places = (SELECT COUNT(*) FROM visit w WHERE w.household_id = h.id AND w.at_house = 1 AND w.accuracy <= ${ACCURATE_METRES} AND w.withdrawn_at IS NULL AND w.received_at > COALESCE(h.position_decided_at, '1970-01-01'))
  WHERE h.id = :id AND {scope:h}`
const TOUCHED_AGAIN = `UPDATE household h ${CARDS} ${pairedOn('q.household_id = :id')} SET h.due_on = ${DUE}, ${TOUCHED} WHERE h.id = :id AND {scope:h}`

const OF_HOUSEHOLD = 'SELECT v.*, a.name AS by_name FROM visit v JOIN household h ON h.id = v.household_id AND {scope:h} JOIN account a ON a.id = v.account_id WHERE v.household_id = :household'

/** As many as a household has in years; whoever looks for older ones finds them in its visits. */
const MOST_PROMISING = 200

export class Visits {
  constructor(private readonly db: Database) {}

  reader(actor: Actor): Reader { return this.db.read(actor) }

  /** `known`: how many of these members are of the household. */
  recordedOn(tx: Tx, id: string, met: readonly string[], today: string): Promise<{ household: HouseholdRef; row: RecordedOn } | null> {
    return tx.locked<RecordedOn>(id, RECORDED_ON, { members: met, today })
  }

  /** Throws on a receipt that the household has already. */
  insert(tx: Tx, household: HouseholdRef, visit: NewVisit): Promise<void> { return tx.put('visit', COLUMNS, [COLUMNS.map((column) => visit[column])], household) }

  async visited(tx: Tx, household: HouseholdRef, after: { last: string; due: string | null; places: number; now: Date }): Promise<void> {
    await tx.change(VISITED, { id: household.id, ...after })
  }

  async recounted(tx: Tx, household: HouseholdRef, now: Date, today: string): Promise<void> {
    await tx.change(RECOUNTED, { id: household.id })
    await tx.change(TOUCHED_AGAIN, { id: household.id, now, today })
  }

  house(reader: Reader, id: string): Promise<HouseRow | null> {
    return reader.one('SELECT h.id, h.region, h.longitude, h.latitude, h.position_system, h.position_confirmed FROM household h WHERE h.id = :id AND {scope:h}', { id })
  }

  /** Newest first; `before` is the key of the last row of the page before. */
  page(reader: Reader, household: string, before: { on: string; id: string } | null, limit: number): Promise<VisitRow[]> {
    return reader.select(`${OF_HOUSEHOLD}${before ? ' AND (v.on_day < :on OR (v.on_day = :on AND v.id < :before))' : ''} ORDER BY v.on_day DESC, v.id DESC LIMIT ${Number(limit)}`,
      { household, ...before && { on: before.on, before: before.id } })
  }

  one(reader: Reader, household: string, visit: string, lock = false): Promise<VisitRow | null> {
    return reader.one(`${OF_HOUSEHOLD} AND v.id = :visit${lock ? ' FOR UPDATE' : ''}`, { household, visit })
  }

  /** Visits that promised something, newest first. */
  promising(reader: Reader, household: string): Promise<Pick<VisitRow, 'id' | 'on_day' | 'promises' | 'by_name'>[]> {
    return reader.select(`SELECT v.id, v.on_day, v.promises, a.name AS by_name FROM visit v JOIN household h ON h.id = v.household_id AND {scope:h} JOIN account a ON a.id = v.account_id
      WHERE v.household_id = :household AND v.promises IS NOT NULL AND v.withdrawn_at IS NULL ORDER BY v.on_day DESC, v.id DESC LIMIT ${MOST_PROMISING}`, { household })
  }

  notes(reader: Reader, household: string, visits: readonly string[]): Promise<NoteRow[]> {
    return visits.length === 0 ? Promise.resolve([]) : reader.select(
      'SELECT n.visit_id, a.name AS by_name, n.at, n.text FROM visit_note n JOIN household h ON h.id = n.household_id AND {scope:h} JOIN account a ON a.id = n.account_id WHERE n.household_id = :household AND n.visit_id IN (:visits) ORDER BY n.at, n.id', { household, visits })
  }

  members(reader: Reader, household: string): Promise<{ id: string; name: string }[]> {
    return reader.select('SELECT m.id, m.name FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE h.id = :household', { household })
  }
}
