import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator'
import { ById, LARGEST_VERSION, Paged, Reason } from './common.requests'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/
const PERIOD = /^\d{4}-(0[1-9]|1[0-2])$/
/** What a line may be at most: ten million yuan. */
export const MOST_FEN = 1_000_000_000

/** One month of one household; the version is 0 while nothing is kept of it. */
export class OfSheet extends ById {
  @Matches(PERIOD, { message: '月份写成 2020-09' })
  period!: string
}

/** One line of 收支明细. `fen` is what counts; where quantity and price are given, their product rounded to the fen. */
export class SheetLine {
  /** Code lists `income_item`, `excluded_item`, `rigid_expense`. */
  @Matches(/^[A-EXR]\d{1,2}$/, { message: '请选是哪一项' })
  item!: string

  /** Integer fen, never negative: spending is told by its item. */
  @IsInt({ message: '金额要填数字' }) @Min(0, { message: '金额不能小于 0' }) @Max(MOST_FEN, { message: '一笔最多一千万元' })
  fen!: number

  /** Whose it is, where it is one person's. */
  @IsOptional() @Matches(ULID, { message: '成员编号不对' })
  member?: string

  /** In thousandths of the unit: 3 只 is 3000, 1,600.5 斤 is 1600500. */
  @IsOptional() @IsInt({ message: '数量要填数字' }) @Min(1) @Max(MOST_FEN)
  quantityMilli?: number

  @IsOptional() @IsString() @MaxLength(8, { message: '单位最多 8 个字' })
  unit?: string

  /** Fen per unit. */
  @IsOptional() @IsInt({ message: '单价要填数字' }) @Min(0) @Max(MOST_FEN)
  unitPriceFen?: number

  @IsOptional() @IsString() @MaxLength(60, { message: '说明最多 60 个字' })
  note?: string

  /** Hashes of photos that prove it. */
  @IsOptional() @IsArray() @ArrayMaxSize(4, { message: '一笔最多 4 张凭证' }) @Matches(/^[0-9a-f]{64}$/, { each: true, message: '照片校验码不对' })
  evidence?: string[]

  /** Id of the proposed line (`SheetView.suggestions`) that this one took over. */
  @IsOptional() @Matches(ULID, { message: '编号不对' })
  proposal?: string
}

export class GetSheet extends OfSheet {
  /** An older revision as it was; absent: the newest. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000)
  revision?: number
}

export class ListHouseholdSheets extends Paged {
  @Matches(ULID, { message: '编号不对，请从列表里重新打开' })
  id!: string
}

/** Saves the whole month as it stands in the form; `submit` hands it to the secretary in the same act. */
export class PutSheet extends OfSheet {
  /** Version that the form was filled on, 0 for a month that nothing is kept of. */
  @IsInt() @Min(0) @Max(LARGEST_VERSION)
  version!: number

  @IsArray() @ArrayMaxSize(60, { message: '一个月最多 60 笔' }) @IsObject({ each: true, message: '内容读不懂，请重新填' }) @ValidateNested({ each: true }) @Type(() => SheetLine)
  lines!: SheetLine[]

  @IsBoolean({ message: '请选存草稿或交审' })
  submit!: boolean

  /** Needed once the month is closed. */
  @IsOptional() @Reason()
  lateReason?: string
}

export class DecideSheet extends OfSheet {
  /** Version that was on the screen; another one is refused with `sheet.changed_since`. */
  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number

  @IsBoolean({ message: '请选通过或退回' })
  approve!: boolean

  /** Needed to return. */
  @IsOptional() @IsString() @MaxLength(200, { message: '原因最多 200 个字' })
  reason?: string
}

export class SheetSeen {
  @Matches(ULID, { message: '编号不对' })
  household!: string

  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number
}

/** All that were shown as plain, each at the version that was shown: what has changed since is left out and named. */
export class ApproveSheets {
  @Matches(/^\d{6,12}$/, { message: '地区编码不对' })
  region!: string

  @Matches(PERIOD, { message: '月份写成 2020-09' })
  period!: string

  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500, { message: '一次最多 500 张' }) @IsObject({ each: true }) @ArrayUnique((s?: SheetSeen) => s?.household) @ValidateNested({ each: true }) @Type(() => SheetSeen)
  sheets!: SheetSeen[]
}

/** Takes an approval back within ten minutes, while nothing was built on it. */
export class UndoApproval {
  @Matches(ULID, { message: '编号不对' })
  batch!: string
}

/** Approved → a new revision in draft; the old one counts until the new one is approved. */
export class ReopenSheet extends OfSheet {
  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number

  @Reason()
  reason!: string
}

/** The household says whether the month is right. */
export class ConfirmSheet extends OfSheet {
  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number

  @IsBoolean({ message: '请选对或不对' })
  agree!: boolean

  @IsOptional() @IsString() @MaxLength(200, { message: '最多 200 个字' })
  text?: string
}

/** 审批, tab 收支: the oddest first, then plain ones by group and name. */
export class ListSheetQueue extends Paged {
  @IsOptional() @Matches(/^\d{6,12}$/, { message: '地区编码是 6 到 12 位数字' })
  region?: string

  @IsOptional() @Matches(PERIOD, { message: '月份写成 2020-09' })
  period?: string

  @IsOptional() @IsIn(['flagged', 'plain'], { message: '请选要细看的或没有异常的' })
  kind?: 'flagged' | 'plain'
}

export class SummariseSheetQueue {
  @IsOptional() @Matches(/^\d{6,12}$/, { message: '地区编码是 6 到 12 位数字' })
  region?: string
}

/** By village, or by household inside one village. */
export class GetSheetProgress extends Paged {
  @IsOptional() @Matches(/^\d{6,12}$/, { message: '地区编码是 6 到 12 位数字' })
  region?: string

  @IsOptional() @Matches(PERIOD, { message: '月份写成 2020-09' })
  period?: string
}

/** Random approved sheets of a land to look at again; the same seed draws the same ones. */
export class SampleSheets {
  @Matches(/^\d{6,12}$/, { message: '地区编码不对' })
  region!: string

  @Matches(PERIOD, { message: '月份写成 2020-09' })
  period!: string

  @IsInt({ message: '抽查张数要填整数' }) @Min(1, { message: '至少抽 1 张' }) @Max(200, { message: '一次最多抽 200 张' })
  size!: number

  @IsOptional() @IsInt() @Min(0) @Max(LARGEST_VERSION)
  seed?: number
}

export class GetSample {
  @Matches(ULID, { message: '编号不对' })
  id!: string
}

/** A deputy of the secretary for a time, of the same village. */
export class AppointDeputy {
  @Matches(/^\d{12}$/, { message: '请选村' })
  region!: string

  @Matches(ULID, { message: '请选是谁' })
  account!: string

  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '日期写成 2020-03-12' })
  from!: string

  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '日期写成 2020-03-12' })
  to!: string
}

export class ListDeputies {
  @Matches(/^\d{12}$/, { message: '请选村' })
  region!: string
}

export class EndDeputy {
  @Matches(/^\d{12}$/, { message: '请选村' })
  region!: string

  @Matches(ULID, { message: '编号不对' })
  deputy!: string
}

/** A village's month as a spreadsheet: one row a household, one column an item, filled as far as the month is. */
export class GetSheetTemplate {
  @Matches(/^\d{12}$/, { message: '请选村' })
  region!: string

  @Matches(PERIOD, { message: '月份写成 2020-09' })
  period!: string
}
