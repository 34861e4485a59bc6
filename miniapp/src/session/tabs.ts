// Which tabs and which kind of home a person has. Pure.
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { Role } from '@onecard/shared/roles'

/** `household` its own card · `helper` its paired households · `village` one village · `office` land above it · `desk` no household at all. */
export type HomeKind = 'household' | 'helper' | 'village' | 'office' | 'desk'

const VILLAGE: readonly Role[] = ['village_clerk', 'village_secretary', 'village_team', 'first_secretary']
const OFFICE: readonly Role[] = ['township_officer', 'township_leader', 'county_office', 'department', 'acceptance_group', 'prefecture_office', 'unit_manager']

/** With several appointments the widest land is home; the narrower work lies in the roster. */
export function homeKind(actor: ActorView | null): HomeKind {
  const roles = actor?.appointments.map((a) => a.role) ?? []
  if (roles.some((r) => OFFICE.includes(r))) return 'office'
  if (roles.some((r) => VILLAGE.includes(r))) return 'village'
  if (roles.includes('helper')) return 'helper'
  if (roles.includes('household')) return 'household'
  return 'desk'
}

export interface TabItem { path: 'pages/home/index' | 'pages/roster/index' | 'pages/me/index'; text: string; icon: 'home' | 'roster' | 'hand' | 'user' }

export function tabsFor(actor: ActorView | null): TabItem[] {
  const kind = homeKind(actor)
  const home: TabItem = { path: 'pages/home/index', text: '首页', icon: 'home' }
  const me: TabItem = { path: 'pages/me/index', text: '我的', icon: 'user' }
  if (kind === 'household') return [home, { path: 'pages/roster/index', text: '我的家', icon: 'hand' }, me]
  return actor?.permissions.includes('household.read') ? [home, { path: 'pages/roster/index', text: '名册', icon: 'roster' }, me] : [home, me]
}
