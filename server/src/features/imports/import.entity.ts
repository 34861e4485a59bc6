import { Column, Entity, Index } from 'typeorm'
import { Ascii, Id, Instant, Int, LongText, Ref, Text } from '../../kernel/db/columns'

/** One import of the two national sheets. `files`, `counts` and `progress` are JSON; the files themselves lie under DATA_DIR. */
@Entity()
@Index('import_job_created', ['createdAt'])
export class ImportJob {
  @Id() id: string
  @Ascii(12) state: string
  @Ref(true) createdBy: string | null
  @Instant() createdAt: Date
  @LongText() files: string
  @LongText() counts: string
  @LongText() progress: string
  @Int() problems: number
  @Int() warnings: number
  @Text(200, true) failure: string | null
}

@Entity()
@Index('import_problem_job', ['jobId', 'seq'], { unique: true })
export class ImportProblem {
  @Id() id: string
  @Ref() jobId: string
  @Int() seq: number
  @Ascii(8) severity: string
  @Ascii(16) rule: string
  @Ascii(12) sheet: string
  @Column({ type: 'int', name: 'line' }) row: number
  @Text(80) column: string
  @Text(120) read: string
  @Text(200) expected: string
}
