import { Column, Entity, Index } from 'typeorm'
import { Ascii, Flag, Instant, Ref, Text } from '../../kernel/db/columns'

/** A version of 明白卡 as it was issued: never updated but for `changed`, never deleted. The newest version of a year is the current one. */
@Entity()
@Index('issued_card_verification', ['verification'], { unique: true })
export class IssuedCard {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) householdId: string
  @Column({ type: 'int', primary: true }) year: number
  /** From 1, per household and year. */
  @Column({ type: 'int', primary: true }) version: number
  /** SHA-256 of the canonical JSON of the content. */
  @Ascii(64) hash: string
  /** What stands on the paper, without the hyphen (`shared/rules/verification-code`). */
  @Ascii(8) verification: string
  /** Sealed gzip of the canonical JSON (AAD: household.year.version). */
  @Column({ type: 'mediumblob' }) body: Buffer
  @Instant() issuedAt: Date
  @Ref() issuedBy: string
  /** Of a later version: why. */
  @Text(200, true) reason: string | null
  /** Read model for progress: what is derived now differs from this version. */
  @Flag() changed: boolean
}

/** Who signed which version, as what. The drawn path is sealed (AAD: household.year.version.as). */
@Entity()
export class CardSignature {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) householdId: string
  @Column({ type: 'int', primary: true }) year: number
  @Column({ type: 'int', primary: true }) version: number
  /** household, helper, secretary. */
  @Column({ type: 'varchar', length: 12, primary: true, charset: 'ascii', collation: 'ascii_bin' }) signedAs: string
  /** Whose phone it was signed on. */
  @Ref() accountId: string
  /** In whose name it stands: of a household, its head as the card says. */
  @Text(60) name: string
  @Instant() at: Date
  @Column({ type: 'mediumtext', nullable: true, charset: 'ascii', collation: 'ascii_bin' }) drawnSealed: string | null
}

/** One row: the rules by which the figures of the list were reckoned last. */
@Entity()
export class FigureRules {
  @Column({ type: 'int', primary: true }) id: number
  @Ascii(64) fingerprint: string
}
