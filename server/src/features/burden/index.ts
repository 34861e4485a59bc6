import { Module } from '@nestjs/common'
import { Database } from '../../kernel/db'
import { BurdenController } from './burden.controller'
import { BurdenService } from './burden.service'

@Module({ controllers: [BurdenController], providers: [{ provide: BurdenService, inject: [Database], useFactory: (db: Database) => new BurdenService(db) }] })
export class BurdenModule {}
