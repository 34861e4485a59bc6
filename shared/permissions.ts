// What each role may do. Where it may do it (scope) is never decided here.
import type { Role } from './roles'

/** `public` needs no session; `self` needs any session; all others are granted by role below. */
export type Permission =
  | 'public'
  | 'self'
  | 'land.read'
  | 'household.read'
  | 'household.reveal'
  | 'household.request'
  | 'household.import'
  | 'household.export_code'
  | 'pairing.write'
  | 'code.issue'
  | 'code.reissue'
  | 'scan.create'
  | 'totals.read'
  | 'account.manage'
  | 'appointment.confirm'
  | 'audit.read'

type Granted = Exclude<Permission, 'public' | 'self'>

const village: Granted[] = ['land.read', 'household.read', 'household.reveal', 'household.export_code', 'scan.create', 'totals.read', 'code.reissue']
const township: Granted[] = [...village, 'code.issue']

export const PERMISSIONS: Record<Role, readonly Granted[]> = {
  household: ['household.read', 'scan.create'],
  helper: ['land.read', 'household.read', 'scan.create', 'totals.read'],
  village_clerk: village,
  village_secretary: [...village, 'code.issue'],
  village_team: village,
  first_secretary: village,
  township_officer: township,
  township_leader: township,
  unit_manager: ['land.read', 'household.read', 'scan.create', 'totals.read', 'pairing.write'],
  county_office: [...township, 'household.import', 'pairing.write', 'appointment.confirm'],
  department: ['land.read', 'household.read', 'scan.create', 'totals.read'],
  acceptance_group: ['land.read', 'household.read', 'scan.create', 'totals.read'],
  prefecture_office: ['land.read', 'household.read', 'household.request', 'scan.create', 'totals.read'],
  system_admin: ['account.manage', 'appointment.confirm', 'land.read'],
  auditor: ['audit.read', 'land.read'],
}

export function roleMay(role: Role, permission: Permission): boolean {
  if (permission === 'public' || permission === 'self') return true
  return PERMISSIONS[role].includes(permission)
}

/**
 * A role that sees households, or that may confirm one who does, is given by two people: one proposes, another confirms. Otherwise an
 * administrator could open every household to an account of his own making.
 */
export function needsSecondPerson(role: Role): boolean { return roleMay(role, 'household.read') || roleMay(role, 'appointment.confirm') }
