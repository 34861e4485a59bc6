// Who acts: an account with the appointments that allow the act at hand. Scope hangs on it by a WeakMap that only this folder fills.
import { DEPUTY_PERMISSIONS, roleMay, type Permission } from '@onecard/shared/permissions'
import { ROLES, type Role } from '@onecard/shared/roles'
import { SIGHT_BREADTH, SIGHT_OF_ROLE, type Sight } from '@onecard/shared/rules/sight'
import { Scope } from '../db/scope'
import { problem } from '../http/problem'

/** An appointment in force today, with what it reaches. */
export interface Standing {
  id: string
  role: Role
  /** Region prefixes for roles of a land. */
  lands: readonly string[]
  /** Household ids for households, helpers and units; for the prefecture those opened by reasoned requests. */
  households: readonly string[]
  policyArea: readonly string[]
  from: string
  to: string | null
  unitId: string | null
  /** Named by the secretary to approve in his place, today. */
  deputy: boolean
}

export interface Actor {
  readonly accountId: string
  readonly account: string
  readonly name: string
  readonly sessionId: string
  /** All appointments in force. */
  readonly standings: readonly Standing[]
  /** Those that hold the permission of the act at hand. */
  readonly acting: readonly Standing[]
}

const scopes = new WeakMap<Actor, Scope>()
const repeaters = new WeakSet<Actor>()

/** What the prefecture may do in its whole land; asking for a household by its code is one of them, reading it is not. */
const LAND_OF_PREFECTURE: readonly Permission[] = ['totals.read', 'land.read', 'household.request']

/** Where a standing reaches for a permission: the prefecture sees totals of its land, but households only by request. */
function reach(standing: Standing, permission: Permission): { lands: readonly string[]; households: readonly string[] } {
  const attachment = ROLES[standing.role].attachment
  if (attachment === 'prefecture' && !LAND_OF_PREFECTURE.includes(permission)) return { lands: [], households: standing.households }
  return { lands: standing.lands, households: standing.households }
}

/** Whether an appointment holds a permission: by its role, or for a time as the secretary's deputy. */
export function standingMay({ role, deputy }: Standing, permission: Permission): boolean {
  return roleMay(role, permission) || (deputy && (DEPUTY_PERMISSIONS as readonly Permission[]).includes(permission))
}

/** Whether any appointment of the account, besides those of the act at hand, holds a permission over this household. */
export function mayOn(actor: Actor, permission: Permission, householdId: string, region: string): boolean {
  return actor.standings.some((s) => standingMay(s, permission) && (s.households.includes(householdId) || s.lands.some((land) => region.startsWith(land))))
}

/** Narrows an account to one permission; null when no appointment holds it. For the gate alone. */
export function mintActor(base: Omit<Actor, 'acting'>, permission: Permission): Actor | null {
  const open = permission === 'self' || permission === 'public'
  const acting = open ? base.standings : base.standings.filter((s) => standingMay(s, permission)).map((s) => ({ ...s, ...reach(s, permission) }))
  if (!open && acting.length === 0) return null
  const actor: Actor = { ...base, acting }
  const reaches = open ? [] : acting
  scopes.set(actor, Scope.mint(reaches.flatMap((r) => r.lands), reaches.flatMap((r) => r.households)))
  return actor
}

/**
 * Somebody who is signed in and may not do the act (any more), but may hear again what the same call of his was answered when he might: its
 * answer may have been lost on the way. No appointment and no scope hang on him, so nothing but `db.once` takes him. For the gate alone.
 */
export function mintRepeater(base: Omit<Actor, 'acting'>): Actor {
  const actor: Actor = { ...base, standings: [], acting: [] }
  repeaters.add(actor)
  return actor
}

export function mayOnlyRepeat(actor: Actor): boolean { return repeaters.has(actor) }

export function scopeOf(actor: Actor): Scope {
  if (mayOnlyRepeat(actor)) throw problem('permission.denied')
  const scope = scopes.get(actor)
  if (!scope) throw new Error('an actor that the gate did not make')
  return scope
}

const breadth = (s: Standing): number => { const i = SIGHT_BREADTH.indexOf(SIGHT_OF_ROLE[s.role] as Sight); return i < 0 ? 99 : i }

function covering(actor: Actor, householdId?: string, region?: string): Standing[] {
  return actor.acting.filter((s) =>
    (householdId !== undefined && s.households.includes(householdId)) ||
    (region !== undefined && s.lands.some((land) => region.startsWith(land))))
}

/** The appointment that an act on this household rests on: the one that sees most. Null when none reaches it. */
export function standingOf(actor: Actor, householdId?: string, region?: string): Standing | null {
  if (householdId === undefined && region === undefined) return actor.acting[0] ?? null
  const all = covering(actor, householdId, region)
  return all.sort((a, b) => breadth(a) - breadth(b))[0] ?? (householdId === undefined ? actor.acting[0] ?? null : null)
}

/** The actor of public operations. */
export const NOBODY: Actor = mintActor({ accountId: '', account: '', name: '', sessionId: '', standings: [] }, 'public') as Actor
