// 代审: the secretary names somebody of the village, who sees all of it already, to approve in his place from a day to a day.
import type { AppointDeputy, EndDeputy, ListDeputies } from '@onecard/shared/contract/sheets.requests'
import type { DeputyCandidateView, DeputyView } from '@onecard/shared/contract/sheets.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { addDays, isDay } from '@onecard/shared/rules/day'
import { ROLES, type Role } from '@onecard/shared/roles'
import type { Actor, Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Everywhere, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { Deputy } from './sheet.entity'
import { fault } from './sheets.service'

interface DeputyRow { id: string; account_id: string; name: string; from_day: string; to_day: string; by_name: string; ended_at: Date | null }
interface CandidateRow { account_id: string; appointment_id: string; name: string; role: Role; to_day: string | null }

/** Roles of a village besides its secretary: they see its households already, so that a deputy opens nothing to anybody. */
const CANDIDATES: readonly Role[] = ['first_secretary', 'village_team', 'village_clerk']
const MOST = 100
const VIEW = `SELECT d.id, d.account_id, a.name, d.from_day, d.to_day, b.name AS by_name, d.ended_at FROM deputy d JOIN account a ON a.id = d.account_id JOIN account b ON b.id = d.appointed_by WHERE d.region = :region`

export class DeputiesService {
  readonly #plain: Everywhere
  constructor(private readonly db: Database, private readonly county: County, private readonly sessions: Sessions) { this.#plain = db.everywhere('deputies and appointments belong to accounts') }

  async list(actor: Actor, { region }: ListDeputies): Promise<Page<DeputyView>> {
    this.#mine(actor, region)
    return { items: (await this.#plain.select<DeputyRow>(`${VIEW} ORDER BY d.id DESC LIMIT ${MOST}`, { region })).map(viewOf), next: null }
  }

  async candidates(actor: Actor, { region }: ListDeputies): Promise<Page<DeputyCandidateView>> {
    this.#mine(actor, region)
    const rows = await candidatesOf((sql, params) => this.#plain.select(sql, params), region)
    return { items: rows.filter((row) => row.account_id !== actor.accountId).map((row) => ({ account: row.account_id, name: row.name, roleLabel: ROLES[row.role].label })), next: null }
  }

  /** Throws `not_found` outside the own village, `request.invalid` at `account`, `from` or `to`. */
  async appoint(actor: Actor, input: AppointDeputy, once: Once): Promise<DeputyView> {
    const { region, account, from, to } = input
    this.#mine(actor, region)
    const most = this.county.settings.books.deputyDays
    if (!isDay(from)) throw fault('from', '没有这一天，日期写成 2020-03-12')
    if (!isDay(to) || to < from || to < clock.today()) throw fault('to', '到哪一天要在今天和开始那天以后')
    if (to > addDays(from, most - 1)) throw fault('to', `代审最长 ${most} 天`)
    const made = await this.db.once(actor, 'sheets.appointDeputy', once, async (tx) => {
      const person = (await candidatesOf((sql, params) => tx.plain(sql, params), region)).find((row) => row.account_id === account)
      if (!person || account === actor.accountId) throw fault('account', '请在本村的同志里选')
      const id = newId()
      await tx.insert(Deputy, { id, region, accountId: account, appointmentId: person.appointment_id, fromDay: from, toDay: to, appointedBy: actor.accountId, appointedAt: clock.date(), endedAt: null, endedBy: null })
      await tx.audit({ subject: account, region, changed: [{ field: 'deputy', before: null, after: `${from} ${to}` }] })
      return viewOf((await this.#one(tx, region, id)) as DeputyRow)
    })
    this.sessions.forget(account)
    return made
  }

  async end(actor: Actor, { region, deputy }: EndDeputy): Promise<void> {
    this.#mine(actor, region)
    const account = await this.db.write(actor, 'sheets.endDeputy', async (tx) => {
      const row = await this.#one(tx, region, deputy)
      if (!row) throw problem('not_found')
      if (row.ended_at !== null) return row.account_id
      await tx.plain('UPDATE deputy SET ended_at = :now, ended_by = :me WHERE id = :deputy', { now: clock.date(), me: actor.accountId, deputy })
      await tx.audit({ subject: row.account_id, region, changed: [{ field: 'deputy', before: `${row.from_day} ${row.to_day}`, after: null }] })
      return row.account_id
    })
    this.sessions.forget(account)
  }

  async #one(tx: Tx, region: string, id: string): Promise<DeputyRow | null> { return (await tx.plain<DeputyRow[]>(`${VIEW} AND d.id = :id`, { region, id }))[0] ?? null }

  #mine(actor: Actor, region: string): void {
    if (!actor.acting.some((standing) => standing.lands.some((land) => region.startsWith(land)))) throw problem('not_found')
  }
}

/** By the order of the list of roles. */
async function candidatesOf(select: (sql: string, params: Record<string, unknown>) => Promise<CandidateRow[]>, region: string): Promise<CandidateRow[]> {
  const rows = await select(`SELECT p.account_id, p.id AS appointment_id, a.name, p.role, p.to_day FROM appointment p JOIN account a ON a.id = p.account_id AND a.active = 1
    WHERE p.lands = :region AND p.role IN (:roles) AND p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today) ORDER BY p.account_id`, { region, roles: [...CANDIDATES], today: clock.today() })
  return [...rows].sort((a, b) => CANDIDATES.indexOf(a.role) - CANDIDATES.indexOf(b.role))
}

function viewOf(row: DeputyRow): DeputyView {
  return { id: row.id, account: row.account_id, name: row.name, from: row.from_day, to: row.to_day, by: row.by_name, ended: row.ended_at !== null || row.to_day < clock.today() }
}
