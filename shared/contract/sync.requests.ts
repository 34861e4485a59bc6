import { IsOptional, IsString, Matches, MaxLength } from 'class-validator'

/** One delta. Without `since`: everything, page by page. */
export class GetDelta {
  /** `cursor` of the answer before. */
  @IsOptional() @IsString() @MaxLength(300)
  since?: string

  /** A village for those of a land; helpers, units and households get what is theirs without it. */
  @IsOptional() @Matches(/^\d{12}$/, { message: '请选一个村' })
  region?: string
}
