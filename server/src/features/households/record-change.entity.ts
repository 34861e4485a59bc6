import { Column, Entity, Index } from 'typeorm'
import { Ascii, Day, Flag, Id, Instant, Int, Ref, Text } from '../../kernel/db/columns'

/**
 * One change of a household's record (动态信息): proposed, waiting, in the record, or ended. Whatever changes the record leaves one,
 * imports and pairings included, so that any day can be shown as it was. Rows are never deleted.
 */
@Entity()
@Index('record_change_household', ['householdId', 'id'])
@Index('record_change_waiting', ['state', 'id'])
export class RecordChange {
  @Id() id: string
  @Ref() householdId: string
  /** Null: the household itself, or a member who is not in the record yet. */
  @Ref(true) memberId: string | null
  /** fields, join, leave, import, pairing. */
  @Ascii(8) kind: string
  /** Code of list `member_change`. */
  @Ascii(2, { nullable: true }) memberChange: string | null
  /** Day from which it is so. */
  @Day() effectiveOn: string
  /** `ChangeState` of `shared/rules/change-states`. */
  @Ascii(10) state: string
  @Text(200) reason: string
  /** Hashes of photos, comma-separated. */
  @Ascii(400, { nullable: true }) evidence: string | null
  /** Null: an import from the command line. */
  @Ref(true) authorId: string | null
  @Ascii(24) authorRole: string
  /** Version of the household that the form was filled on. */
  @Int() madeOn: number
  /** Version of the household that it made; null while it is not in the record. */
  @Int(true) tookEffectIn: number | null
  @Instant() at: Date
  /** Rises with everything that a decider must see anew. */
  @Int() version: number
  /** Who approved, returned or withdrew it; null when it took effect at once. */
  @Ref(true) endedBy: string | null
  @Instant(true) endedAt: Date | null
  @Text(200, true) endedReason: string | null
}

/** One field of a change. Values of sealed fields are sealed (`record-changes`). */
@Entity()
@Index('record_change_field_household', ['householdId', 'field'])
export class RecordChangeField {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) changeId: string
  @Column({ type: 'int', primary: true }) n: number
  @Ref() householdId: string
  @Ref(true) memberId: string | null
  @Flag() ofMember: boolean
  /** Name in `shared/rules/change-fields`. */
  @Ascii(40) field: string
  /** What the record held (of a waiting change: what the form showed). */
  @Text(400, true) oldValue: string | null
  @Text(400, true) newValue: string | null
  /** Of a conflict: what the record held when the change was last looked at. */
  @Text(400, true) heldValue: string | null
}
