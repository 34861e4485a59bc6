import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator'
import { AsSent } from './common.requests'

/** One delta. Without `since`: everything, page by page. */
export class GetDelta {
  /** `cursor` of the answer before. */
  @IsOptional() @IsString() @MaxLength(300)
  since?: string

  /** A village for those of a land; helpers, units and households get what is theirs without it. */
  @IsOptional() @Matches(/^\d{12}$/, { message: '请选一个村' })
  region?: string
}

/** One write as it would go alone. What is wrong with it is said in its own answer. */
export class PushedEntry {
  /** Its `Idempotency-Key`. */
  @IsString() @MaxLength(100)
  key!: string

  /** Dotted name of a `keyed` operation that takes JSON, such as `visits.record`. */
  @IsString() @MaxLength(100)
  operation!: string

  /** Path parameters and body of that operation together. */
  @AsSent() @IsObject({ message: '内容读不懂，请重新填' })
  input!: Record<string, unknown>
}

/** In the order in which they were written. */
export class PushEntries {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50, { message: '一次最多 50 条' }) @IsObject({ each: true, message: '内容读不懂，请重新填' }) @ValidateNested({ each: true }) @Type(() => PushedEntry)
  entries!: PushedEntry[]
}
