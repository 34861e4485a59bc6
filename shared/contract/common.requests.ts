import { Transform, Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateBy } from 'class-validator'
import { NAME_EXPECTED, isPersonName } from '../rules/person-name'

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

const BLANK = '[\\s\\u200b-\\u200f\\u2060\\u3000\\ufeff]+'
const BLANKS_AROUND = new RegExp(`^${BLANK}|${BLANK}$`, 'g')

/** A reason that will be read by an auditor: blanks around it, also invisible ones, do not count. */
export function Reason(): PropertyDecorator {
  return (target, key) => {
    Transform(({ value }: { value: unknown }) => typeof value === 'string' ? value.replace(BLANKS_AROUND, '') : value)(target, key)
    IsString({ message: '请写明原因' })(target, key)
    MinLength(4, { message: '请写明原因，至少 4 个字' })(target, key)
    MaxLength(200, { message: '原因最多 200 个字' })(target, key)
  }
}

/** A person's name as `rules/person-name` allows it. */
export function PersonName(): PropertyDecorator {
  return ValidateBy({ name: 'personName', validator: { validate: (value: unknown) => typeof value === 'string' && isPersonName(value), defaultMessage: () => `姓名是${NAME_EXPECTED}` } })
}
