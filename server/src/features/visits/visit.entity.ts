import { Entity, Index } from 'typeorm'
import { Ascii, Day, Id, Instant, LongText, Ref, Text } from '../../kernel/db/columns'

/** 走访记录. `topics` is JSON: what was seen by topic. */
@Entity()
@Index('visit_household', ['householdId', 'onDay'])
@Index('visit_account', ['accountId', 'onDay'])
export class Visit {
  @Id() id: string
  @Ref() householdId: string
  @Ref() accountId: string
  @Day() onDay: string
  @Ascii(2) kind: string
  @Text(200, true) met: string | null
  @Text(1000) note: string
  @LongText(true) topics: string | null
  @Instant() receivedAt: Date
}
