import { Column, Entity, Index } from 'typeorm'
import { Ascii, Flag, Id, Instant, Int, Ref } from '../../kernel/db/columns'

/** Each word of an account on the privacy text: the last one holds, the earlier ones are kept. */
@Entity()
@Index('consent_account', ['accountId', 'id'])
export class Consent {
  @Id() id: string
  @Ref() accountId: string
  /** Version of the text that was read. */
  @Ascii(20) text: string
  @Flag() agree: boolean
  @Instant() at: Date
}

/** Six digits for one member of one household, as a keyed hash. Gone once used; void after ten minutes or too many tries. */
@Entity()
@Index('binding_code_code', ['codeIndex'], { unique: true })
@Index('binding_code_member', ['memberId'], { unique: true })
@Index('binding_code_expires', ['expiresAt'])
export class BindingCode {
  @Id() id: string
  @Ref() householdId: string
  @Ref() memberId: string
  @Column({ type: 'char', length: 32, charset: 'ascii', collation: 'ascii_bin' }) codeIndex: string
  @Ref() madeBy: string
  @Instant() madeAt: Date
  @Instant() expiresAt: Date
  @Int() tries: number
}
