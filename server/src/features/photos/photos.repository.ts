import type { PhotoView } from '@onecard/shared/contract/visits.views'
import type { PhotoRef } from '@onecard/shared/contract/visits.requests'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { loadCounty } from '../../kernel/county'
import type { Database, Everywhere, HouseholdRef, Reader, Tx } from '../../kernel/db'
import { problem, type Problem } from '../../kernel/http/problem'
import { firstIdOf, newId } from '../../kernel/ids'
import { PhotoPart } from './photo.entity'

export interface PhotoRow { id: string; household_id: string; region: string; sha256: string; bytes: number; taken_at: Date; state: 'awaited' | 'stored'; width: number | null; height: number | null }
export interface PartRow { start: number; length: number; object: string }

const COLUMNS = 'p.id, p.household_id, h.region, p.sha256, p.bytes, p.taken_at, p.state, p.width, p.height'
const FROM = 'FROM photo p JOIN household h ON h.id = p.household_id AND {scope:h}'

/**
 * What the household itself sent is shown to whoever sent it, and to others until its consent is taken back. Whom nobody asked, or who was asked
 * anew and has not answered, has not taken it back.
 */
const SHOWN = `(p.account_id = :me OR NOT (EXISTS (SELECT 1 FROM appointment q WHERE q.account_id = p.account_id AND q.household_id = p.household_id AND q.role = 'household')
  AND COALESCE((SELECT c.agree FROM consent c WHERE c.account_id = p.account_id ORDER BY c.id DESC LIMIT 1), 1) = 0))`

/** How many more the county's settings allow, and what is in the way. Of many announced at the same moment by one account a few may pass beyond. */
async function roomFor(tx: Tx, household: HouseholdRef): Promise<{ left: number; full: Problem }> {
  const { perAccountDay, perHousehold } = loadCounty().settings.photos
  const { mine, here } = await tx.photosSince(firstIdOf(Date.parse(`${clock.today()}T00:00:00+08:00`)), household)
  const [ofDay, ofHousehold] = [perAccountDay - mine, perHousehold - here]
  return { left: Math.max(0, Math.min(ofDay, ofHousehold)), full: ofHousehold <= ofDay ? problem('photo.household_full', { most: perHousehold }) : problem('photo.day_full', { most: perAccountDay }) }
}

/** Throws `photo.day_full`, `photo.household_full`. */
export async function announcePhoto(tx: Tx, household: HouseholdRef, ref: PhotoRef): Promise<void> {
  const { left, full } = await roomFor(tx, household)
  if (left === 0) throw full
  await put(tx, household, [ref])
}

/**
 * Puts down, in one statement, that these photos are to come (`awaited`); those that are known already stay as they are. For whoever writes
 * something that has photos. What there is no room for is left out: a visit is not refused for its photos, their upload is.
 */
export async function announcePhotos(tx: Tx, household: HouseholdRef, refs: readonly PhotoRef[]): Promise<void> {
  if (refs.length === 0) return
  await put(tx, household, refs.slice(0, (await roomFor(tx, household)).left))
}

async function put(tx: Tx, household: HouseholdRef, refs: readonly PhotoRef[]): Promise<void> {
  await tx.put('photo', ['id', 'sha256', 'bytes', 'taken_at', 'state', 'account_id'],
    refs.map((ref) => [newId(), ref.sha256, ref.bytes, clock.at(Date.parse(ref.takenAt)), 'awaited', tx.actor.accountId]), household, ' ON DUPLICATE KEY UPDATE photo.account_id = photo.account_id')
}

