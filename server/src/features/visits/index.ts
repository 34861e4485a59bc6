import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { DueKeeper } from './due-keeper'
import { DueService } from './due.service'
import { ManifestService } from './manifest.service'
import { PositionsService } from './positions.service'
import { PromisesService } from './promises.service'
import { RecordingService } from './recording.service'
import { VisitsController } from './visits.controller'
import { Visits } from './visits.repository'
import { VisitsService } from './visits.service'

@Module({
  controllers: [VisitsController],
  providers: [
    { provide: Visits, inject: [Database], useFactory: (db: Database) => new Visits(db) },
    { provide: RecordingService, inject: [Database, Visits, Vault], useFactory: (db: Database, visits: Visits, vault: Vault) => new RecordingService(db, visits, county, vault) },
    { provide: VisitsService, inject: [Visits, Vault, ReadRecorder], useFactory: (visits: Visits, vault: Vault, reads: ReadRecorder) => new VisitsService(visits, county, vault, reads) },
    { provide: DueService, inject: [Database], useFactory: (db: Database) => new DueService(db, county) },
    { provide: PositionsService, inject: [Database, Visits, Vault], useFactory: (db: Database, visits: Visits, vault: Vault) => new PositionsService(db, visits, county, vault) },
    { provide: PromisesService, inject: [Database, Visits, ReadRecorder], useFactory: (db: Database, visits: Visits, reads: ReadRecorder) => new PromisesService(db, visits, reads) },
    { provide: ManifestService, inject: [Database], useFactory: (db: Database) => new ManifestService(db) },
    { provide: DueKeeper, inject: [Database], useFactory: (db: Database) => new DueKeeper(db, county) },
  ],
})
export class VisitsModule {}
