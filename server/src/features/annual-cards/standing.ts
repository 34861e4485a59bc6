// Who may do what with the annual card of one household: by all appointments of the account, whatever the act at hand.
import { roleMay, type Permission } from '@onecard/shared/permissions'
import type { Role } from '@onecard/shared/roles'
import { SIGHT_OF_ROLE } from '@onecard/shared/rules/sight'
import { maySeeAnnualCard, seeAnnualCard } from '@onecard/shared/rules/annual-card-sight'
import type { AnnualCardContent } from '@onecard/shared/rules/annual-card'
import { standingOf, type Actor, type Standing } from '../../kernel/auth'
import { clock } from '../../kernel/clock'

export type SignAs = 'household' | 'helper' | 'secretary'

export interface Of { id: string; region: string }

function reaching(actor: Actor, { id, region }: Of): Standing[] {
  return actor.standings.filter((s) => s.households.includes(id) || s.lands.some((land) => region.startsWith(land)))
}

export function mayOn(actor: Actor, permission: Permission, of: Of): boolean { return reaching(actor, of).some(({ role }) => roleMay(role, permission)) }

export function isOn(actor: Actor, role: Role, of: Of): boolean { return reaching(actor, of).some((s) => s.role === role) }

/** As what somebody may sign; whoever signs as somebody else than the household itself may hold out the phone to it. */
export function mayBe(actor: Actor, as: SignAs, of: Of): boolean {
  if (as === 'helper') return isOn(actor, 'helper', of)
  if (as === 'secretary') return isOn(actor, 'village_secretary', of)
  return mayOn(actor, 'card.sign', of)
}

/** A card as this actor may read it; null where he has no card to read. */
export function seenBy(actor: Actor, of: Of, content: AnnualCardContent): AnnualCardContent | null {
  const standing = standingOf(actor, of.id, of.region)
  const sight = standing && SIGHT_OF_ROLE[standing.role]
  if (!standing || !sight) return null
  const reader = { sight, today: clock.today(), policyArea: standing.policyArea }
  return maySeeAnnualCard(reader) ? seeAnnualCard(content, reader) : null
}
