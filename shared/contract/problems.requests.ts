import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator'
import { ById, Paged, LARGEST_VERSION } from './common.requests'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** A problem of one household (问题): raised by the household itself, at a visit, or by an office. */
export class RaiseProblem extends ById {
  /** Code list `problem_kind`. */
  @Matches(/^\d{2}$/, { message: '请选是哪方面的' })
  kind!: string

  /** The line of the card that it is about, such as `income.wage` or `measures.01ABC`; absent for a general one. */
  @IsOptional() @IsString() @MaxLength(80)
  line?: string

  @IsString() @MinLength(2, { message: '请写几个字说明' }) @MaxLength(500, { message: '最多 500 个字' })
  text!: string

  @IsOptional() @IsArray() @ArrayMaxSize(9, { message: '最多 9 张照片' }) @Matches(/^[0-9a-f]{64}$/, { each: true, message: '照片校验码不对' })
  photos?: string[]
}

export class ListProblems extends Paged {
  @IsOptional() @Matches(/^\d{2,12}$/, { message: '地区编码是 2 到 12 位数字' })
  region?: string

  /** `open`: everything not struck off · `overdue` · `closed`. */
  @IsOptional() @IsIn(['open', 'overdue', 'closed'], { message: '只能是 open、overdue 或 closed' })
  state?: 'open' | 'overdue' | 'closed'
}

export class ListHouseholdProblems extends Paged {
  @Matches(ULID, { message: '编号不对，请从列表里重新打开' })
  id!: string
}

export class GetProblem extends ById {
  @Matches(ULID, { message: '问题编号不对' })
  problem!: string
}

/** One step of its path (`shared/rules/problem-path`). */
export class AdvanceProblem extends GetProblem {
  @IsIn(['claim', 'answer', 'fixed', 'close', 'return', 'accept', 'object'], { message: '没有这一步' })
  act!: 'claim' | 'answer' | 'fixed' | 'close' | 'return' | 'accept' | 'object'

  @IsOptional() @IsString() @MaxLength(500, { message: '最多 500 个字' })
  text?: string

  @IsOptional() @IsArray() @ArrayMaxSize(9) @Matches(/^[0-9a-f]{64}$/, { each: true, message: '照片校验码不对' })
  photos?: string[]

  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number
}
