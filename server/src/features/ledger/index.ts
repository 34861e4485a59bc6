import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { Sessions } from '../../kernel/auth'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { ApprovalService } from './approval.service'
import { DeputiesService } from './deputies.service'
import { ListFigures } from './list-figures'
import { QueueService } from './queue.service'
import { RevisionsService } from './revisions.service'
import { SamplesService } from './samples.service'
import { SheetViews } from './sheet-views'
import { SheetsController } from './sheets.controller'
import { Sheets } from './sheets.repository'
import { SheetsService } from './sheets.service'
import { VillageMiddle } from './village-middle'

@Module({
  controllers: [SheetsController],
  providers: [
    { provide: Sheets, inject: [Database], useFactory: (db: Database) => new Sheets(db) },
    { provide: SheetViews, inject: [Sheets, Vault], useFactory: (sheets: Sheets, vault: Vault) => new SheetViews(sheets, county, vault) },
    {
      provide: SheetsService, inject: [Database, Sheets, SheetViews, ReadRecorder],
      useFactory: (db: Database, sheets: Sheets, views: SheetViews, reads: ReadRecorder) => new SheetsService(db, sheets, views, county, new VillageMiddle(db, county.settings.books.warnings.outlier.leastHouseholds), reads),
    },
    {
      provide: ApprovalService, inject: [Database, Sheets, SheetsService, SheetViews],
      useFactory: (db: Database, sheets: Sheets, reading: SheetsService, views: SheetViews) => new ApprovalService(db, sheets, reading, views, county, new ListFigures(county)),
    },
    { provide: RevisionsService, inject: [Database, Sheets, SheetsService, SheetViews], useFactory: (db: Database, sheets: Sheets, reading: SheetsService, views: SheetViews) => new RevisionsService(db, sheets, reading, views) },
    { provide: QueueService, inject: [Database], useFactory: (db: Database) => new QueueService(db, county) },
    { provide: SamplesService, inject: [Database], useFactory: (db: Database) => new SamplesService(db, county) },
    { provide: DeputiesService, inject: [Database, Sessions], useFactory: (db: Database, sessions: Sessions) => new DeputiesService(db, county, sessions) },
  ],
  exports: [SheetsService],
})
export class LedgerModule {}
export { SheetsService } from './sheets.service'
export { itemLabels } from './basis'
