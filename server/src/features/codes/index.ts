import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { Sessions } from '../../kernel/auth'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import type { Env } from '../../kernel/env'
import { ENV } from '../../kernel/kernel.module'
import { WechatClient } from '../../kernel/wechat'
import { AnnualCardsModule, Papers } from '../annual-cards'
import { CodesController } from './codes.controller'
import { CodesService } from './codes.service'
import { ScansService } from './scans.service'

@Module({
  imports: [AnnualCardsModule],
  controllers: [CodesController],
  providers: [
    { provide: CodesService, inject: [Database, WechatClient, ENV], useFactory: (db: Database, wechat: WechatClient, env: Env) => new CodesService(db, wechat, env) },
    { provide: ScansService, inject: [Database, ReadRecorder, Sessions, Papers], useFactory: (db: Database, reads: ReadRecorder, sessions: Sessions, papers: Papers) => new ScansService(db, reads, sessions, papers, county) },
  ],
  exports: [CodesService],
})
export class CodesModule {}
export { CodesService } from './codes.service'
export { newCode, newNumbers } from './code-maker'
