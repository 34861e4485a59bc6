// Who asks: the secretary of each of the 91 villages, for the households of that village, as the day's work is.
import { Sessions } from '../src/kernel/auth'
import type { Database } from '../src/kernel/db'

/** Village → token of a session of its secretary. Opened as sign-in opens them; most accounts of the demo county have no password. */
export async function secretaries(db: Database): Promise<Map<string, string>> {
  const sessions = new Sessions(db, { production: false })
  const accounts = await db.everywhere('the bench signs in as many').select<{ account_id: string; lands: string }>(`SELECT account_id, lands FROM appointment WHERE role = 'village_secretary' ORDER BY lands, id`)
  const tokens = new Map<string, string>()
  for (const { account_id: id, lands } of accounts) if (!tokens.has(lands)) tokens.set(lands, (await sessions.open(id, 'bench')).token)
  return tokens
}
