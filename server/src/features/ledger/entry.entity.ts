import { Column, Entity, Index } from 'typeorm'
import { Ascii, Fen, Id, Instant, Int, Ref, Text } from '../../kernel/db/columns'

/** 收支明细: one line of a month. Amount in fen; items of list `income_item`, `excluded_item` or `rigid_expense`. */
@Entity()
@Index('entry_household', ['householdId', 'period'])
@Index('entry_sheet', ['sheetId'])
export class Entry {
  @Id() id: string
  @Ref() householdId: string
  @Ascii(7) period: string
  @Ascii(4) item: string
  @Fen() fen: number
  /** Code of list `entry_state`, that of its sheet; 06: of an older revision, or replaced within its own. */
  @Ascii(2) state: string
  @Text(200, true) note: string | null
  /** typed, copied, imported, measure, seed. */
  @Ascii(12) source: string
  @Ref(true) createdBy: string | null
  @Ref(true) approvedBy: string | null
  @Instant(true) approvedAt: Date | null
  /** The revision that it stands on; null: from before there were sheets. */
  @Ref(true) sheetId: string | null
  /** Place on the sheet. */
  @Int(true) n: number | null
  @Ref(true) memberId: string | null
  /** In thousandths of the unit. */
  @Column({ type: 'bigint', nullable: true }) quantityMilli: string | null
  @Text(8, true) unit: string | null
  @Fen(true) unitPriceFen: number | null
  /** Hashes of photos, comma-joined. */
  @Ascii(260, { nullable: true }) evidence: string | null
  /** The proposed line that it took over. */
  @Ref(true) proposal: string | null
  /** Version of the sheet that took it out again; null: stands. */
  @Int(true) droppedIn: number | null
}
