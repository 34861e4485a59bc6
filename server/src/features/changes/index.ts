import { Module } from '@nestjs/common'
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

@Module({
  controllers: [ChangesController],
  providers: [
    { provide: Changes, inject: [Vault], useFactory: (vault: Vault) => new Changes(vault) },
    { provide: ChangeViews, useFactory: () => new ChangeViews(county) },
    {
      provide: ChangesService, inject: [Database, Vault, Changes, ChangeViews, Sessions],
      useFactory: (db: Database, vault: Vault, changes: Changes, views: ChangeViews, sessions: Sessions) =>
        new ChangesService(db, vault, county, changes, views, new HeadCounts(new FullCards(county, vault)), sessions),
    },
    { provide: FormService, inject: [Database, Vault, Changes], useFactory: (db: Database, vault: Vault, changes: Changes) => new FormService(db, vault, county, changes) },
    {
      provide: HistoryService, inject: [Database, Vault, Changes, ChangeViews],
      useFactory: (db: Database, vault: Vault, changes: Changes, views: ChangeViews) => new HistoryService(db, vault, changes, views, new FullCards(county, vault)),
    },
  ],
})
export class ChangesModule {}
