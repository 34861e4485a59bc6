import { Entity, Index } from 'typeorm'
import { Id, Instant, Ref, Text } from '../../kernel/db/columns'

/** A household opened to a prefecture officer by a reasoned request, until an instant. */
@Entity()
@Index('household_grant_account', ['accountId', 'until'])
export class HouseholdGrant {
  @Id() id: string
  @Ref() accountId: string
  @Ref() householdId: string
  @Text(200) reason: string
  @Instant() until: Date
}
