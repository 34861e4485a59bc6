import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { Sessions } from '../../kernel/auth'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { FullCards } from '../cards'
import { ChangeViews } from './change-views'
import { ChangesController } from './changes.controller'
import { Changes } from './changes.repository'
import { ChangesService } from './changes.service'
import { FormService } from './form.service'
import { HeadCounts } from './head-counts'
import { HistoryService } from './history.service'
import { Looks } from './looks'

@Module({
  controllers: [ChangesController],
  providers: [
    { provide: Changes, inject: [Vault], useFactory: (vault: Vault) => new Changes(vault) },
    { provide: Looks, inject: [ReadRecorder], useFactory: (reads: ReadRecorder) => new Looks(reads) },
    { provide: ChangeViews, useFactory: () => new ChangeViews(county) },
    {
      provide: ChangesService, inject: [Database, Vault, Changes, ChangeViews, Sessions, Looks],
      useFactory: (db: Database, vault: Vault, changes: Changes, views: ChangeViews, sessions: Sessions, looks: Looks) =>
        new ChangesService(db, vault, county, changes, views, new HeadCounts(new FullCards(county, vault)), sessions, looks),
    },
    { provide: FormService, inject: [Database, Vault, Changes, Looks], useFactory: (db: Database, vault: Vault, changes: Changes, looks: Looks) => new FormService(db, vault, county, changes, looks) },
    {
      provide: HistoryService, inject: [Database, Vault, Changes, ChangeViews, Looks],
      useFactory: (db: Database, vault: Vault, changes: Changes, views: ChangeViews, looks: Looks) => new HistoryService(db, vault, changes, views, new FullCards(county, vault), looks),
    },
  ],
})
export class ChangesModule {}
