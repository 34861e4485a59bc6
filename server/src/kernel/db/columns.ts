// The column vocabulary of every entity: one place for lengths, charsets and precisions, so that migrations never drift.
import { Column, PrimaryColumn, PrimaryGeneratedColumn, type ColumnOptions } from 'typeorm'

const ascii = { charset: 'ascii', collation: 'ascii_bin' } as const

/** ULID primary key. */
export const Id = () => PrimaryColumn({ type: 'char', length: 26, ...ascii })
/** Reference to a ULID. */
export const Ref = (nullable = false) => Column({ type: 'char', length: 26, nullable, ...ascii })
/** Codes, periods, hashes: compared byte by byte. */
export const Ascii = (length: number, options: ColumnOptions = {}) => Column({ type: 'varchar', length, ...ascii, ...options })
/** Chinese text. */
export const Text = (length: number, nullable = false) => Column({ type: 'varchar', length, nullable })
export const LongText = (nullable = false) => Column({ type: 'mediumtext', nullable })
/** `YYYY-MM-DD`. */
export const Day = (nullable = false) => Column({ type: 'char', length: 10, nullable, ...ascii })
/** UTC with milliseconds. */
export const Instant = (nullable = false) => Column({ type: 'datetime', precision: 3, nullable })
export const Int = (nullable = false) => Column({ type: 'int', nullable })
/** Integer fen; arrives as a number (safe to 90 trillion yuan). */
export const Fen = (nullable = false) => {
  const options: ColumnOptions = { type: 'bigint', nullable, transformer: { to: (v: number | null) => v, from: (v: string | null) => v === null ? null : Number(v) } }
  return Column(options)
}
/** yes, no, or unknown when nullable. */
export const Flag = (nullable = false) => {
  const options: ColumnOptions = { type: 'tinyint', nullable, transformer: { to: (v: boolean | null | undefined) => v === null || v === undefined ? v : v ? 1 : 0, from: (v: number | null) => v === null ? null : v === 1 } }
  return Column(options)
}
export const Mu = () => Column({ type: 'decimal', precision: 8, scale: 2, default: 0 })
export const Decimal = (precision: number, scale: number, nullable = true) => Column({ type: 'decimal', precision, scale, nullable })
/** Sealed value, base64url. */
export const Sealed = () => Column({ type: 'varchar', length: 255, nullable: true, ...ascii })
/** Blind index of a sealed value. */
export const BlindIndex = () => Column({ type: 'char', length: 32, nullable: true, ...ascii })
/** Raised by one with every change of the record; carried by the card as its ETag. */
export const Version = () => Column({ type: 'int', default: 1 })
/** Ever-growing key of append-only rows; arrives as a string. */
export const Serial = () => PrimaryGeneratedColumn({ type: 'bigint' })
