import { Module } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { ReadRecorder } from '../../kernel/audit/reads'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { CardBuilder, CardsModule, CardsService } from '../cards'
import { PushService } from './push.service'
import { SyncController } from './sync.controller'
import { Deltas } from './sync.repository'
import { SyncService } from './sync.service'

@Module({
  imports: [CardsModule],
  controllers: [SyncController],
  providers: [
    { provide: PushService, inject: [HttpAdapterHost], useFactory: (host: HttpAdapterHost) => new PushService(host) },
    { provide: Deltas, inject: [Database], useFactory: (db: Database) => new Deltas(db) },
    { provide: SyncService, inject: [Deltas, CardsService, CardBuilder, Vault, ReadRecorder], useFactory: (deltas: Deltas, cards: CardsService, builder: CardBuilder, vault: Vault, reads: ReadRecorder) => new SyncService(deltas, cards, builder, vault, reads) },
  ],
})
export class SyncModule {}
