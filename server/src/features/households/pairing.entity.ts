import { Entity, Index } from 'typeorm'
import { Day, Flag, Id, Ref, Text } from '../../kernel/db/columns'

/** 结对: who helps whom, from when to when. Ended pairings stay as history. */
@Entity()
@Index('pairing_household', ['householdId', 'toDay'])
@Index('pairing_account', ['accountId', 'toDay'])
@Index('pairing_unit', ['unitId', 'toDay'])
export class Pairing {
  @Id() id: string
  @Ref() householdId: string
  @Ref() accountId: string
  @Ref(true) unitId: string | null
  @Text(40, true) post: string | null
  /** The one responsible person (帮扶责任人), or a second helper. */
  @Flag() isPrimary: boolean
  @Day() fromDay: string
  @Day(true) toDay: string | null
}
