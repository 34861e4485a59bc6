import { Entity, Index } from 'typeorm'
import { Ascii, Instant, LongText, Ref, Serial, Text } from '../db/columns'

/** Every write, in its transaction. Append-only: the application's database account holds no UPDATE or DELETE here. */
@Entity()
@Index('audit_entry_account', ['accountId', 'id'])
export class AuditEntry {
  @Serial() id: string
  @Instant() at: Date
  @Ref(true) accountId: string | null
  @Ref(true) appointmentId: string | null
  @Ascii(24) role: string
  @Ascii(60) operation: string
  @Ascii(64) subject: string
  @Ascii(12, { nullable: true }) region: string | null
  @Text(200, true) reason: string | null
  /** JSON: [{ field, before, after }], sensitive values as short keyed hashes. */
  @LongText() changed: string
}

/** Every read of a household by a person. Append-only as above. */
@Entity()
@Index('household_read_household', ['householdId', 'id'])
@Index('household_read_account', ['accountId', 'id'])
export class HouseholdRead {
  @Serial() id: string
  @Instant() at: Date
  @Ref() accountId: string
  @Ref(true) appointmentId: string | null
  @Ascii(24) role: string
  @Ref() householdId: string
  @Ascii(12) region: string
  /** scan, list, link, offline, reveal, request. */
  @Ascii(10) way: string
  @Text(200, true) reason: string | null
}
