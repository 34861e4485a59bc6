import { Transform, Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateBy } from 'class-validator'
import { INSTANT_FORM, isDay, isInstant } from '../rules/day'
import { NAME_EXPECTED, isPersonName } from '../rules/person-name'

/** No input at all. */
export class Empty {}

/** What a column of versions holds: more is no version at all. */
export const LARGEST_VERSION = 2_147_483_647

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

/** The form stands beside the rule for the document, which knows patterns alone; both say the same to the user. */
function written(name: string, form: RegExp, holds: (text: string) => boolean, message: string): PropertyDecorator {
  return (target, key) => {
    ValidateBy({ name, validator: { validate: (value: unknown) => typeof value === 'string' && holds(value), defaultMessage: () => message } })(target, key)
    Matches(form, { message })(target, key)
  }
}

/** A point in time with its zone, as `rules/day` reads it; `what` names it in the refusal. */
export function Instant(what: string): PropertyDecorator {
  return written('instant', INSTANT_FORM, isInstant, `${what}不对，请先看手机的日期和时间`)
}

/** A day of the calendar. */
export function DayText(): PropertyDecorator {
  return written('dayText', /^\d{4}-\d{2}-\d{2}$/, isDay, '没有这一天，日期写成 2020-03-12')
}

const asSent = new WeakMap<object, Set<string | symbol>>()

/** Handed on as it came, nulls and all: another operation reads it. */
export function AsSent(): PropertyDecorator {
  return (target, key) => {
    asSent.set(target, (asSent.get(target) ?? new Set()).add(key))
    Transform(({ obj }: { obj: Record<string | symbol, unknown> }) => obj[key])(target, key)
  }
}

const nullSpeaks = new WeakMap<object, Set<string | symbol>>()

/** Null says something of its own here (empty). Everywhere else it is the same as leaving the field out. */
export function NullMeansEmpty(): PropertyDecorator {
  return (target, key) => { nullSpeaks.set(target, (nullSpeaks.get(target) ?? new Set()).add(key)) }
}

/** Takes fields that are null out of a request and what lies in it, so that both ways of saying nothing are one input (and one Idempotency-Key). */
export function dropNulls(input: object): void {
  const kept = nullSpeaks.get(Object.getPrototypeOf(input) as object)
  const whole = asSent.get(Object.getPrototypeOf(input) as object)
  for (const [key, value] of Object.entries(input) as [keyof typeof input, unknown][]) {
    if (value === null && !Array.isArray(input) && !kept?.has(key)) delete input[key]
    else if (typeof value === 'object' && value !== null && !whole?.has(key)) dropNulls(value)
  }
}
