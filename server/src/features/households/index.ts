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
    { provide: Households, inject: [Database], useFactory: (db: Database) => new Households(db) },
    { provide: HouseholdsService, inject: [Households, Vault, ReadRecorder], useFactory: (households: Households, vault: Vault, reads: ReadRecorder) => new HouseholdsService(households, county, vault, reads) },
    { provide: PairingService, inject: [Database, Sessions, Vault], useFactory: (db: Database, sessions: Sessions, vault: Vault) => new PairingService(db, sessions, county, vault) },
  ],
})
export class HouseholdsModule {}
export { HouseholdGrant } from './household-grant.entity'
export { Member } from './member.entity'
export { touch, touchMany } from './touch'
export { RecordChange, RecordChangeField } from './record-change.entity'
export { ChangeRows, openValue, recordChange, recordMore, sealValue, type ChangeEntry, type ChangeKind, type FieldEntry } from './record-changes'
export { replacedNumbers } from './replaced-numbers'
