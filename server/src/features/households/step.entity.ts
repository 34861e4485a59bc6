import { Entity, Index } from 'typeorm'
import { Ascii, Day, Id, Ref, Text } from '../../kernel/db/columns'

/** One step of the household's path from application to exit (list `lifecycle`). */
@Entity()
@Index('step_household', ['householdId', 'onDay'])
export class Step {
  @Id() id: string
  @Ref() householdId: string
  @Ascii(2) state: string
  @Day() onDay: string
  @Text(200, true) note: string | null
}
