import type { Role } from '../roles'

/** An appointment in force: an act uses the one that allows it. `from`, `to` are days; `to` is null while open. */
export interface AppointmentView {
  id: string
  role: Role
  roleLabel: string
  /** Region code for roles of a land; absent for others. */
  region?: string
  /** Land, unit or household count as a person reads it: 「尚和寨村」, 「12 户」. */
  where: string
  from: string
  to: string | null
}

/** Who is signed in, what they may do, and where. */
export interface ActorView {
  account: string
  name: string
  appointments: AppointmentView[]
  permissions: string[]
  /** Elder edition by default (households). */
  large: boolean
  /** The household itself, for role household only. */
  household?: { id: string }
}

export interface SessionView { token: string; expiresAt: string; actor: ActorView }

/** One open session of its owner. `device` is a coarse word (微信, 浏览器), `from` never an address. */
export interface OpenSessionView { id: string; device: string; createdAt: string; lastSeenAt: string; expiresAt: string; current: boolean }

/** `waiting`: what somebody proposed for it and nobody has confirmed. */
export interface AccountView { id: string; account: string; name: string; active: boolean; wechatBound: boolean; appointments: AppointmentView[]; waiting: ProposalView[] }

/** A one-time code, shown this once: for the person, by word of mouth. `waiting`: opens nothing until a second person has confirmed it. */
export interface ActivationView { code: string; expiresAt: string; waiting: boolean }
export interface CreatedAccountView extends AccountView { activation: ActivationView }

/** Half of an act that takes two people: an appointment (with role and place), or the reset of an account that holds such a role. */
export interface ProposalView {
  id: string
  kind: 'appointment' | 'reset'
  account: string
  name: string
  role?: Role
  roleLabel?: string
  where?: string
  from?: string
  to?: string | null
  proposedBy: string
  proposedAt: string
}

/** One write. `changed` names fields; sensitive values stand as short hashes. */
export interface AuditEntryView {
  id: string
  at: string
  account: string
  role: string
  appointment: string | null
  operation: string
  subject: string
  region: string | null
  reason: string | null
  changed: { field: string; before: string | null; after: string | null }[]
}

/** One read of one household by one person. */
export interface ReadEntryView { id: string; at: string; account: string; role: string; household: string; region: string; way: string; reason: string | null }
