import { join, resolve } from 'node:path'
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { ROOT, type Env } from '../../kernel/env'
import { ENV, LOG } from '../../kernel/kernel.module'
import type { Log } from '../../kernel/log'
import { Vault } from '../../kernel/vault'
import { ImportsController } from './imports.controller'
import { Imports } from './imports.repository'
import { ImportsService } from './imports.service'
import { Uploads } from './uploads'

@Module({
  controllers: [ImportsController],
  providers: [
    { provide: Imports, inject: [Database], useFactory: (db: Database) => new Imports(db) },
    { provide: Uploads, inject: [ENV], useFactory: (env: Env) => new Uploads(join(resolve(ROOT, env.dataDir), 'imports'), county.settings.import.megabytes) },
    {
      provide: ImportsService, inject: [Database, Vault, Imports, Uploads, LOG],
      useFactory: (db: Database, vault: Vault, imports: Imports, uploads: Uploads, log: Log) => new ImportsService(db, vault, county, imports, uploads, log),
    },
  ],
})
export class ImportsModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly imports: ImportsService) {}

  async onModuleInit(): Promise<void> { await this.imports.sweep() }

  async onApplicationShutdown(): Promise<void> { await this.imports.idle() }
}
