import { Column, Entity, Index } from 'typeorm'
import { Ascii, Day, Fen, Flag, Id, Instant, Int, LongText, Ref, Text, Version } from '../../kernel/db/columns'

/** 收支月表: one revision of one month of one household. Its lines are entries. */
@Entity()
@Index('sheet_household', ['householdId', 'period', 'revision'], { unique: true })
@Index('sheet_state', ['householdId', 'state'])
@Index('sheet_batch', ['batchId'])
export class Sheet {
  @Id() id: string
  @Ref() householdId: string
  @Ascii(7) period: string
  /** From 1; a reopened month has several. */
  @Int() revision: number
  /** Goes on from revision to revision: whoever saw version 4 saw one state of the month and no other. */
  @Version() version: number
  /** draft, submitted, approved, returned, superseded. */
  @Ascii(10) state: string
  /** The last revision of its month. */
  @Flag() newest: boolean

  /** Sums of its lines (`sheetSums` of the rules): lists and the queue do not add up lines. */
  @Fen() wageFen: number
  @Fen() businessFen: number
  @Fen() propertyFen: number
  @Fen() transferFen: number
  @Fen() expenseFen: number
  @Int() lineCount: number
  /** JSON of what was odd when it was saved. */
  @LongText() warnings: string
  /** Their weight; 0: plain. */
  @Int() oddness: number
  @Text(200, true) lateReason: string | null

  /** Everybody who entered any of it, comma-joined: none of them may approve it. */
  @Ascii(4000) writers: string
  /** Who saved or submitted it last. */
  @Ref(true) savedBy: string | null
  @Instant(true) submittedAt: Date | null
  /** Who approved or returned it, when, and why it was returned. */
  @Ref(true) decidedBy: string | null
  @Instant(true) decidedAt: Date | null
  @Text(200, true) decidedReason: string | null
  /** The act of approval that it belongs to. */
  @Ref(true) batchId: string | null
  /** A newer revision took its place: in which act of approval, and when. */
  @Ref(true) endedBatch: string | null
  @Instant(true) endedAt: Date | null
  /** Something rests on its approval: a confirmation, a sample, a newer revision. It can no longer be undone. */
  @Flag() builtUpon: boolean

  /** Why this revision was begun: reopen, send_back. */
  @Ascii(10, { nullable: true }) openedAs: string | null
  @Ref(true) openedBy: string | null
  @Text(200, true) openedReason: string | null

  /** What the household said of it. */
  @Flag(true) confirmed: boolean | null
  @Text(200, true) confirmedText: string | null
  @Ref(true) confirmedBy: string | null
  @Instant(true) confirmedAt: Date | null

  @Instant() createdAt: Date
}

/** One act of approval, of one sheet or of hundreds: what is undone together. Belongs to whoever did it. */
@Entity()
@Index('sheet_batch_account', ['accountId', 'id'])
export class SheetBatch {
  @Id() id: string
  @Ref() accountId: string
  @Ascii(7) period: string
  @Int() sheets: number
  @Instant() at: Date
  @Instant(true) undoneAt: Date | null
}

/** 代审: who may approve in the secretary's place, from a day to a day. Hangs on the person's own appointment in the village and ends with it. */
@Entity()
@Index('deputy_region', ['region', 'id'])
@Index('deputy_appointment', ['appointmentId'])
export class Deputy {
  @Id() id: string
  @Ascii(12) region: string
  @Ref() accountId: string
  @Ref() appointmentId: string
  @Day() fromDay: string
  @Day() toDay: string
  @Ref() appointedBy: string
  @Instant() appointedAt: Date
  @Instant(true) endedAt: Date | null
  @Ref(true) endedBy: string | null
}

/** A random sample of approved sheets. `seed`, the land and the month draw it again (`rules/drawing`). */
@Entity()
@Index('sheet_sample_region', ['region', 'id'])
export class SheetSample {
  @Id() id: string
  @Ascii(12) region: string
  @Ascii(7) period: string
  @Int() seed: number
  @Int() size: number
  @Int() outOf: number
  @Ref() drawnBy: string
  @Instant() drawnAt: Date
}

@Entity()
@Index('sheet_sample_item_household', ['householdId'])
export class SheetSampleItem {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) sampleId: string
  @Column({ type: 'int', primary: true }) n: number
  @Ref() householdId: string
  @Ref() sheetId: string
  @Int() version: number
  @Fen() netFen: number
}
