import { Column, Entity, Index } from 'typeorm'
import { Ascii, Day, Decimal, Flag, Id, Instant, Int, LongText, Ref, Text, Version } from '../../kernel/db/columns'

/** 走访记录. Nothing is deleted: a withdrawn visit stays, marked. JSON columns are read as a whole and never searched. */
@Entity()
@Index('visit_household', ['householdId', 'onDay'])
@Index('visit_account', ['accountId', 'onDay'])
@Index('visit_receipt', ['householdId', 'receipt'], { unique: true })
export class Visit {
  @Id() id: string
  @Ref() householdId: string
  @Ref() accountId: string
  /** Of its beginning, by the phone's clock, in Shanghai. */
  @Day() onDay: string
  /** Code of list `visit_kind`. */
  @Ascii(2) kind: string
  /** Who was met besides members, in words. */
  @Text(200, true) met: string | null
  @Text(1000) note: string
  /** JSON: what was seen by topic (codes of list `visit_topic`; older rows hold the words). */
  @LongText(true) topics: string | null
  /** By the server's clock. */
  @Instant() receivedAt: Date

  @Version() version: number
  /** By the phone's clock, as it was. */
  @Instant(true) startedAt: Date | null
  @Instant(true) endedAt: Date | null
  /** Minutes by which the phone's clock was ahead, kept beside both times; null within five. */
  @Int(true) clockOffMinutes: number | null
  /** Day that counts for the next due day: `onDay`, but none after its arrival (a clock that is ahead would put the due day off). Null: withdrawn. */
  @Day(true) countsOn: string | null
  /** Ids of members, comma-joined. */
  @Ascii(560, { nullable: true }) metMembers: string | null
  @Text(500, true) internalNote: string | null
  /** JSON: who came along, in words; promises; keys of what the visit raised. */
  @LongText(true) companions: string | null
  @LongText(true) promises: string | null
  @LongText(true) raised: string | null
  /** Hashes of its photos, comma-joined. */
  @Ascii(600, { nullable: true }) photos: string | null
  @Decimal(10, 7) longitude: string | null
  @Decimal(10, 7) latitude: string | null
  /** wgs84 or gcj02, as the phone gave it. */
  @Ascii(5, { nullable: true }) positionSystem: string | null
  /** Metres. */
  @Int(true) accuracy: number | null
  @Flag(true) atHouse: boolean | null
  /** SVG path data, sealed. */
  @Column({ type: 'mediumtext', nullable: true, charset: 'ascii', collation: 'ascii_bin' }) signatureSealed: string | null
  /** Short number and hash of the receipt; visits from before receipts have none. */
  @Ascii(4, { nullable: true }) receipt: string | null
  @Ascii(32, { nullable: true }) receiptHash: string | null

  @Flag(true) confirmed: boolean | null
  @Text(500, true) confirmedText: string | null
  @Instant(true) confirmedAt: Date | null
  @Instant(true) withdrawnAt: Date | null
  @Text(200, true) withdrawnReason: string | null
}

/** 补充说明: added to a visit when it can no longer be corrected. */
@Entity()
@Index('visit_note_visit', ['visitId'])
export class VisitNote {
  @Id() id: string
  @Ref() householdId: string
  @Ref() visitId: string
  @Ref() accountId: string
  @Text(500) text: string
  @Instant() at: Date
}

/** What a visit said before a correction, as JSON. */
@Entity()
export class VisitEarlier {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) visitId: string
  @Column({ type: 'int', primary: true }) version: number
  @Ref() householdId: string
  @LongText() facts: string
  @Instant() replacedAt: Date
}

/** One row: the visit rules that the kept due days were reckoned by. */
@Entity()
export class DueRules {
  @Column({ type: 'int', primary: true }) id: number
  @Ascii(64) fingerprint: string
}
