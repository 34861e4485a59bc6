import { Module } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { AccountsModule, HouseholdDoor } from '../accounts'
import { BindingService } from './binding.service'
import { ConsentService } from './consent.service'
import { PrivacyController } from './privacy.controller'
import { ReadersService } from './readers.service'

@Module({
  imports: [AccountsModule],
  controllers: [PrivacyController],
  providers: [
    { provide: ReadersService, inject: [Database], useFactory: (db: Database) => new ReadersService(db) },
    { provide: ConsentService, inject: [Database], useFactory: (db: Database) => new ConsentService(db, county) },
    { provide: BindingService, inject: [Database, Vault, HouseholdDoor], useFactory: (db: Database, vault: Vault, door: HouseholdDoor) => new BindingService(db, vault, door) },
  ],
})
export class PrivacyModule {}
