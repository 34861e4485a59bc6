import type { Role } from '@onecard/shared/roles'
import { Column, Entity, Index } from 'typeorm'
import { Ascii, BlindIndex, Day, Flag, Id, Instant, Int, Ref, Sealed, Text } from '../../kernel/db/columns'

@Entity()
@Index('account_name', ['account'], { unique: true })
@Index('account_phone', ['phoneIndex'])
export class Account {
  @Id() id: string
  @Ascii(64) account: string
  @Text(40) name: string
  /** argon2id; null = WeChat alone. */
  @Ascii(200, { nullable: true }) passwordHash: string | null
  @Sealed() phoneSealed: string | null
  @BlindIndex() phoneIndex: string | null
  @Flag() active: boolean
  /** Made by the demo seed: never valid in production. */
  @Flag() demo: boolean
  @Instant() createdAt: Date
}

/** A role in force from a day to a day. Which reference is filled depends on the role's attachment. */
@Entity()
@Index('appointment_account', ['accountId'])
@Index('appointment_household', ['householdId'])
@Index('appointment_lands', ['role', 'lands'])
export class Appointment {
  @Id() id: string
  @Ref() accountId: string
  @Ascii(24) role: Role
  /** Region prefix; several lands (acceptance group) comma-separated. */
  @Ascii(255, { nullable: true }) lands: string | null
  @Ref(true) householdId: string | null
  @Ref(true) unitId: string | null
  /** Measure kinds of a department, comma-separated. */
  @Ascii(100, { nullable: true }) policyArea: string | null
  @Day() fromDay: string
  @Day(true) toDay: string | null
}

/** Opaque token, stored as SHA-256. */
@Entity()
@Index('session_token', ['tokenHash'], { unique: true })
@Index('session_account', ['accountId', 'revokedAt'])
export class Session {
  @Id() id: string
  @Ref() accountId: string
  @Ascii(64) tokenHash: string
  @Text(20) device: string
  @Instant() createdAt: Date
  @Instant() lastSeenAt: Date
  /** Absolute end. */
  @Instant() expiresAt: Date
  @Int() idleMinutes: number
  @Instant(true) revokedAt: Date | null
}

/** One WeChat user of our mini-program bound to one account; a person may have several. */
@Entity()
@Index('wechat_binding_openid', ['openidIndex'], { unique: true })
@Index('wechat_binding_account', ['accountId'])
export class WechatBinding {
  @Id() id: string
  @Ref() accountId: string
  @Column({ type: 'char', length: 32, charset: 'ascii', collation: 'ascii_bin' }) openidIndex: string
  @Sealed() openidSealed: string | null
  @Instant() boundAt: Date
  /** Whose phone it is, where it was bound by a code shown to one member; null: by a number. */
  @Ref(true) memberId: string | null
  /** The number it was bound by, as in `phone_index`; null with no member: before this was kept. */
  @BlindIndex() numberIndex: string | null
}

/** Failed sign-ins of one account name or one address (both hashed): five lock it for 15 minutes. */
@Entity()
export class SignInFailure {
  @Column({ type: 'char', length: 64, primary: true, charset: 'ascii', collation: 'ascii_bin' }) subject: string
  @Int() failures: number
  @Instant() firstAt: Date
  @Instant(true) lockedUntil: Date | null
}

/** The one live one-time code of an account, as a keyed hash. Gone once used; void after its time or too many tries. */
@Entity()
@Index('activation_code_account', ['accountId'], { unique: true })
export class ActivationCode {
  @Id() id: string
  @Ref() accountId: string
  @Column({ type: 'char', length: 32, charset: 'ascii', collation: 'ascii_bin' }) codeIndex: string
  @Ref() madeBy: string
  @Instant() madeAt: Date
  @Instant() expiresAt: Date
  @Int() tries: number
  /** Opens nothing until a second person has confirmed the proposal of the same id. */
  @Flag() waiting: boolean
}

/** What one person proposed and a second has not confirmed: an appointment, kept out of its table so that nothing can take it for one, or a reset. */
@Entity()
@Index('proposal_account', ['accountId'])
export class Proposal {
  @Id() id: string
  @Ascii(12) kind: 'appointment' | 'reset'
  @Ref() accountId: string
  @Ascii(24, { nullable: true }) role: Role | null
  @Ascii(255, { nullable: true }) lands: string | null
  @Ref(true) householdId: string | null
  @Ref(true) unitId: string | null
  @Ascii(100, { nullable: true }) policyArea: string | null
  @Day(true) fromDay: string | null
  @Day(true) toDay: string | null
  @Ref() proposedBy: string
  @Instant() proposedAt: Date
}

/** 帮扶单位. */
@Entity()
export class Unit {
  @Id() id: string
  @Text(80) name: string
  @Text(20, true) affiliation: string | null
  @Text(40, true) head: string | null
  @Ascii(20, { nullable: true }) phone: string | null
}
