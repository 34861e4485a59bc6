import { Column, Entity } from 'typeorm'
import { Ascii, Instant } from '../db/columns'

/** One job of the house: who runs it now, and which day or hour it was last done for. */
@Entity()
export class JobLease {
  @Column({ type: 'varchar', length: 40, primary: true, charset: 'ascii', collation: 'ascii_bin' }) job: string
  @Ascii(26) holder: string
  @Instant() heldUntil: Date
  /** `2020-10-15` of a daily job, `2020-10-15T09` of an hourly one, in Shanghai. */
  @Ascii(13) doneFor: string
}
