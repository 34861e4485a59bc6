import { Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator'
import { ById, LARGEST_VERSION, Paged } from './common.requests'

/** The annual 明白卡 of a card year. */
export class OfYear extends ById {
  @Type(() => Number) @IsInt({ message: '年度写成 2020' }) @Min(2010) @Max(2100)
  year!: number
}

export class ListAnnualCards extends Paged {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '编号不对，请从列表里重新打开' })
  id!: string
}

export class OfIssue extends OfYear {
  @Type(() => Number) @IsInt() @Min(1) @Max(1000)
  version!: number
}

/** What lies behind a figure: a group (A–E), an item, or all. */
export class GetCardLines extends OfYear {
  @IsOptional() @Matches(/^([A-EXR]|[A-EXR]\d{1,2})$/, { message: '请选是哪一项' })
  of?: string
}

/** Freezes what was seen: `basis` is the hash of the derived card on the screen; another one now is refused with `card.changed_since`. */
export class IssueCard extends OfYear {
  @Matches(/^[0-9a-f]{64}$/, { message: '请先打开明白卡再签发' })
  basis!: string

  /** Of a later version: why. */
  @IsOptional() @IsString() @MaxLength(200)
  reason?: string
}

/** All households of a village whose year is whole and which have no card of this content yet. */
export class IssueCards {
  @Matches(/^\d{12}$/, { message: '请选村' })
  region!: string

  @Type(() => Number) @IsInt({ message: '年度写成 2020' }) @Min(2010) @Max(2100)
  year!: number
}

export class SignCard extends OfIssue {
  /** `household` signs on its own phone, or on the phone of who holds it out (drawn). */
  @IsIn(['household', 'helper', 'secretary'], { message: '请选谁来签' })
  as!: 'household' | 'helper' | 'secretary'

  /** SVG path data in a box of 300 × 150; needed when the household signs on another's phone. */
  @IsOptional() @IsString() @MaxLength(20_000, { message: '签名太长，请重签' }) @Matches(/^[ML0-9 .,]+$/, { message: '签名读不懂，请重签' })
  drawn?: string

  /** Hash of the frozen content that was on the screen. */
  @Matches(/^[0-9a-f]{64}$/, { message: '请先打开明白卡再签' })
  hash!: string
}

/** What stands on paper: typed or scanned. */
export class VerifyPaper {
  @IsString() @MaxLength(200, { message: '不是核验码' })
  text!: string
}

export class GetDeskProgress extends Paged {
  @IsOptional() @Matches(/^\d{6,12}$/, { message: '地区编码是 6 到 12 位数字' })
  region?: string

  @Type(() => Number) @IsInt({ message: '年度写成 2020' }) @Min(2010) @Max(LARGEST_VERSION)
  year!: number
}
