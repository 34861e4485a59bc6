// Inboxes of the demo accounts, from what the demo county holds: the same lines that its events would have left.
import { dayOfInstant, addDays } from '@onecard/shared/rules/day'
import { clock } from '../kernel/clock'
import { Rows, type HouseTx } from '../kernel/db'
import { newId } from '../kernel/ids'

interface Line { account: string; kind: string; household: string | null; subject: string | null; cause: string; at: Date }

/** So far back lines reach; those older than a few days have been read. */
const DAYS = 60
const UNREAD_DAYS = 5
const MOST = 6

/** The lines of one kind: newest first, so many an account. */
const SOURCES: readonly string[] = [
  `SELECT a.id AS account, 'visit_recorded' AS kind, v.household_id AS household, v.id AS subject, CONCAT('visit.', v.id) AS cause, v.received_at AS at
   FROM account a JOIN appointment p ON p.account_id = a.id AND p.role = 'household' JOIN visit v ON v.household_id = p.household_id AND v.withdrawn_at IS NULL WHERE a.account IN (:accounts) AND v.received_at > :since`,
  `SELECT a.id AS account, CASE s.act WHEN 'claim' THEN 'problem_claimed' WHEN 'close' THEN 'problem_closed' ELSE 'problem_answered' END AS kind, s.household_id AS household, s.problem_id AS subject, CONCAT('step.', s.id) AS cause, s.at
   FROM account a JOIN problem p ON p.raised_by = a.id JOIN problem_step s ON s.problem_id = p.id AND s.act IN ('claim', 'answer', 'fixed', 'close') AND s.account_id <> a.id WHERE a.account IN (:accounts) AND s.at > :since`,
  `SELECT a.id AS account, 'problem_raised' AS kind, p.household_id AS household, p.id AS subject, CONCAT('problem.', p.id) AS cause, p.raised_at AS at
   FROM account a JOIN pairing q ON q.account_id = a.id AND q.is_primary = 1 AND q.to_day IS NULL JOIN problem p ON p.household_id = q.household_id AND p.raised_by <> a.id WHERE a.account IN (:accounts) AND p.raised_at > :since`,
  `SELECT a.id AS account, CASE c.state WHEN 'returned' THEN 'change_returned' ELSE 'change_approved' END AS kind, c.household_id AS household, c.id AS subject, CONCAT('change.', c.id, '.', c.state) AS cause, c.ended_at AS at
   FROM account a JOIN record_change c ON c.author_id = a.id AND c.state IN ('effective', 'returned') AND c.ended_at IS NOT NULL AND c.ended_by <> a.id WHERE a.account IN (:accounts) AND c.ended_at > :since`,
  `SELECT a.id AS account, 'change_proposed' AS kind, c.household_id AS household, c.id AS subject, CONCAT('change.', c.id, '.proposed') AS cause, c.at
   FROM account a JOIN appointment p ON p.account_id = a.id AND p.role IN ('village_secretary', 'first_secretary') JOIN household h ON h.region = p.lands
   JOIN record_change c ON c.household_id = h.id AND c.state IN ('proposed', 'conflict') AND c.author_id <> a.id WHERE a.account IN (:accounts) AND c.at > :since`,
  `SELECT DISTINCT a.id AS account, 'visit_due' AS kind, NULL AS household, NULL AS subject, CONCAT('visits.due.', h.due_on) AS cause, CAST(:morning AS DATETIME(3)) AS at
   FROM account a JOIN pairing q ON q.account_id = a.id AND q.is_primary = 1 AND q.to_day IS NULL JOIN household h ON h.id = q.household_id AND h.due_on = :tomorrow WHERE a.account IN (:accounts)`,
]

export async function seedNotices(tx: HouseTx, accounts: readonly string[]): Promise<void> {
  if ((await tx.select('SELECT id FROM notice LIMIT 1')).length > 0) return
  const now = clock.now()
  const today = dayOfInstant(now)
  const params = { accounts, since: clock.at(now - DAYS * 86_400_000), tomorrow: addDays(today, 1), morning: clock.at(Math.min(now, Date.parse(`${today}T00:00:00Z`))) }
  const lines: Line[] = []
  for (const source of SOURCES) {
    const used = Object.fromEntries(Object.entries(params).filter(([name]) => source.includes(`:${name}`)))
    const kept = new Map<string, number>()
    for (const line of await tx.select<Line>(`${source} ORDER BY at DESC`, used)) {
      const count = kept.get(line.account) ?? 0
      if (count < MOST && line.at.getTime() <= now) lines.push(line)
      kept.set(line.account, count + 1)
    }
  }
  // Ids in the order of their times: the inbox goes by them.
  const rows = new Rows('notice', ['id', 'account_id', 'kind', 'household_id', 'subject_id', 'cause', 'at', 'read_at'])
  for (const line of lines.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const read = now - line.at.getTime() > UNREAD_DAYS * 86_400_000 ? line.at : null
    rows.add([newId(), line.account, line.kind, line.household, line.subject, line.cause, line.at, read])
  }
  await rows.flush(tx)
}
