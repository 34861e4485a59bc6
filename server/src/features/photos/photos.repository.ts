import type { PhotoView } from '@onecard/shared/contract/visits.views'
import type { PhotoRef } from '@onecard/shared/contract/visits.requests'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere, HouseholdRef, Reader, Tx } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import { PhotoPart } from './photo.entity'

export interface PhotoRow { id: string; household_id: string; region: string; sha256: string; bytes: number; taken_at: Date; state: 'awaited' | 'stored'; width: number | null; height: number | null }
export interface PartRow { start: number; length: number; object: string }

const COLUMNS = 'p.id, p.household_id, h.region, p.sha256, p.bytes, p.taken_at, p.state, p.width, p.height'
const FROM = 'FROM photo p JOIN household h ON h.id = p.household_id AND {scope:h}'

/**
 * Puts down, in one statement, that these photos are to come (`awaited`); those that are known already stay as they are. For whoever writes
 * something that has photos: visits, changes, problems.
 */
export async function announcePhotos(tx: Tx, household: HouseholdRef, refs: readonly PhotoRef[]): Promise<void> {
  if (refs.length === 0) return
  await tx.put('photo', ['id', 'sha256', 'bytes', 'taken_at', 'state', 'account_id'],
    refs.map((ref) => [newId(), ref.sha256, ref.bytes, clock.at(Date.parse(ref.takenAt)), 'awaited', tx.actor.accountId]), household, ' ON DUPLICATE KEY UPDATE photo.account_id = photo.account_id')
}

/** What a reader may see of a household's photos, by hash. Unknown hashes are absent. */
export async function photosByHash(reader: Reader, householdId: string, hashes: readonly string[]): Promise<Map<string, PhotoView>> {
  if (hashes.length === 0) return new Map()
  const rows = await reader.select<PhotoRow>(`SELECT ${COLUMNS} ${FROM} WHERE p.household_id = :household AND p.sha256 IN (:hashes)`, { household: householdId, hashes: [...new Set(hashes)] })
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
  constructor(private readonly db: Database) {}

  reader(actor: Actor): Reader { return this.db.read(actor) }

  one(reader: Reader, householdId: string, id: string): Promise<PhotoRow | null> {
    return reader.one<PhotoRow>(`SELECT ${COLUMNS} ${FROM} WHERE p.id = :id AND p.household_id = :household`, { id, household: householdId })
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
