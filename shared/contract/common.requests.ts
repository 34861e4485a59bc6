import { Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator'

/** No input at all. */
export class Empty {}

/** Keyset page: `after` is the `next` of the page before. */
export class Paged {
  @IsOptional() @Type(() => Number) @IsInt({ message: '每页条数要填整数' }) @Min(1, { message: '每页至少 1 条' }) @Max(200, { message: '每页最多 200 条' })
  limit?: number

  @IsOptional() @IsString() @MaxLength(200)
  after?: string
}

export class ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '编号不对，请从列表里重新打开' })
  id!: string
}
