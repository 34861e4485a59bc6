// Appointments as a person reads them: role, and where it holds.
import type { AppointmentView } from '@onecard/shared/contract/accounts.views'
import { ROLES, type Role } from '@onecard/shared/roles'
import { loadCounty } from '../../kernel/county'
import type { Change } from '../../kernel/db'
import type { Appointment } from './account.entity'

export interface AppointmentFacts {
  id: string
  role: Role
  lands: readonly string[]
  /** Paired households, for helpers. */
  households: number
  unitName: string | null
  from: string
  to: string | null
}

/** The register names villages by their committee, people do not: 尚和寨村委会 is 尚和寨村. */
function landName(code: string): string { return loadCounty().regionName(code) }

function whereOf({ role, lands, households, unitName }: AppointmentFacts): string {
  const county = loadCounty()
  const names = lands.map(landName).join('、')
  switch (ROLES[role].attachment) {
    case 'household': return '本户'
    case 'pairings': return `${households} 户`
    case 'unit': return unitName ?? '帮扶单位'
    case 'village':
    case 'township':
    case 'lands':
    case 'prefecture': return names || county.settings.name
    // Gaizhou is a city at county level: its name says it, 全市 would be taken for the prefecture.
    case 'county':
    case 'none': return county.settings.name
  }
}

export function appointmentView(facts: AppointmentFacts): AppointmentView {
  return {
    id: facts.id, role: facts.role, roleLabel: ROLES[facts.role].label, ...(facts.lands.length === 1 && { region: facts.lands[0] }),
    where: whereOf(facts), from: facts.from, to: facts.to,
  }
}

/** For the audit: what is filled. */
export function appointmentChanges(a: Appointment): Change[] {
  const after: Record<string, string | null> = {
    account: a.accountId, role: a.role, lands: a.lands, household: a.householdId, unit: a.unitId, policyArea: a.policyArea, from: a.fromDay, to: a.toDay,
  }
  return Object.entries(after).filter(([, value]) => value !== null).map(([field, value]) => ({ field, before: null, after: value }))
}
