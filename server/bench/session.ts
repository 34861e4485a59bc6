// Who asks: the secretary of each of the 91 villages, for the households of that village, as the day's work is.
import { Sessions } from '../src/kernel/auth'
import type { Database } from '../src/kernel/db'

/** A session of the county office, and its account. */
export async function officeToken(db: Database): Promise<{ token: string; account: string }> {
  const [{ account_id: account }] = await db.everywhere('the bench signs in as the county office').select<{ account_id: string }>(`SELECT account_id FROM appointment WHERE role = 'county_office' ORDER BY id LIMIT 1`)
  return { account, token: (await new Sessions(db, { production: false }).open(account, 'bench')).token }
}

/** Village → token of a session of its secretary. Opened as sign-in opens them; most accounts of the demo county have no password. */
export async function secretaries(db: Database): Promise<Map<string, string>> {
  const sessions = new Sessions(db, { production: false })
  const accounts = await db.everywhere('the bench signs in as many').select<{ account_id: string; lands: string }>(`SELECT account_id, lands FROM appointment WHERE role = 'village_secretary' ORDER BY lands, id`)
  const tokens = new Map<string, string>()
  for (const { account_id: id, lands } of accounts) if (!tokens.has(lands)) tokens.set(lands, (await sessions.open(id, 'bench')).token)
  return tokens
}
