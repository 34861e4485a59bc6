import { Entity, Index } from 'typeorm'
import { Ascii, Day, Flag, Id, Instant, Ref, Text, Version } from '../../kernel/db/columns'

/** 问题 of one household. */
@Entity()
@Index('problem_open', ['openUntil', 'id'])
@Index('problem_household', ['householdId', 'id'])
@Index('problem_closed', ['closedAt', 'id'])
export class Problem {
  @Id() id: string
  @Ref() householdId: string
  /** Codes of lists `problem_kind`, `problem_source`, `problem_status` (06 is never stored: it is told by the deadline). */
  @Ascii(2) kind: string
  @Ascii(2) source: string
  @Ascii(2) status: string
  /** The line of the card that it is about, and how that line was called then. */
  @Ascii(80, { nullable: true }) line: string | null
  @Text(60, true) lineLabel: string | null
  @Text(500) text: string
  /** Hashes, comma-joined. */
  @Ascii(600, { nullable: true }) photos: string | null
  @Ref() raisedBy: string
  @Instant() raisedAt: Date
  @Day() deadline: string
  /** The deadline while it is not struck off: what lists and figures go by. */
  @Day(true) openUntil: string | null
  @Ref(true) responsibleId: string | null
  /** Something was answered or mended since the household last objected. */
  @Flag() answered: boolean
  @Instant(true) closedAt: Date | null
  @Version() version: number
}

/** One step of a problem's path, never changed. */
@Entity()
@Index('problem_step_problem', ['problemId', 'id'])
export class ProblemStep {
  @Id() id: string
  @Ref() householdId: string
  @Ref() problemId: string
  @Ascii(8) act: string
  @Ref() accountId: string
  /** As which role it was done. */
  @Ascii(24) role: string
  /** From this step on the account had it in hand. */
  @Flag() takes: boolean
  @Text(500, true) text: string | null
  @Ascii(600, { nullable: true }) photos: string | null
  @Instant() at: Date
}
