// The features, and nothing else.
import { Module, type DynamicModule } from '@nestjs/common'
import { AccountsModule } from './features/accounts/accounts.module'
import { CardsModule } from './features/cards'
import { CodesModule } from './features/codes'
import { HouseholdsModule } from './features/households'
import { ImportsModule } from './features/imports/imports.module'
import { RegionsModule } from './features/regions/regions.module'
import { SyncModule } from './features/sync'
import { KernelModule } from './kernel/kernel.module'

@Module({})
export class AppModule {
  static with(parts: Parameters<typeof KernelModule.with>[0]): DynamicModule {
    return { module: AppModule, imports: [KernelModule.with(parts), RegionsModule, AccountsModule, HouseholdsModule, CardsModule, CodesModule, ImportsModule, SyncModule] }
  }
}
