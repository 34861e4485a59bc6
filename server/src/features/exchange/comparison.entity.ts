import { Column, Entity, Index } from 'typeorm'
import { Ascii, Flag, Id, Instant, LongText, Ref, Text } from '../../kernel/db/columns'

/** One comparison of the record with the two national sheets. `files` and `progress` are JSON. */
@Entity()
export class Comparison {
  @Id() id: string
  @Ascii(12) state: string
  @Ref() createdBy: string
  @Instant() createdAt: Date
  @LongText() files: string
  @LongText() progress: string
  /** More lines were found than are kept. */
  @Flag() cut: boolean
  @Text(400, true) failure: string | null
}

/** One line that differs. `sealed`: JSON of ours, theirs and base, for names and numbers stand in it. */
@Entity()
@Index('comparison_line_of', ['comparisonId', 'kind', 'id'])
export class ComparisonLine {
  @Id() id: string
  @Ref() comparisonId: string
  @Ascii(12) kind: string
  @Ascii(12) sheet: string
  /** Row of their sheet. */
  @Column({ type: 'int', name: 'line', nullable: true }) row: number | null
  @Ascii(32) householdNo: string
  @Ref(true) householdId: string | null
  @Ref(true) memberId: string | null
  /** Field of the sheet's columns; empty for a whole household or person. */
  @Ascii(40) field: string
  @LongText() sealed: string
  @Ascii(8, { nullable: true }) decision: string | null
  @Ref(true) decidedBy: string | null
  @Instant(true) decidedAt: Date | null
}
