import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { ById, Paged, Reason } from './common.requests'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** One of the two sheets of the national system, in its columns (`config/county/import-columns.json`). Whole certificate numbers stand in it: a reason is asked. */
export class ExportNational {
  @IsIn(['households', 'members'], { message: '请选贫困户表或家庭成员表' })
  sheet!: 'households' | 'members'

  /** Card year of the sums. */
  @IsInt({ message: '年度写成 2020' }) @Min(2010) @Max(2100)
  year!: number

  /** A township or village; absent: the whole county. */
  @IsOptional() @Matches(/^\d{6,12}$/, { message: '地区编码是 6 到 12 位数字' })
  region?: string

  @Reason()
  reason!: string
}

export class ListComparisons extends Paged {}

export class GetComparison extends ById {}

export class ListNationalDifferences extends Paged {
  @Matches(ULID, { message: '编号不对，请从列表里重新打开' })
  id!: string

  @IsOptional() @IsIn(['theirs', 'ours', 'both', 'only_theirs', 'only_ours', 'figure'], { message: '请选哪一类差异' })
  kind?: 'theirs' | 'ours' | 'both' | 'only_theirs' | 'only_ours' | 'figure'

  /** `open`: not decided yet. */
  @IsOptional() @IsIn(['open', 'decided'], { message: '请选待定或已定' })
  state?: 'open' | 'decided'
}

/** Line by line: take theirs into the record, or keep ours. */
export class DecideNationalDifferences extends ById {
  @IsArray() @ArrayMinSize(1, { message: '请至少选一行' }) @ArrayMaxSize(200, { message: '一次最多 200 行' }) @ArrayUnique() @Matches(ULID, { each: true, message: '编号不对' })
  differences!: string[]

  @IsIn(['theirs', 'ours'], { message: '请选用国家系统的，还是保留我们的' })
  take!: 'theirs' | 'ours'
}
