// Days as 'YYYY-MM-DD' in Asia/Shanghai. No Date objects: they carry a time zone that these have not. Days compare as strings.

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const DAY_MS = 86_400_000
/** Asia/Shanghai: UTC+8 all year since 1992. */
const SHANGHAI_MS = 8 * 3_600_000

function leap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** 28…31. `month` 1…12. */
export function lastDayOfMonth(year: number, month: number): number {
  if (month === 2) return leap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A day that exists, 1000-01-01 … 2999-12-31. */
export function isDay(text: string): boolean {
  const match = /^([12][0-9]{3})-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])$/.exec(text)
  if (!match) return false
  const day = Number(match[3])
  return day >= 1 && day <= lastDayOfMonth(Number(match[1]), Number(match[2]))
}

/** Dates and times of day of `isInstant`; a source for `RegExp`. */
export const INSTANT_FORM = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/
const INSTANTS_FROM = Date.UTC(2000, 0, 1)
const INSTANTS_UNTIL = Date.UTC(2100, 0, 1)

/**
 * `YYYY-MM-DDTHH:mm:ss(.sss)` with its zone, of a day that exists, 2000 … 2099. Other spellings of ISO 8601 (weeks, days of the year, no
 * separators, no minutes) are read by some engines and not by others.
 */
export function isInstant(text: string): boolean {
  if (!INSTANT_FORM.test(text) || !isDay(text.slice(0, 10))) return false
  const ms = Date.parse(text)
  return ms >= INSTANTS_FROM && ms < INSTANTS_UNTIL
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

/** Days since 1970-01-01 (proleptic Gregorian; years counted from March so that the leap day is the last). */
export function dayNumber(day: string): number {
  const month = Number(day.slice(5, 7))
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8, 10)) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day of a number of days since 1970-01-01. */
export function dayFromNumber(number: number): string {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${year}-${two(month)}-${two(dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1)}`
}

export function addDays(day: string, days: number): string {
  return dayFromNumber(dayNumber(day) + days)
}

/** Days from one day to another: 0 for the same, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: string): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7
}

/** Completed years on a day; who is born on 29 February is a year older on 1 March of a common year. Negative before birth. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** 「3月12日」, with the year if it is not that of `today`. */
export function formatDate(day: string, today: string): string {
  const date = `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
  return day.slice(0, 4) === today.slice(0, 4) ? date : `${day.slice(0, 4)}年${date}`
}

/** 「3月12日 周四」, with the year if it is not that of `today`. */
export function formatDay(day: string, today: string): string {
  return `${formatDate(day, today)} ${WEEKDAYS[weekday(day)]}`
}

/** Day in Shanghai of an instant in milliseconds since 1970 UTC. */
export function dayOfInstant(ms: number): string {
  return dayFromNumber(Math.floor((ms + SHANGHAI_MS) / DAY_MS))
}

/** 「3月12日 9:40」 in Shanghai, with the year if it is not that of `today`. */
export function formatInstant(ms: number, today: string): string {
  const local = ms + SHANGHAI_MS
  const minutes = Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 60_000)
  return `${formatDate(dayOfInstant(ms), today)} ${Math.floor(minutes / 60)}:${two(minutes % 60)}`
}
