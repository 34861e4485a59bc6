import { Column, Entity, Index } from 'typeorm'
import { Ascii, Day, Int, Ref, Serial } from '../../kernel/db/columns'

/**
 * Read model: the card of one household for one sight, ready to send. `body` is sealed gzip of the JSON (AAD: household.sight).
 * `version` 0 = stale: derived afresh on the next read and rebuilt by the relay.
 */
@Entity()
@Index('household_card_stale', ['version', 'householdId'])
@Index('household_card_seq', ['sight', 'region', 'seq'])
export class HouseholdCard {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) householdId: string
  @Column({ type: 'varchar', length: 12, primary: true, charset: 'ascii', collation: 'ascii_bin' }) sight: string
  @Ascii(12) region: string
  @Int() version: number
  /** First day on which it would read differently though nothing was written: a birthday, a new card year. */
  @Day() freshUntil: string
  @Column({ type: 'mediumblob' }) body: Buffer
  /** Drawn from `card_counter` when the card was built: what is above a phone's cursor is new to it. */
  @Column({ type: 'bigint', default: 1 }) seq: string
}

/** One row. Whoever builds cards raises it and holds it to the end of the transaction, so numbers become visible in their order. */
@Entity()
export class CardCounter {
  @Column({ type: 'int', primary: true }) id: number
  @Column({ type: 'bigint' }) seq: string
}

/**
 * A start of a server, and the number that cards had reached by then. A phone's cursor names the start under which it was written: in a
 * database that was restored from an older copy that start is missing, or ended before the cursor's number.
 */
@Entity()
@Index('card_epoch_mark', ['mark'], { unique: true })
export class CardEpoch {
  @Serial() serial: string
  @Ref() mark: string
  @Column({ type: 'bigint' }) fromSeq: string
}

/** A household whose card left a village: phones that hold the village drop it. */
@Entity()
export class CardDeparture {
  @Column({ type: 'varchar', length: 12, primary: true, charset: 'ascii', collation: 'ascii_bin' }) region: string
  @Column({ type: 'bigint', primary: true }) seq: string
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) householdId: string
}
