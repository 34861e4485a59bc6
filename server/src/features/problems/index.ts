import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { ProblemsController } from './problems.controller'
import { Problems } from './problems.repository'
import { ProblemsService } from './problems.service'

@Module({
  controllers: [ProblemsController],
  providers: [
    { provide: Problems, inject: [Database], useFactory: (db: Database) => new Problems(db) },
    { provide: ProblemsService, inject: [Database, Problems, ReadRecorder], useFactory: (db: Database, problems: Problems, reads: ReadRecorder) => new ProblemsService(db, problems, county, reads) },
  ],
})
export class ProblemsModule {}
