// Accounts and who is appointed to what, by the system administrator, who sees no household by it.
import { Injectable } from '@nestjs/common'
import type { Appoint, CreateAccount, Dismiss, ListAccounts, ResetAccount } from '@onecard/shared/contract/accounts.requests'
import type { AccountView, ActivationView, CreatedAccountView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { needsSecondPerson } from '@onecard/shared/permissions'
import { addDays, isDay } from '@onecard/shared/rules/day'
import { maskName } from '@onecard/shared/rules/masking'
import { LIMITS, Sessions, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { Database, DatabaseFailure, type Change } from '../../kernel/db'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { Vault } from '../../kernel/vault'
import type { Appointment } from './account.entity'
import { Accounts, type AccountRow, type AppointmentRow } from './accounts.repository'
import { ActivationCodes, type MadeCode } from './activation-codes.repository'
import { appointmentChanges, appointmentView } from './appointment.view'
import { attach } from './attachment'
import { printOneTimeCode } from './one-time-code'
import { proposalView } from './proposal.view'
import { Proposals, type ProposalDetail } from './proposals.repository'
import { SignInFailures } from './sign-in-failures.repository'

const PAGE = 50

@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: Accounts, private readonly proposals: Proposals, private readonly codes: ActivationCodes, private readonly failures: SignInFailures,
    private readonly db: Database, private readonly vault: Vault, private readonly sessions: Sessions) {}

  async list({ after, limit = PAGE, role }: ListAccounts): Promise<Page<AccountView>> {
    const rows = await this.accounts.page(ulidAfter(after), limit + 1, role ?? null)
    const page = pageOf(rows, limit, (row) => row.id)
    const ids = page.items.map((row) => row.id)
    const [appointments, waiting] = [await this.accounts.appointments(ids), await this.proposals.ofAccounts(ids)]
    return { items: page.items.map((row) => accountView(row, appointments.get(row.id) ?? [], waiting.get(row.id) ?? [])), next: page.next }
  }

  async create({ account, name, phone }: CreateAccount, actor: Actor): Promise<CreatedAccountView> {
    const id = newId()
    const row = {
      id, account, name, passwordHash: null, active: true, demo: false, createdAt: clock.date(),
      phoneSealed: phone === undefined ? null : this.vault.seal('account.phone', id, phone), phoneIndex: phone === undefined ? null : this.vault.index('phone', phone),
    }
    try {
      const made = await this.db.write(actor, 'accounts.create', async (tx) => {
        await this.accounts.add(tx, row)
        const changed: Change[] = [{ field: 'account', before: null, after: account }, { field: 'name', before: null, after: name }]
        if (phone !== undefined) changed.push({ field: 'phone', before: null, after: phone, sensitive: true })
        await tx.audit({ subject: `account/${id}`, changed })
        return this.codes.make(tx, id, false)
      })
      return { ...await this.#view(id), activation: activationView(made, false) }
    } catch (error) {
      if (error instanceof DatabaseFailure && error.duplicate) throw problem('account.name_taken')
      throw error
    }
  }

  /**
   * The password and all sessions end now; a one-time code is shown once. For an account that sees households the code opens nothing until
   * a second person has confirmed it, or an administrator could walk in by it. Throws `permission.denied` for one's own account.
   */
  async reset({ id, reason }: ResetAccount, actor: Actor): Promise<ActivationView> {
    const account = await this.accounts.byId(id)
    if (!account) throw problem('not_found')
    if (account.id === actor.accountId) throw problem('permission.denied')
    const waiting = ((await this.accounts.appointments([id])).get(id) ?? []).some((a) => needsSecondPerson(a.role))
    const made = await this.db.write(actor, 'accounts.reset', async (tx) => {
      await this.codes.close(tx, id)
      const code = await this.codes.make(tx, id, waiting)
      await this.proposals.dropResets(tx, id)
      if (waiting) await this.proposals.reset(tx, code.id, id)
      await tx.audit({ subject: `account/${id}`, reason, changed: [{ field: 'password', before: account.password_hash === null ? null : 'set', after: null }] })
      return code
    })
    this.sessions.forget(id)
    // Whoever asks for this has most likely just been locked out.
    await this.failures.clearAccount(account.account)
    return activationView(made, waiting)
  }

  /** A role that sees households waits for a second person. Throws `appointment.wrong_attachment`; `permission.denied` for one's own account, or the administrator could open every household to himself. */
  async appoint(input: Appoint, actor: Actor): Promise<AccountView> {
    const [from, to] = termOf(input)
    const account = await this.accounts.byId(input.id)
    if (!account) throw problem('not_found')
    if (account.id === actor.accountId) throw problem('permission.denied')
    const attached = attach(input)
    if (!attached) throw problem('appointment.wrong_attachment')
    if (attached.householdId !== null && !await this.accounts.householdExists(attached.householdId)) throw problem('appointment.wrong_attachment')
    if (attached.unitId !== null && !(await this.accounts.unitNames([attached.unitId])).has(attached.unitId)) throw problem('appointment.wrong_attachment')
    const appointment: Appointment = { id: newId(), accountId: account.id, role: input.role, ...attached, fromDay: from, toDay: to }
    const held = (await this.accounts.appointments([account.id])).get(account.id) ?? []
    const asked = (await this.proposals.ofAccounts([account.id])).get(account.id) ?? []
    // Pressed twice: the same appointment is not added again.
    if (![...held, ...asked].some((row) => same(row, appointment))) await this.#appoint(appointment, actor)
    return this.#view(account.id)
  }

  async #appoint(appointment: Appointment, actor: Actor): Promise<void> {
    const waits = needsSecondPerson(appointment.role)
    await this.db.write(actor, 'accounts.appoint', async (tx) => {
      if (waits) await this.proposals.appointment(tx, appointment)
      else {
        await this.accounts.appoint(tx, appointment)
        await this.accounts.tighten(tx, appointment.accountId, LIMITS[appointment.role])
      }
      await tx.audit({ subject: `appointment/${appointment.id}`, changed: [...appointmentChanges(appointment), ...(waits ? [{ field: 'waiting', before: null, after: 'yes' }] : [])] })
    })
    this.sessions.forget(appointment.accountId)
  }

  async dismiss({ id, appointment }: Dismiss, actor: Actor): Promise<void> {
    if (id === actor.accountId) throw problem('permission.denied')
    const lastDay = addDays(clock.today(), -1)
    await this.db.write(actor, 'accounts.dismiss', async (tx) => {
      const row = await this.accounts.dismiss(tx, id, appointment, lastDay)
      if (!row) throw problem('not_found')
      await tx.audit({ subject: `appointment/${appointment}`, changed: [{ field: 'role', before: row.role, after: null }, { field: 'to', before: row.to_day, after: lastDay }] })
    })
    this.sessions.forget(id)
  }

  async #view(id: string): Promise<AccountView> {
    const row = await this.accounts.byId(id)
    if (!row) throw problem('not_found')
    return accountView(row, (await this.accounts.appointments([id])).get(id) ?? [], (await this.proposals.ofAccounts([id])).get(id) ?? [])
  }
}

