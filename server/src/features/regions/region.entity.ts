import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { Ascii, Flag, Text } from '../../kernel/db/columns'

/** Official regions; codes nest by prefix (2, 4, 6, 9, 12 digits). */
@Entity()
@Index('region_parent', ['parentCode'])
export class Region {
  @PrimaryColumn({ type: 'varchar', length: 12, charset: 'ascii', collation: 'ascii_bin' }) code: string
  @Text(40) name: string
  @Column({ type: 'varchar', length: 12, charset: 'ascii', collation: 'ascii_bin' }) level: string
  @Ascii(12, { nullable: true }) parentCode: string | null
  /** Takes part in poverty work: a switch per village. */
  @Flag() poverty: boolean
}
