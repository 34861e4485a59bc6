import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator'
import { ById, DayText, LARGEST_VERSION, NullMeansEmpty, Paged, Reason } from './common.requests'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

/**
 * One field, old and new as the form showed them (codes, numbers and days as text; several codes comma-separated; yes 1, no 0; null = empty).
 * `before` absent: the author does not see the field whole, so that the form could not show it.
 */
export class FieldChange {
  /** Name in `shared/rules/change-fields`. */
  @Matches(/^[a-z][A-Za-z0-9]{1,40}$/, { message: '没有这一项' })
  field!: string

  @NullMeansEmpty() @IsOptional() @IsString() @MaxLength(200)
  before?: string | null

  @NullMeansEmpty() @IsOptional() @IsString() @MaxLength(200, { message: '最多 200 个字' })
  after!: string | null
}

export class ProposeChange extends ById {
  /** Version of the household that the form was filled on. */
  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number

  /** Absent: the household itself. */
  @IsOptional() @Matches(ULID, { message: '成员编号不对' })
  member?: string

  /** `fields`: values of an existing household or member · `join`: a new member (fields hold its facts) · `leave`: a member leaves. */
  @IsIn(['fields', 'join', 'leave'], { message: '请选改什么' })
  kind!: 'fields' | 'join' | 'leave'

  /** Code list `member_change` for join and leave. */
  @IsOptional() @Matches(/^\d{2}$/, { message: '请选变动原因' })
  memberChange?: string

  /** Day from which it is so; needed for join and leave, today otherwise. */
  @IsOptional() @DayText()
  effectiveOn?: string

  @IsArray() @ArrayMaxSize(30) @IsObject({ each: true, message: '内容读不懂，请重新填' }) @ValidateNested({ each: true }) @Type(() => FieldChange)
  fields!: FieldChange[]

  @Reason()
  reason!: string

  /** Hashes of photos that prove it. */
  @IsOptional() @IsArray() @ArrayMaxSize(6) @Matches(/^[0-9a-f]{64}$/, { each: true, message: '照片校验码不对' })
  evidence?: string[]
}

/** Fields that wait for a decision, and the code lists of the form. */
export class GetChangeCatalogue {}

/** The record's values by field, for the form. */
export class GetRecordValues extends ById {}

export class ListChanges extends Paged {
  @Matches(ULID, { message: '编号不对，请从列表里重新打开' })
  id!: string
}

/** 审批, tab 改信息: what waits for a decision in the asker's land, oldest first. */
export class ListChangeQueue extends Paged {
  @IsOptional() @Matches(/^\d{2,12}$/, { message: '地区编码是 2 到 12 位数字' })
  region?: string
}

export class DecideChange extends ById {
  @Matches(ULID, { message: '变更编号不对' })
  change!: string

  @IsBoolean({ message: '请选同意或退回' })
  approve!: boolean

  /** Needed to return. */
  @IsOptional() @IsString() @MaxLength(200)
  reason?: string

  /** Version of the change that was seen. */
  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number
}

export class WithdrawChange extends ById {
  @Matches(ULID, { message: '变更编号不对' })
  change!: string
}

export class GetHouseholdOn extends ById {
  @DayText()
  on!: string
}

export class CompareDays extends ById {
  @DayText()
  from!: string

  @DayText()
  to!: string
}