/** What a reader may see of a household's photos, by hash. Unknown hashes are absent, and those that he may not see any more. */
export async function photosByHash(reader: Reader, householdId: string, hashes: readonly string[]): Promise<Map<string, PhotoView>> {
  if (hashes.length === 0) return new Map()
  const rows = await reader.select<PhotoRow>(`SELECT ${COLUMNS} ${FROM} WHERE p.household_id = :household AND p.sha256 IN (:hashes) AND ${SHOWN}`, { household: householdId, hashes: [...new Set(hashes)], me: reader.actor.accountId })
  return new Map(rows.map((row) => [row.sha256, {
    id: row.id, sha256: row.sha256, takenAt: clock.iso(row.taken_at), state: row.state, ...(row.width !== null && { width: row.width }), ...(row.height !== null && { height: row.height }),
  }]))
}

/** Which of these have arrived, of those that this account announced: what a phone may forget, wherever its holder may act today. */
export async function ownStoredHashes(db: Pick<Everywhere, 'select'>, accountId: string, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db.select<{ sha256: string }>("SELECT DISTINCT p.sha256 FROM photo p WHERE p.state = 'stored' AND p.account_id = :accountId AND p.sha256 IN (:hashes)", { accountId, hashes: [...new Set(hashes)] })
  return new Set(rows.map(({ sha256 }) => sha256))
}

export class Photos {
  readonly #own
  constructor(private readonly db: Database) { this.#own = db.everywhere('consent belongs to an account') }

  reader(actor: Actor): Reader { return this.db.read(actor) }

  one(reader: Reader, householdId: string, id: string): Promise<PhotoRow | null> {
    return reader.one<PhotoRow>(`SELECT ${COLUMNS} ${FROM} WHERE p.id = :id AND p.household_id = :household`, { id, household: householdId })
  }

  /** As `one`, for looking at it. */
  shown(reader: Reader, householdId: string, id: string): Promise<PhotoRow | null> {
    return reader.one<PhotoRow>(`SELECT ${COLUMNS} ${FROM} WHERE p.id = :id AND p.household_id = :household AND ${SHOWN}`, { id, household: householdId, me: reader.actor.accountId })
  }

  /** Whether the last word of this account on the county's privacy text is a no. */
  async withdrawn(accountId: string): Promise<boolean> {
    const [last] = await this.#own.select<{ agree: number }>('SELECT c.agree FROM consent c WHERE c.account_id = :accountId ORDER BY c.id DESC LIMIT 1', { accountId })
    return last?.agree === 0
  }

  byHash(reader: Reader, householdId: string, sha256: string): Promise<PhotoRow | null> {
    return reader.one<PhotoRow>(`SELECT ${COLUMNS} ${FROM} WHERE p.household_id = :household AND p.sha256 = :sha256`, { household: householdId, sha256 })
  }

  parts(reader: Reader, photo: PhotoRow): Promise<PartRow[]> {
    return reader.select<PartRow>('SELECT t.start, t.length, t.object FROM photo_part t JOIN household h ON h.id = t.household_id AND {scope:h} WHERE t.photo_id = :photo ORDER BY t.start', { photo: photo.id })
  }

  /** Rejects with a duplicate when a part that begins here has arrived meanwhile. */
  addPart(tx: Tx, household: HouseholdRef, photoId: string, part: PartRow): Promise<void> {
    return tx.insert(PhotoPart, { photoId, ...part, at: clock.date() }, household)
  }

  async dropParts(tx: Tx, photo: PhotoRow, parts: readonly PartRow[]): Promise<void> {
    if (parts.length === 0) return
    await tx.change('DELETE t FROM photo_part t JOIN household h ON h.id = t.household_id AND {scope:h} WHERE t.photo_id = :photo AND t.object IN (:objects)', { photo: photo.id, objects: parts.map(({ object }) => object) })
  }

  /** False when another upload of the same photo was first. */
  async stored(tx: Tx, photo: PhotoRow, { width, height }: { width: number; height: number }): Promise<boolean> {
    const sql = `UPDATE photo p JOIN household h ON h.id = p.household_id AND {scope:h} SET p.state = 'stored', p.width = :width, p.height = :height, p.stored_at = :now WHERE p.id = :photo AND p.state = 'awaited'`
    return (await tx.change(sql, { photo: photo.id, width, height, now: clock.date() })) > 0
  }
}
