import { Entity, Index, PrimaryColumn } from 'typeorm'
import { Ascii, Id, Instant, Int, Ref } from '../../kernel/db/columns'

/** A picture of one household, known by the hash of what the phone sent. Its bytes lie in the store, under a name made from that hash. */
@Entity()
@Index('photo_household', ['householdId', 'sha256'], { unique: true })
@Index('photo_hash', ['sha256'])
@Index('photo_account', ['accountId', 'id'])
export class Photo {
  @Id() id: string
  @Ref() householdId: string
  @Ascii(64) sha256: string
  /** As announced. */
  @Int() bytes: number
  @Instant() takenAt: Date
  @Ascii(8) state: 'awaited' | 'stored'
  /** Of what is kept: turned upright and shrunk. */
  @Int(true) width: number | null
  @Int(true) height: number | null
  /** Who announced it first. */
  @Ref() accountId: string
  @Instant(true) storedAt: Date | null
}

/** Bytes of an upload that have arrived and lie in the store by themselves until the last has come. */
@Entity()
@Index('photo_part_at', ['at'])
export class PhotoPart {
  @PrimaryColumn({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' }) photoId: string
  /** First byte. The key lets one of two parallel repeats through. */
  @PrimaryColumn({ type: 'int' }) start: number
  @Ref() householdId: string
  @Int() length: number
  @Ascii(80) object: string
  @Instant() at: Date
}
