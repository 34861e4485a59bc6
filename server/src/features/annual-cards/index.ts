import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Jobs } from '../../kernel/jobs'
import { Vault } from '../../kernel/vault'
import { CardBuilder, CardsModule } from '../cards'
import { AnnualCardsController } from './annual-cards.controller'
import { AnnualCards } from './annual-cards.repository'
import { AnnualCardsService } from './annual-cards.service'
import { AnnualContents } from './annual-content'
import { AnnualFigures } from './annual-figures'
import { ChangedKeeper } from './changed-keeper'
import { Frozen } from './frozen'
import { IssuingService } from './issuing.service'
import { LinesService } from './lines.service'
import { Papers } from './papers'
import { ProgressService } from './progress.service'

@Module({
  imports: [CardsModule],
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
    { provide: LinesService, inject: [Database, AnnualCardsService], useFactory: (db: Database, annual: AnnualCardsService) => new LinesService(db, county, annual) },
    { provide: ProgressService, inject: [Database], useFactory: (db: Database) => new ProgressService(db, county) },
    { provide: Papers, inject: [Database, Frozen], useFactory: (db: Database, frozen: Frozen) => new Papers(db, frozen) },
    {
      provide: AnnualFigures, inject: [Database, Jobs], useFactory: async (db: Database, jobs: Jobs) => {
        const figures = new AnnualFigures(db, county)
        await figures.keep()
        jobs.hourly('annual.figures', () => figures.keep())
        return figures
      },
    },
    {
      provide: ChangedKeeper, inject: [Database, AnnualContents, CardBuilder], useFactory: (db: Database, contents: AnnualContents, builder: CardBuilder) => {
        const keeper = new ChangedKeeper(db, contents, (today) => county.lastClosedYear(today))
        builder.heard((households) => keeper.check(households))
        return keeper
      },
    },
  ],
  exports: [AnnualCardsService, AnnualContents, Frozen, Papers],
})
export class AnnualCardsModule {}
export { AnnualCardsService } from './annual-cards.service'
export { AnnualContents, type DerivedAnnual } from './annual-content'
export { AnnualFigures } from './annual-figures'
export { gatherAnnual, UNSCOPED, type Row as AnnualRow } from './annual-rows'
export { Frozen, freeze } from './frozen'
export { Papers, type Paper } from './papers'
export { yearClosed } from './closed-years'
