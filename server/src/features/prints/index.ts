import { Module, type OnApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database, type Everywhere } from '../../kernel/db'
import type { Env } from '../../kernel/env'
import { FILES, type ObjectStore } from '../../kernel/files'
import { Jobs } from '../../kernel/jobs'
import { ENV, LOG } from '../../kernel/kernel.module'
import type { Log } from '../../kernel/log'
import { Vault } from '../../kernel/vault'
import { AnnualCardsModule, AnnualCardsService, AnnualContents, Frozen } from '../annual-cards'
import { CodesModule, CodesService } from '../codes'
import { CardPdfService } from './card-pdf.service'
import { CardSource } from './card-source'
import { LabelSource } from './label-source'
import { PartMaker } from './part-maker'
import { PrintRunner } from './print-runner'
import { PrintsController } from './prints.controller'
import { Prints } from './prints.repository'
import { PrintsService } from './prints.service'
import { TableSource } from './table-source'

const houseOf = (db: Database): Everywhere => db.everywhere('a print was held against the scope of who asked for it, and is again when it is fetched')

@Module({
  imports: [AnnualCardsModule, CodesModule],
  controllers: [PrintsController],
  providers: [
    { provide: Prints, inject: [Database], useFactory: (db: Database) => new Prints(houseOf(db)) },
    { provide: CardSource, inject: [Database, Frozen, AnnualContents, ENV], useFactory: (db: Database, frozen: Frozen, contents: AnnualContents, env: Env) => new CardSource(houseOf(db), frozen, contents, env.publicUrl) },
    {
      provide: PrintRunner, inject: [Database, Prints, CardSource, Vault, FILES, LOG, Jobs],
      useFactory: (db: Database, prints: Prints, cards: CardSource, vault: Vault, files: ObjectStore, log: Log, jobs: Jobs) => {
        const house = houseOf(db)
        const maker = new PartMaker(house, county, cards, new LabelSource(house, vault, county, (code) => cards.doorAddress(code)), new TableSource(house, vault, county, cards))
        const runner = new PrintRunner(prints, maker, files, log)
        jobs.daily('prints.old', 3, () => runner.dropOld())
        return runner
      },
    },
    {
      provide: PrintsService, inject: [Database, Prints, PrintRunner, CodesService, FILES, LOG],
      useFactory: (db: Database, prints: Prints, runner: PrintRunner, codes: CodesService, files: ObjectStore, log: Log) => new PrintsService(db, county, prints, runner, codes, files, log),
    },
    { provide: CardPdfService, inject: [Database, AnnualCardsService, CardSource], useFactory: (db: Database, annual: AnnualCardsService, cards: CardSource) => new CardPdfService(db, county, annual, cards) },
  ],
})
export class PrintsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly runner: PrintRunner) {}

  onApplicationBootstrap(): void {
    this.runner.start()
    this.runner.soon()
  }

  async onApplicationShutdown(): Promise<void> { await this.runner.stop() }
}
export { PrintRunner } from './print-runner'
