// The people of a test world: one account for each role, and those whose land or households lie elsewhere.
import type { Role } from '@onecard/shared/roles'
import { Account, Appointment, Unit } from '../src/features/accounts/account.entity'
import { hashPassword } from '../src/features/accounts/passwords'
import { clock } from '../src/kernel/clock'
import type { HouseTx } from '../src/kernel/db'
import { newId } from '../src/kernel/ids'
import type { Vault } from '../src/kernel/vault'
import { LAND } from './population'

/** Of every account with a password. */
export const PASSWORD = 'only-for-tests-2020'

/** Account names. Those without a digit stand for their role; a digit marks somebody of the same role elsewhere. */
export const PEOPLE = {
  household: { role: 'household', name: '样守田' }, household2: { role: 'household', name: '例春生' },
  helper: { role: 'helper', name: '样志远' }, helper2: { role: 'helper', name: '例晓岚' }, helper3: { role: 'helper', name: '例清和' },
  village_clerk: { role: 'village_clerk', name: '样丽娟', lands: LAND.villageA },
  village_secretary: { role: 'village_secretary', name: '样宝山', lands: LAND.villageA }, village_secretary2: { role: 'village_secretary', name: '例宝山', lands: LAND.villageB },
  village_team: { role: 'village_team', name: '样长林', lands: LAND.villageA },
  first_secretary: { role: 'first_secretary', name: '样明哲', lands: LAND.villageA },
  township_officer: { role: 'township_officer', name: '样敏', lands: LAND.township }, township_officer2: { role: 'township_officer', name: '例敏', lands: LAND.otherTownship },
  township_leader: { role: 'township_leader', name: '样国栋', lands: LAND.township },
  unit_manager: { role: 'unit_manager', name: '样文博' }, unit_manager2: { role: 'unit_manager', name: '例文博' },
  county_office: { role: 'county_office', name: '样红梅', lands: LAND.county },
  department: { role: 'department', name: '样建新', lands: LAND.county, policyArea: '06,18' },
  department2: { role: 'department', name: '例建新', lands: LAND.county, policyArea: '04,05' },
  department3: { role: 'department', name: '例建国', lands: LAND.county, policyArea: '07' },
  acceptance_group: { role: 'acceptance_group', name: '样立群', lands: LAND.township },
  prefecture_office: { role: 'prefecture_office', name: '样向东', lands: '2108' },
  system_admin: { role: 'system_admin', name: '样思远' },
  auditor: { role: 'auditor', name: '样清' },
} as const satisfies Record<string, { role: Role; name: string; lands?: string; policyArea?: string }>

export type Who = keyof typeof PEOPLE
export type People = Record<Who, { accountId: string; appointmentId: string; role: Role; name: string; phone: string }>

/** One hash for all: argon2id is slow on purpose. */
let hashed: Promise<string> | null = null

export interface Reaches { unit: string; unit2: string; household: string; household2: string }

/** Ids before rows: households name their helpers, and accounts of households name theirs. */
export function namePeople(): People {
  return Object.fromEntries(Object.entries(PEOPLE).map(([who, { role, name }], i) =>
    [who, { accountId: newId(), appointmentId: newId(), role, name, phone: `1549${String(1_000_000 + i)}` }])) as People
}

export async function addPeople(tx: HouseTx, vault: Vault, people: People, reaches: Reaches): Promise<void> {
  const passwordHash = await (hashed ??= hashPassword(PASSWORD))
  const all = Object.entries(people) as [Who, People[Who]][]
  await tx.insert(Unit, [{ id: reaches.unit, name: '样例农业局', affiliation: '04', head: null, phone: null }, { id: reaches.unit2, name: '样例教育局', affiliation: '04', head: null, phone: null }])
  await tx.insert(Account, all.map(([who, p]) => ({
    id: p.accountId, account: who, name: p.name, passwordHash, phoneSealed: vault.seal('account.phone', p.accountId, p.phone), phoneIndex: vault.index('phone', p.phone), active: true, demo: false, createdAt: clock.date(),
  })))
  const second = (who: Who): boolean => /2$/.test(who)
  await tx.insert(Appointment, all.map(([who, p]) => {
    const wish: { role: Role; lands?: string; policyArea?: string } = PEOPLE[who]
    return {
      id: p.appointmentId, accountId: p.accountId, role: p.role, lands: wish.lands ?? null, policyArea: wish.policyArea ?? null, fromDay: '2019-01-01', toDay: null,
      householdId: p.role === 'household' ? (second(who) ? reaches.household2 : reaches.household) : null,
      unitId: p.role === 'unit_manager' || p.role === 'helper' ? (second(who) ? reaches.unit2 : reaches.unit) : null,
    }
  }))
}
