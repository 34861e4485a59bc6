import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Jobs } from '../../kernel/jobs'
import { Relay } from '../../kernel/outbox/relay'
import { Vault } from '../../kernel/vault'
import { CardBuilder } from './card-builder'
import { CardsController } from './cards.controller'
import { Cards } from './cards.repository'
import { CardsService } from './cards.service'
import { FullCards } from './full-card'

@Module({
  controllers: [CardsController],
  providers: [
    { provide: FullCards, inject: [Vault], useFactory: (vault: Vault) => new FullCards(county, vault) },
    { provide: Cards, inject: [Database], useFactory: (db: Database) => new Cards(db) },
    {
      provide: CardBuilder, inject: [Database, FullCards, Vault, Relay, Jobs], useFactory: (db: Database, full: FullCards, vault: Vault, relay: Relay, jobs: Jobs) => {
        const builder = new CardBuilder(db, full, vault, relay)
        // Cards run out by the day (a birthday, a new month): those that nobody has read since are ready all the same.
        jobs.hourly('cards.missing', () => builder.buildMissing())
        return builder
      },
    },
    { provide: CardsService, inject: [Database, Cards, FullCards, Vault, ReadRecorder, CardBuilder], useFactory: (db: Database, cards: Cards, full: FullCards, vault: Vault, reads: ReadRecorder, builder: CardBuilder) => new CardsService(db, cards, full, vault, reads, builder) },
  ],
  exports: [CardBuilder, CardsService],
})
export class CardsModule {}
export { CardBuilder, cardSeal } from './card-builder'
export { FullCards } from './full-card'
export { CardsService, cardEtag } from './cards.service'
export { gather } from './card-rows'
