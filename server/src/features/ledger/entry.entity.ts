import { Entity, Index } from 'typeorm'
import { Ascii, Fen, Id, Instant, Ref, Text } from '../../kernel/db/columns'

/** 收支明细: one line of a month. Amount in fen; items of list `income_item` or `excluded_item`. */
@Entity()
@Index('entry_household', ['householdId', 'period'])
export class Entry {
  @Id() id: string
  @Ref() householdId: string
  @Ascii(7) period: string
  @Ascii(4) item: string
  @Fen() fen: number
  /** Code of list `entry_state`. */
  @Ascii(2) state: string
  @Text(200, true) note: string | null
  /** typed, imported, measure, seed. */
  @Ascii(12) source: string
  @Ref(true) createdBy: string | null
  @Ref(true) approvedBy: string | null
  @Instant(true) approvedAt: Date | null
}
