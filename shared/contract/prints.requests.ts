import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBooleanString, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator'
import { ById, Paged, Reason } from './common.requests'
import { OfIssue } from './annual-cards.requests'

/** What a print job makes: PDF of cards and labels, sheets of figures as XLSX or CSV. */
export const PRINT_KINDS = ['cards', 'cards_elder', 'labels', 'sheets_xlsx', 'sheets_csv', 'cards_xlsx', 'cards_csv', 'households_xlsx', 'households_csv'] as const
export type PrintKind = (typeof PRINT_KINDS)[number]

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/
const MOST_HOUSEHOLDS = 500

/** A village, a 村民小组 of it, or chosen households; a township or the county makes one file per village (PDF). */
export class CreatePrintJob {
  @IsIn(PRINT_KINDS, { message: '请选要打印或导出什么' })
  kind!: PrintKind

  @IsOptional() @Matches(/^\d{6,12}$/, { message: '请选村、乡镇或县' })
  region?: string

  /** 村民小组, as it stands in the record; only with a village. */
  @IsOptional() @IsString() @MaxLength(40, { message: '村民小组最多 40 个字' })
  group?: string

  @IsOptional() @IsArray({ message: '请选户' }) @ArrayMinSize(1, { message: '请选户' }) @ArrayMaxSize(MOST_HOUSEHOLDS, { message: `一次最多选 ${MOST_HOUSEHOLDS} 户，再多请选村` }) @ArrayUnique({ message: '有一户选了两次' })
  @Matches(ULID, { each: true, message: '编号不对，请从列表里重新选' })
  households?: string[]

  /** Of cards; of sheets the card year, unless `period` says which month. */
  @IsOptional() @Type(() => Number) @IsInt({ message: '年度写成 2020' }) @Min(2010) @Max(2100)
  year?: number

  @IsOptional() @Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: '月份写成 2020-03' })
  period?: string

  /** Labels on a sheet of A4: 8 of 100 × 70 mm (default) or 6 of 100 × 75 mm. */
  @IsOptional() @Type(() => Number) @IsIn([6, 8], { message: '每张 6 枚或 8 枚' })
  perSheet?: 6 | 8

  /** 'true': households without an issued card are printed as drafts, with their banner; else they are left out and counted. */
  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  drafts?: string

  /** Columns that tell of illness or disability (致贫原因) come only with a reason, which is recorded. */
  @IsOptional() @Reason()
  reason?: string
}

export class ListPrintJobs extends Paged {}

export class OfPrintJob extends ById {}

/** One version on paper, as it was issued. */
export class GetCardPdf extends OfIssue {
  /** 'true': 18 pt and plain words. */
  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  elder?: string
}

/** The card as it would be issued now, on paper, with the banner of a draft and no code. */
export class GetDraftPdf extends ById {
  @Type(() => Number) @IsInt({ message: '年度写成 2020' }) @Min(2010) @Max(2100)
  year!: number

  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  elder?: string
}
