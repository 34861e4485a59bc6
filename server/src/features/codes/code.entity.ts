import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { Ascii, Id, Instant, Ref, Serial, Text } from '../../kernel/db/columns'

/** Door code and printed digits. `liveHouseholdId` is filled while the code lives: its unique index allows one live code a household. */
@Entity()
@Index('household_code_code', ['code'], { unique: true })
@Index('household_code_number', ['number'], { unique: true })
@Index('household_code_live', ['liveHouseholdId'], { unique: true })
@Index('household_code_household', ['householdId'])
export class HouseholdCode {
  @Id() id: string
  @Ref() householdId: string
  @Ref(true) liveHouseholdId: string | null
  /** 16 random characters and a check character. */
  @Column({ type: 'char', length: 17, charset: 'ascii', collation: 'ascii_bin' }) code: string
  /** 7 random digits and a check digit. */
  @Column({ type: 'char', length: 8, charset: 'ascii', collation: 'ascii_bin' }) number: string
  @Instant() issuedAt: Date
  @Ref(true) issuedBy: string | null
  @Instant(true) revokedAt: Date | null
  @Ascii(12, { nullable: true }) revokeKind: string | null
  @Text(200, true) revokeReason: string | null
}

/** The mini-program code's picture, fetched once from WeChat. */
@Entity()
export class CodeImage {
  @PrimaryColumn({ type: 'char', length: 17, charset: 'ascii', collation: 'ascii_bin' }) code: string
  @Ascii(8) type: string
  @Column({ type: 'mediumblob' }) bytes: Buffer
  @Instant() fetchedAt: Date
}

/** Every scan: who, when, what came of it. Append-only. Misses of the last ten minutes slow an account down. */
@Entity()
@Index('scan_account', ['accountId', 'at'])
export class Scan {
  @Serial() id: string
  @Ref() accountId: string
  @Instant() at: Date
  @Ascii(12) outcome: string
  @Ref(true) householdId: string | null
}
