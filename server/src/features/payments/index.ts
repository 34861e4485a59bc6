import { join, resolve } from 'node:path'
import { Module } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import { ROOT, type Env } from '../../kernel/env'
import { ENV } from '../../kernel/kernel.module'
import { Vault } from '../../kernel/vault'
import { PaymentsController } from './payments.controller'
import { Payments } from './payments.repository'
import { PaymentsService } from './payments.service'

@Module({
  controllers: [PaymentsController],
  providers: [
    { provide: Payments, inject: [Database, Vault], useFactory: (db: Database, vault: Vault) => new Payments(db, vault) },
    { provide: PaymentsService, inject: [Database, Vault, Payments, ENV], useFactory: (db: Database, vault: Vault, payments: Payments, env: Env) => new PaymentsService(db, vault, county, payments, join(resolve(ROOT, env.dataDir), 'tables')) },
  ],
})
export class PaymentsModule {}

export { knownPayments, proposedPayments, settlePayments, type PaymentLine } from './suggestions'
