import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { Ascii, Instant } from '../db/columns'

/** A write of a phone that was applied, with its answer (sealed): a repeat is answered from here. */
@Entity()
@Index('idempotency_key_at', ['at'])
export class IdempotencyKey {
  @PrimaryColumn({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' }) accountId: string
  @PrimaryColumn({ type: 'char', length: 36, charset: 'ascii', collation: 'ascii_bin' }) keyId: string
  /** HMAC of operation and input: the same key with another body is refused. */
  @Ascii(32) request: string
  @Column({ type: 'mediumtext', nullable: true, charset: 'ascii', collation: 'ascii_bin' }) answer: string | null
  @Instant() at: Date
}
