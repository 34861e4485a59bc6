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
  | 'change.write'
  | 'change.decide'
  | 'code.issue'
  | 'code.reissue'
  | 'scan.create'
  | 'totals.read'
  | 'account.manage'
  | 'appointment.confirm'
  | 'audit.read'
  | 'photo.read'
  | 'photo.write'
  | 'visit.read'
  | 'visit.write'
  | 'visit.confirm'
  | 'visit.due'
  | 'position.confirm'
  | 'burden.read'
  | 'problem.read'
  | 'problem.raise'
  | 'problem.act'
  | 'household.own'
  | 'sheet.read'
  | 'sheet.write'
  | 'sheet.approve'
  | 'sheet.confirm'
  | 'sheet.progress'
  | 'sheet.sample'
  | 'sheet.deputy'
  | 'binding.issue'
  | 'card.read'
  | 'card.issue'
  | 'card.sign'
  | 'card.progress'
  | 'print.create'
  | 'payment.write'

type Granted = Exclude<Permission, 'public' | 'self'>

/** Whoever visits. Households read what was written about their visits, and say whether it was so. */
const visitor: Granted[] = ['visit.read', 'visit.write', 'photo.read', 'photo.write']
/** Finds, mends, checks; the household raises and says whether the answer will do. Which step whom: `rules/problem-path`. */
const problems: Granted[] = ['problem.read', 'problem.raise', 'problem.act']
const office: Granted[] = ['land.read', 'household.read', 'household.reveal', 'household.export_code', 'scan.create', 'totals.read', 'code.reissue', ...visitor, 'visit.due', ...problems, 'sheet.read', 'card.read', 'card.progress']
const village: Granted[] = [...office, 'position.confirm', 'change.write', 'binding.issue', 'sheet.write', 'card.sign']
const township: Granted[] = [...office, 'code.issue', 'change.write', 'change.decide', 'sheet.progress', 'sheet.sample', 'print.create']

export const PERMISSIONS: Record<Role, readonly Granted[]> = {
  household: ['household.read', 'household.own', 'scan.create', 'visit.read', 'visit.confirm', 'photo.read', 'photo.write', ...problems, 'sheet.read', 'sheet.confirm', 'card.read', 'card.sign'],
  helper: ['land.read', 'household.read', 'scan.create', 'totals.read', ...visitor, 'visit.due', 'change.write', ...problems, 'binding.issue', 'sheet.read', 'sheet.write', 'card.read', 'card.sign'],
  village_clerk: [...village, 'print.create'],
  village_secretary: [...village, 'code.issue', 'change.decide', 'sheet.approve', 'sheet.deputy', 'card.issue', 'print.create'],
  village_team: village,
  first_secretary: [...village, 'change.decide'],
  township_officer: township,
  township_leader: township,
  unit_manager: ['land.read', 'household.read', 'scan.create', 'totals.read', 'pairing.write', 'visit.due', 'problem.read'],
  county_office: [...township, 'household.import', 'pairing.write', 'appointment.confirm', 'burden.read', 'payment.write'],
  department: ['land.read', 'household.read', 'scan.create', 'totals.read', 'payment.write'],
  acceptance_group: ['land.read', 'household.read', 'scan.create', 'totals.read', ...visitor, ...problems, 'sheet.read', 'card.read'],
  prefecture_office: ['land.read', 'household.read', 'household.request', 'scan.create', 'totals.read'],
  system_admin: ['account.manage', 'appointment.confirm', 'land.read'],
  auditor: ['audit.read', 'land.read'],
}

/** What a deputy (代审) may besides, for a time, in the village whose secretary named him. */
export const DEPUTY_PERMISSIONS: readonly Granted[] = ['sheet.approve']

export function roleMay(role: Role, permission: Permission): boolean {
  if (permission === 'public' || permission === 'self') return true
  return PERMISSIONS[role].includes(permission)
}

/**
 * A role that sees households, or that may confirm one who does, is given by two people: one proposes, another confirms. Otherwise an
 * administrator could open every household to an account of his own making.
 */
export function needsSecondPerson(role: Role): boolean { return roleMay(role, 'household.read') || roleMay(role, 'appointment.confirm') }
