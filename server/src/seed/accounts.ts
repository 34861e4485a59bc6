// Accounts of the demo county: the published ones with passwords, and the cadres of every village without.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROLES, type Role } from '@onecard/shared/roles'
import { hashPassword } from '../features/accounts'
import { clock } from '../kernel/clock'
import { Rows, type HouseTx } from '../kernel/db'
import { ROOT } from '../kernel/env'
import { newId } from '../kernel/ids'
import type { Vault } from '../kernel/vault'

/** One row of `config/env/demo-accounts.json`. */
export interface DemoAccount { account: string; password: string; role: Role; region: string; name: string }

export function readDemoAccounts(): DemoAccount[] {
  return JSON.parse(readFileSync(join(ROOT, 'config/env/demo-accounts.json'), 'utf8')) as DemoAccount[]
}

/** Health, education and disability help: what the demo department answers for. */
const DEMO_POLICY_AREA = '04,05,06,18'

export interface NewAccount { account: string; name: string; role: Role; passwordHash?: string; lands?: string; householdId?: string; unitId?: string; policyArea?: string; phone: string }

/** Accounts with one appointment each, in force since `fromDay`. */
export class AccountRows {
  readonly #accounts = new Rows('account', ['id', 'account', 'name', 'password_hash', 'phone_sealed', 'phone_index', 'active', 'demo', 'created_at'])
  readonly #appointments = new Rows('appointment', ['id', 'account_id', 'role', 'lands', 'household_id', 'unit_id', 'policy_area', 'from_day', 'to_day'])
  constructor(private readonly vault: Vault, private readonly fromDay: string) {}

  add(wish: NewAccount): string {
    const id = newId()
    this.#accounts.add([id, wish.account, wish.name, wish.passwordHash ?? null, this.vault.seal('account.phone', id, wish.phone), this.vault.index('phone', wish.phone), true, true, clock.date()])
    this.#appointments.add([newId(), id, wish.role, wish.lands ?? null, wish.householdId ?? null, wish.unitId ?? null, wish.policyArea ?? null, this.fromDay, null])
    return id
  }

  async flush(tx: HouseTx): Promise<void> { await this.#accounts.flush(tx); await this.#appointments.flush(tx) }
}

export const hashPasswords = async (accounts: DemoAccount[]): Promise<Map<string, string>> =>
  new Map(await Promise.all(accounts.map(async (a): Promise<[string, string]> => [a.account, await hashPassword(a.password)])))

/** The published accounts that belong to no village: township, county, prefecture, unit, administration. */
export function wideAccounts(accounts: DemoAccount[], hashes: Map<string, string>, demoUnit: string): NewAccount[] {
  const landless = ['system_admin', 'auditor', 'unit_manager']
  return accounts.filter((a) => !isOfVillage(a)).map((a, i) => ({
    account: a.account, name: a.name, role: a.role, passwordHash: hashes.get(a.account), phone: `1540001${String(i).padStart(4, '0')}`,
    ...(landless.includes(a.role) ? {} : { lands: a.role === 'acceptance_group' ? `${a.region},210881004` : a.region }),
    ...(a.role === 'unit_manager' ? { unitId: demoUnit } : {}),
    ...(a.role === 'department' ? { policyArea: DEMO_POLICY_AREA } : {}),
  }))
}

/** Written together with its village, whose households or land it stands for. */
export function isOfVillage(account: DemoAccount): boolean {
  return ['household', 'pairings', 'village'].includes(ROLES[account.role].attachment)
}
