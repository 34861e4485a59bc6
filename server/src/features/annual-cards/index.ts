import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { AnnualCardsController } from './annual-cards.controller'
import { AnnualCards } from './annual-cards.repository'
import { AnnualCardsService } from './annual-cards.service'
import { AnnualContents } from './annual-content'
import { Frozen } from './frozen'
import { IssuingService } from './issuing.service'

@Module({
  controllers: [AnnualCardsController],
  providers: [
    { provide: AnnualCards, useFactory: () => new AnnualCards() },
    { provide: Frozen, inject: [Vault], useFactory: (vault: Vault) => new Frozen(vault) },
    { provide: AnnualContents, inject: [Vault], useFactory: (vault: Vault) => new AnnualContents(county, vault) },
    {
      provide: AnnualCardsService, inject: [Database, AnnualCards, AnnualContents, Frozen, ReadRecorder],
      useFactory: (db: Database, cards: AnnualCards, contents: AnnualContents, frozen: Frozen, reads: ReadRecorder) => new AnnualCardsService(db, county, cards, contents, frozen, reads),
    },
    {
      provide: IssuingService, inject: [Database, AnnualCards, Frozen, AnnualCardsService],
      useFactory: (db: Database, cards: AnnualCards, frozen: Frozen, annual: AnnualCardsService) => new IssuingService(db, cards, frozen, annual),
    },
  ],
  exports: [AnnualCardsService],
})
export class AnnualCardsModule {}
export { AnnualCardsService } from './annual-cards.service'
export { AnnualContents, type DerivedAnnual } from './annual-content'
export { Frozen, freeze } from './frozen'
export { yearClosed } from './closed-years'
