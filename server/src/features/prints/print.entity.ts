import { Column, Entity, Index } from 'typeorm'
import { Ascii, Flag, Id, Instant, Int, LongText, Ref, Text } from '../../kernel/db/columns'

/** One print or export. Whoever holds it works on it until `heldUntil` and renews that; after a crash another goes on from the parts that are done. */
@Entity()
@Index('print_job_account', ['accountId', 'id'])
@Index('print_job_open', ['state', 'heldUntil'])
export class PrintJob {
  @Id() id: string
  @Ref() accountId: string
  @Ascii(16) kind: string
  /** What it covers: the narrowest region that holds all its households. Held against the scope again at every download. */
  @Ascii(12) region: string
  /** JSON of `Selection`. */
  @LongText() selection: string
  @Text(120) title: string
  /** waiting, running, done, failed, cancelled. */
  @Ascii(10) state: string
  @Int() done: number
  @Int() total: number
  /** JSON: what was left out, in words. */
  @LongText() remarks: string
  @Text(200, true) failure: string | null
  @Int() tries: number
  @Ref(true) holder: string | null
  @Instant() heldUntil: Date
  @Instant() createdAt: Date
  @Instant(true) finishedAt: Date | null
}

/** One file of it: a village's PDF, or the whole sheet. Its bytes lie in the store in pieces. */
@Entity()
export class PrintPart {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) jobId: string
  @Column({ type: 'int', primary: true }) n: number
  @Ascii(12) region: string
  @Text(80) name: string
  /** Cards, labels or lines. */
  @Int() items: number
  @Flag() done: boolean
  @Int() bytes: number
  /** Most pieces that were ever written for it, also by an attempt that was cut off. */
  @Int() pieces: number
}
