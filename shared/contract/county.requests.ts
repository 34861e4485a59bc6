import { IsOptional, Matches } from 'class-validator'

const REGION = { message: '地区编码是 2 到 12 位数字' }

export class ListRegions {
  /** Only the lands below this one. */
  @IsOptional() @Matches(/^\d{2,12}$/, REGION)
  under?: string
}

export class GetTotals {
  /** Absent = the top of the actor's land. */
  @IsOptional() @Matches(/^\d{2,12}$/, REGION)
  region?: string
}
