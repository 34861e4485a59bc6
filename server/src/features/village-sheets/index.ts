import { join, resolve } from 'node:path'
import { Module } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { ROOT, type Env } from '../../kernel/env'
import { ENV } from '../../kernel/kernel.module'
import { LedgerModule, SheetsService } from '../ledger'
import { VillageSheetsController } from './village-sheets.controller'
import { VillageSheetsService } from './village-sheets.service'

@Module({
  imports: [LedgerModule],
  controllers: [VillageSheetsController],
  providers: [{ provide: VillageSheetsService, inject: [Database, SheetsService, ENV], useFactory: (db: Database, sheets: SheetsService, env: Env) => new VillageSheetsService(db, county, sheets, join(resolve(ROOT, env.dataDir), 'tables')) }],
})
export class VillageSheetsModule {}
