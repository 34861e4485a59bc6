// What features stand on, as one global module.
import { Global, Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD } from '@nestjs/core'
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm'
import type { DataSource, DataSourceOptions } from 'typeorm'
import { ReadRecorder } from './audit/reads'
import { Gate } from './auth/gate'
import { Sessions } from './auth/sessions'
import { Database } from './db'
import type { Env } from './env'
import { FILES, openStore } from './files'
import { dropOldEvents, dropOldKeys, Jobs } from './jobs'
import { ProblemFilter } from './http/problem-filter'
import type { Log } from './log'
import { Relay } from './outbox/relay'
import { Vault } from './vault'
import { WechatClient } from './wechat'
import { clock } from './clock'

/** Injection tokens of values. */
export const ENV = Symbol('Env')
export const LOG = Symbol('Log')

interface Parts { env: Env; log: Log; vault: Vault; source: DataSource }

@Global()
@Module({})
export class KernelModule {
  static with({ env, log, vault, source }: Parts): DynamicModule {
    const exported = [
      { provide: ENV, useValue: env },
      { provide: LOG, useValue: log },
      { provide: Vault, useValue: vault },
      { provide: FILES, useFactory: () => openStore(env, vault) },
      { provide: WechatClient, useValue: new WechatClient({ baseUrl: env.wechatBaseUrl, appid: env.wechatAppid, secret: env.wechatSecret, clock, log }) },
      { provide: Database, inject: [getDataSourceToken()], useFactory: (s: DataSource) => new Database(s, vault) },
      { provide: Sessions, inject: [Database], useFactory: (db: Database) => new Sessions(db, env) },
      { provide: ReadRecorder, inject: [Database], useFactory: (db: Database) => new ReadRecorder(db, log) },
      { provide: Relay, inject: [Database], useFactory: (db: Database) => new Relay(db, log) },
      {
        provide: Jobs, inject: [Database], useFactory: (db: Database) => {
          const jobs = new Jobs(db, log)
          jobs.daily('kernel.keys', 2, () => dropOldKeys(db))
          jobs.daily('kernel.events', 2, () => dropOldEvents(db))
          return jobs
        },
      },
    ]
    return {
      module: KernelModule,
      imports: [TypeOrmModule.forRootAsync({ useFactory: () => source.options as DataSourceOptions, dataSourceFactory: async () => source })],
      providers: [...exported, { provide: APP_GUARD, useClass: Gate }, { provide: APP_FILTER, useClass: ProblemFilter }],
      exports: exported.map((p) => p.provide),
    }
  }
}
