import { join, resolve } from 'node:path'
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { ROOT, type Env } from '../../kernel/env'
import { ENV, LOG } from '../../kernel/kernel.module'
import type { Log } from '../../kernel/log'
import { Vault } from '../../kernel/vault'
import { Uploads } from '../imports'
import { Comparisons } from './comparisons.repository'
import { ComparisonsService } from './comparisons.service'
import { ExchangeController } from './exchange.controller'
import { NationalExportService } from './national-export.service'

@Module({
  controllers: [ExchangeController],
  providers: [
    { provide: Comparisons, inject: [Database, Vault], useFactory: (db: Database, vault: Vault) => new Comparisons(db, vault) },
    { provide: NationalExportService, inject: [Database, Vault, LOG], useFactory: (db: Database, vault: Vault, log: Log) => new NationalExportService(db, vault, county, log) },
    {
      provide: ComparisonsService, inject: [Database, Vault, Comparisons, ENV, LOG],
      useFactory: (db: Database, vault: Vault, comparisons: Comparisons, env: Env, log: Log) =>
        new ComparisonsService(db, vault, county, comparisons, new Uploads(join(resolve(ROOT, env.dataDir), 'comparisons'), county.settings.import.megabytes), log),
    },
  ],
})
export class ExchangeModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly comparisons: ComparisonsService) {}

  async onModuleInit(): Promise<void> { await this.comparisons.sweep() }

  async onApplicationShutdown(): Promise<void> { await this.comparisons.idle() }
}
