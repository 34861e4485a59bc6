import { Column, Entity } from 'typeorm'
import { Int } from '../../kernel/db/columns'

/**
 * How heavy the software is: uses of a flow in a month, counted by their taps, seconds and fields asked twice. No person, household or
 * time of day stands here, and none can be told from it.
 */
@Entity()
export class Burden {
  @Column({ type: 'varchar', length: 7, primary: true, charset: 'ascii', collation: 'ascii_bin' }) month: string
  @Column({ type: 'varchar', length: 8, primary: true, charset: 'ascii', collation: 'ascii_bin' }) flow: string
  @Column({ type: 'int', primary: true }) taps: number
  @Column({ type: 'int', primary: true }) seconds: number
  @Column({ type: 'int', primary: true }) askedTwice: number
  @Int() uses: number
}
