import { Column, Entity, Index } from 'typeorm'
import { Ascii, Day, Int } from '../../kernel/db/columns'

/**
 * Read model: the card of one household for one sight, ready to send. `body` is sealed gzip of the JSON (AAD: household.sight).
 * `version` 0 = stale: derived afresh on the next read and rebuilt by the relay.
 */
@Entity()
@Index('household_card_stale', ['version', 'householdId'])
export class HouseholdCard {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) householdId: string
  @Column({ type: 'varchar', length: 12, primary: true, charset: 'ascii', collation: 'ascii_bin' }) sight: string
  @Ascii(12) region: string
  @Int() version: number
  /** First day on which it would read differently though nothing was written: a birthday, a new card year. */
  @Day() freshUntil: string
  @Column({ type: 'mediumblob' }) body: Buffer
}
