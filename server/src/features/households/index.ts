import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { Sessions } from '../../kernel/auth'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { Vault } from '../../kernel/vault'
import { HouseholdsController } from './households.controller'
import { Households } from './households.repository'
import { HouseholdsService } from './households.service'
import { PairingService } from './pairing.service'

@Module({
  controllers: [HouseholdsController],
  providers: [
    { provide: Households, inject: [Database], useFactory: (db: Database) => new Households(db, county) },
    { provide: HouseholdsService, inject: [Households, Vault, ReadRecorder], useFactory: (households: Households, vault: Vault, reads: ReadRecorder) => new HouseholdsService(households, county, vault, reads) },
    { provide: PairingService, inject: [Database, Sessions], useFactory: (db: Database, sessions: Sessions) => new PairingService(db, sessions, county) },
  ],
})
export class HouseholdsModule {}
export { HouseholdGrant } from './household-grant.entity'
export { touch } from './touch'
