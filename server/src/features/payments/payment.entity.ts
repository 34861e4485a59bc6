import { Column, Entity, Index } from 'typeorm'
import { Ascii, BlindIndex, Fen, Id, Instant, Int, LongText, Ref, Text } from '../../kernel/db/columns'

/** A department's list of money paid. `item` and `period` stand for rows that do not say their own. */
@Entity()
@Index('payment_list_author', ['createdBy', 'id'])
@Index('payment_list_file', ['fileHash', 'item', 'period'], { unique: true })
export class PaymentList {
  @Id() id: string
  @Ref() createdBy: string
  @Instant() createdAt: Date
  @Text(120) fileName: string
  /** SHA-256: the same file is not taken twice for the same item and month; lists that are alike month by month are another each. */
  @Ascii(64) fileHash: string
  @Ascii(4) item: string
  @Ascii(7) period: string
  @Int() rowCount: number
  @Fen() fen: number
}

/** One payment: unmatched (a work list), proposed to a household's month, taken over into its sheet, or dismissed with a reason. Never lost. */
@Entity()
@Index('payment_row_list', ['listId', 'state', 'id'])
@Index('payment_row_household', ['householdId', 'period'])
@Index('payment_row_person', ['certificateIndex', 'period', 'item'])
export class PaymentRow {
  @Id() id: string
  @Ref() listId: string
  @Column({ type: 'int', name: 'line' }) row: number
  @Ascii(10) state: string
  @Ref(true) householdId: string | null
  @Ref(true) memberId: string | null
  /** Sealed JSON of name and certificate as the list gave them. */
  @LongText() person: string
  @BlindIndex() certificateIndex: string | null
  @Ascii(4) item: string
  @Ascii(7) period: string
  @Fen() fen: number
  @Text(60, true) note: string | null
  @Text(200, true) why: string | null
  @Ref(true) decidedBy: string | null
  @Instant(true) decidedAt: Date | null
}
