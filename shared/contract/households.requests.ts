import { IsBooleanString, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator'
import { ById, DayText, Paged, Reason } from './common.requests'

const CODE2 = { message: '编码是两位数字' }

class Filter extends Paged {
  @IsOptional() @Matches(/^\d{2,12}$/, { message: '地区编码是 2 到 12 位数字' })
  region?: string

  @IsOptional() @Matches(/^\d{2}$/, CODE2)
  state?: string

  @IsOptional() @Matches(/^\d{2}$/, CODE2)
  type?: string

  @IsOptional() @Matches(/^\d{2}$/, CODE2)
  cause?: string

  /** Account name of a helper. */
  @IsOptional() @IsString() @MaxLength(64)
  helper?: string

  /** 'true' = only households whose visit is overdue. */
  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  overdue?: string

  /** `overdue` = the due day of the visit is over; `soon` = due today or within a week. Households that are no longer helped are in neither. */
  @IsOptional() @IsIn(['overdue', 'soon'], { message: '走访期限只能是 overdue 或 soon' })
  due?: 'overdue' | 'soon'
}

export class ListHouseholds extends Filter {
  /** `id` (default) or `due`: longest without a visit first. */
  @IsOptional() @IsIn(['id', 'due'], { message: '排序只能是 id 或 due' })
  sort?: 'id' | 'due'
}

export class SearchHouseholds extends Filter {
  /** Beginning of the head's name, or a whole ID number or phone for those who may. */
  @IsString() @IsNotEmpty({ message: '请填写要找的内容' }) @MaxLength(40, { message: '最多 40 个字' })
  text!: string
}

export class CountHouseholds extends Filter {}

export class GetCard extends ById {
  /** How the reader came to it: recorded with the read. */
  @IsOptional() @IsIn(['scan', 'list', 'link', 'offline'], { message: '来路只能是 scan、list、link 或 offline' })
  way?: 'scan' | 'list' | 'link' | 'offline'
}

export class Reveal extends ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '成员编号不对' })
  member!: string

  /** The bank account is the household's and is asked under its head. */
  @IsIn(['certificate', 'phone', 'bank'], { message: '只能查看证件号码、电话或银行账号' })
  field!: 'certificate' | 'phone' | 'bank'

  @Reason()
  reason!: string
}

/** A prefecture officer names one household by its code or 8 digits and says why; the answer opens it for a day. */
export class RequestHousehold {
  @IsString() @IsNotEmpty() @MaxLength(512)
  text!: string

  @Reason()
  reason!: string
}

export class ListPairings extends ById {}

export class Pair extends ById {
  /** Account name of the helper. */
  @IsString() @IsNotEmpty({ message: '请选择帮扶责任人' }) @MaxLength(64)
  account!: string

  /** 'false' = a second helper. */
  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  primary?: string

  @IsOptional() @DayText()
  from?: string
}

export class Unpair extends ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '结对编号不对' })
  pairing!: string

  @Reason()
  reason!: string
}
