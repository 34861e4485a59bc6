import { Entity, Index } from 'typeorm'
import { Ascii, Day, Fen, Id, Ref, Text } from '../../kernel/db/columns'

/** 帮扶措施 of a household or one of its members. Money in fen. */
@Entity()
@Index('measure_household', ['householdId'])
export class Measure {
  @Id() id: string
  @Ref() householdId: string
  @Ref(true) memberId: string | null
  /** Code of list `measure`. */
  @Ascii(2) kind: string
  @Text(120) content: string
  @Text(120, true) policy: string | null
  @Ascii(2) status: string
  @Day() fromDay: string
  @Day(true) toDay: string | null
  @Fen(true) plannedFen: number | null
  @Fen(true) paidFen: number | null
  @Text(60, true) department: string | null
  @Text(40, true) person: string | null
}
