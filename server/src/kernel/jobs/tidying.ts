// What the kernel keeps for a while and then drops, a few thousand rows at a time so that no statement holds others up.
import { clock } from '../clock'
import type { Database } from '../db'

const DAY_MS = 86_400_000
/** A phone that was off for a quarter is not expected to repeat itself. */
const KEYS_DAYS = 90
const EVENTS_DAYS = 30
const BATCH = 2000

/** First answers older than 90 days. */
export const dropOldKeys = (db: Database): Promise<number> => dropOld(db, 'DELETE FROM idempotency_key WHERE at < :before LIMIT', KEYS_DAYS)

/** Events that were delivered more than 30 days ago; parked ones stay until somebody has looked at them. */
export const dropOldEvents = (db: Database): Promise<number> => dropOld(db, 'DELETE FROM outbox_event WHERE done_at < :before LIMIT', EVENTS_DAYS)

async function dropOld(db: Database, statement: string, days: number): Promise<number> {
  const house = db.everywhere('old rows of the kernel belong to nobody')
  const before = clock.at(clock.now() - days * DAY_MS)
  for (let dropped = 0; ;) {
    const { affectedRows } = await house.execute(`${statement} ${BATCH}`, { before })
    dropped += affectedRows
    if (affectedRows < BATCH) return dropped
  }
}
