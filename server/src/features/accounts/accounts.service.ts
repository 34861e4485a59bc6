// Accounts and who is appointed to what, by the system administrator, who sees no household by it.
import { Injectable } from '@nestjs/common'
import type { Appoint, CreateAccount, Dismiss, ListAccounts } from '@onecard/shared/contract/accounts.requests'
import type { AccountView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
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
import { appointmentView } from './appointment.view'
import { attach } from './attachment'
import { hashPassword } from './passwords'

const PAGE = 50

@Injectable()
export class AccountsService {
  constructor(private readonly accounts: Accounts, private readonly db: Database, private readonly vault: Vault, private readonly sessions: Sessions) {}

  async list({ after, limit = PAGE, role }: ListAccounts): Promise<Page<AccountView>> {
    const rows = await this.accounts.page(ulidAfter(after), limit + 1, role ?? null)
    const page = pageOf(rows, limit, (row) => row.id)
    const appointments = await this.accounts.appointments(page.items.map((row) => row.id))
    return { items: page.items.map((row) => accountView(row, appointments.get(row.id) ?? [])), next: page.next }
  }

  async create({ account, name, password, phone }: CreateAccount, actor: Actor): Promise<AccountView> {
    const id = newId()
    const row = {
      id, account, name, passwordHash: await hashPassword(password), active: true, demo: false, createdAt: clock.date(),
      phoneSealed: phone === undefined ? null : this.vault.seal('account.phone', id, phone), phoneIndex: phone === undefined ? null : this.vault.index('phone', phone),
    }
    try {
      await this.db.write(actor, 'accounts.create', async (tx) => {
        await this.accounts.add(tx, row)
        const changed: Change[] = [{ field: 'account', before: null, after: account }, { field: 'name', before: null, after: name }]
        if (phone !== undefined) changed.push({ field: 'phone', before: null, after: phone, sensitive: true })
        await tx.audit({ subject: `account/${id}`, changed })
      })
    } catch (error) {
      if (error instanceof DatabaseFailure && error.duplicate) throw problem('account.name_taken')
      throw error
    }
    return this.#view(id)
  }

  /** Throws `appointment.wrong_attachment`; `permission.denied` for one's own account, or the administrator could open every household to himself. */
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
    // Pressed twice: the same appointment is not added again.
    if (!held.some((row) => same(row, appointment))) {
      await this.db.write(actor, 'accounts.appoint', async (tx) => {
        await this.accounts.appoint(tx, appointment)
        await this.accounts.tighten(tx, account.id, LIMITS[input.role])
        await tx.audit({ subject: `appointment/${appointment.id}`, changed: changesOf(appointment) })
      })
      this.sessions.forget(account.id)
    }
    return this.#view(account.id)
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
    return accountView(row, (await this.accounts.appointments([id])).get(id) ?? [])
  }
}

function accountView(row: AccountRow, appointments: AppointmentRow[]): AccountView {
  // The account of a household bears its head's name, which is no business of an administrator's.
  const household = appointments.some((a) => a.role === 'household')
  return {
    id: row.id, account: row.account, name: household ? maskName(row.name) : row.name, active: row.active === 1, wechatBound: row.bound === 1,
    appointments: appointments.map((a) => appointmentView({
      id: a.id, role: a.role, lands: a.lands?.split(',') ?? [], households: Number(a.paired), unitName: a.unit_name, from: a.from_day, to: a.to_day,
    })),
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

function same(row: AppointmentRow, a: Appointment): boolean {
  return row.role === a.role && row.lands === a.lands && row.household_id === a.householdId && row.unit_id === a.unitId && row.policy_area === a.policyArea
    && row.from_day <= a.fromDay && row.to_day === a.toDay
}

function changesOf(a: Appointment): Change[] {
  const after: Record<string, string | null> = {
    account: a.accountId, role: a.role, lands: a.lands, household: a.householdId, unit: a.unitId, policyArea: a.policyArea, from: a.fromDay, to: a.toDay,
  }
  return Object.entries(after).filter(([, value]) => value !== null).map(([field, value]) => ({ field, before: null, after: value }))
}
