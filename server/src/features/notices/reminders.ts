// What is due tomorrow, told once a day; and what inboxes and messages keep.
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere } from '../../kernel/db'
import type { NoticeDesk } from './desk'
import { helpersOf } from './recipients'

const DAY_MS = 86_400_000
const NOTICES_DAYS = 400
const MESSAGES_DAYS = 90
const BATCH = 2000

export class Reminders {
  readonly #house: Everywhere
  constructor(db: Database, private readonly desk: NoticeDesk) { this.#house = db.everywhere('what is due is looked up for the whole county') }

  async dueTomorrow(): Promise<void> {
    const today = clock.today()
    await this.#visits(today, addDays(today, 1))
    await this.#problems(today, addDays(today, 1))
  }

  /** One line a helper, however many households: it opens the list of those that are due. */
  async #visits(today: string, tomorrow: string): Promise<void> {
    const helpers = await this.#house.select<{ id: string }>(
      `SELECT DISTINCT p.account_id AS id FROM household h JOIN pairing p ON p.household_id = h.id AND p.is_primary = 1 AND p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today)
       JOIN account a ON a.id = p.account_id AND a.active = 1 WHERE h.due_on = :tomorrow ORDER BY 1`, { today, tomorrow })
    for (const { id } of helpers) await this.#house.write((tx) => this.desk.tell(tx, [id], { kind: 'visit_due', household: null, subject: null, cause: `visits.due.${tomorrow}` }))
  }

  async #problems(_today: string, tomorrow: string): Promise<void> {
    const problems = await this.#house.select<{ id: string; household_id: string; responsible_id: string | null }>('SELECT p.id, p.household_id, p.responsible_id FROM problem p WHERE p.open_until = :tomorrow ORDER BY p.id', { tomorrow })
    for (const { id, household_id: household, responsible_id: responsible } of problems) {
      await this.#house.write(async (tx) => this.desk.tell(tx, responsible ? [responsible] : await helpersOf(tx, household), { kind: 'problem_due', household, subject: id, cause: `problem.${id}.due.${tomorrow}` }))
    }
  }

  async dropOld(): Promise<void> {
    const before = (days: number): Date => clock.at(clock.now() - days * DAY_MS)
    await this.#drop('DELETE FROM notice WHERE id < :before LIMIT', idBefore(before(NOTICES_DAYS)))
    await this.#drop('DELETE FROM subscribe_message WHERE made_at < :before LIMIT', before(MESSAGES_DAYS))
  }

  async #drop(statement: string, before: Date | string): Promise<void> {
    while ((await this.#house.execute(`${statement} ${BATCH}`, { before })).affectedRows === BATCH) { /* next batch */ }
  }
}

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The smallest id of that millisecond: ids begin with their time, so the primary key is the index. */
function idBefore(at: Date): string {
  let time = at.getTime()
  let text = ''
  for (let i = 0; i < 10; i++) { text = DIGITS[time % 32] + text; time = Math.floor(time / 32) }
  return text.padEnd(26, '0')
}
