// The features, and nothing else.
import { Module, type DynamicModule } from '@nestjs/common'
import { AccountsModule } from './features/accounts/accounts.module'
import { AnnualCardsModule } from './features/annual-cards'
import { BurdenModule } from './features/burden'
import { CardsModule } from './features/cards'
import { ChangesModule } from './features/changes'
import { CodesModule } from './features/codes'
import { ExchangeModule } from './features/exchange/exchange.module'
import { HouseholdsModule } from './features/households'
import { ImportsModule } from './features/imports/imports.module'
import { LedgerModule } from './features/ledger'
import { NoticesModule } from './features/notices'
import { PaymentsModule } from './features/payments'
import { PhotosModule } from './features/photos'
import { PrintsModule } from './features/prints'
import { PrivacyModule } from './features/privacy'
import { ProblemsModule } from './features/problems'
import { RegionsModule } from './features/regions/regions.module'
import { SyncModule } from './features/sync'
import { VillageSheetsModule } from './features/village-sheets'
import { VisitsModule } from './features/visits'
import { KernelModule } from './kernel/kernel.module'

@Module({})
export class AppModule {
  static with(parts: Parameters<typeof KernelModule.with>[0]): DynamicModule {
    return { module: AppModule, imports: [KernelModule.with(parts), RegionsModule, AccountsModule, HouseholdsModule, CardsModule, AnnualCardsModule, ChangesModule, CodesModule, ImportsModule, ExchangeModule, PaymentsModule, SyncModule, VisitsModule, BurdenModule, PhotosModule, ProblemsModule, PrivacyModule, PrintsModule, LedgerModule, VillageSheetsModule, NoticesModule] }
  }
}