function activationView({ code, expiresAt }: MadeCode, waiting: boolean): ActivationView { return { code: printOneTimeCode(code), expiresAt: clock.iso(expiresAt), waiting } }

function accountView(row: AccountRow, appointments: AppointmentRow[], waiting: ProposalDetail[]): AccountView {
  // The account of a household bears its head's name, which is no business of an administrator's.
  const household = appointments.some((a) => a.role === 'household')
  return {
    id: row.id, account: row.account, name: household ? maskName(row.name) : row.name, active: row.active === 1, wechatBound: row.bound === 1,
    appointments: appointments.map((a) => appointmentView({
      id: a.id, role: a.role, lands: a.lands?.split(',') ?? [], households: Number(a.paired), unitName: a.unit_name, from: a.from_day, to: a.to_day,
    })),
    waiting: waiting.map(proposalView),
  }
}

/** First and last day; from today on and open when nothing is said. */
function termOf({ from = clock.today(), to }: Appoint): [string, string | null] {
  const errors = [
    ...(isDay(from) ? [] : [{ field: 'from', message: '没有这一天' }]),
    ...(to === undefined || (isDay(to) && to >= from) ? [] : [{ field: 'to', message: '结束日期不能早于开始日期' }]),
  ]
  if (errors.length) throw problem('request.invalid', {}, { errors })
  return [from, to ?? null]
}

function same(row: Pick<ProposalDetail, 'role' | 'lands' | 'household_id' | 'unit_id' | 'policy_area' | 'from_day' | 'to_day'>, a: Appointment): boolean {
  return row.role === a.role && row.lands === a.lands && row.household_id === a.householdId && row.unit_id === a.unitId && row.policy_area === a.policyArea
    && row.from_day !== null && row.from_day <= a.fromDay && row.to_day === a.toDay
}
