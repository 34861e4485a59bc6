import { Module } from '@nestjs/common'
import { RegionsController } from './regions.controller'
import { Regions } from './regions.repository'
import { RegionsService } from './regions.service'
import { TotalsService } from './totals.service'

@Module({ controllers: [RegionsController], providers: [Regions, RegionsService, TotalsService] })
export class RegionsModule {}
