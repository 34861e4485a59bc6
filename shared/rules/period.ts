// Months as 'YYYY-MM' and card years. Periods compare as strings.
import { isDay, lastDayOfMonth } from './day'

export interface CardYear {
  year: number
  /** First and last month. */
  from: string
  to: string
  /** First and last day. */
  firstDay: string
  lastDay: string
}

export function isPeriod(text: string): boolean {
  return /^[12][0-9]{3}-(?:0[1-9]|1[0-2])$/.test(text)
}

/** Month of a day. */
export function periodOf(day: string): string {
  return day.slice(0, 7)
}

function index(period: string): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1
}

function fromIndex(months: number): string {
  const month = (months % 12) + 1
  return `${Math.floor(months / 12)}-${month < 10 ? '0' : ''}${month}`
}

export function addMonths(period: string, months: number): string {
  return fromIndex(index(period) + months)
}

/** Months from one period to another: 0 for the same, negative when `to` is earlier. */
export function monthsBetween(from: string, to: string): number {
  return index(to) - index(from)
}

/** All periods from first to last, both included; empty when last is earlier. */
export function periodsBetween(first: string, last: string): string[] {
  const periods: string[] = []
  for (let i = index(first); i <= index(last); i++) periods.push(fromIndex(i))
  return periods
}

export function firstDayOf(period: string): string {
  return `${period}-01`
}

export function lastDayOf(period: string): string {
  return `${period}-${lastDayOfMonth(Number(period.slice(0, 4)), Number(period.slice(5)))}`
}

/** 「2020年3月」 */
export function formatPeriod(period: string): string {
  return `${period.slice(0, 4)}年${Number(period.slice(5))}月`
}

/** Card year N: startMonth 10 → October N−1 to September N; startMonth 1 → the calendar year. */
export function cardYear(year: number, startMonth: number): CardYear {
  const start = startMonth === 1 ? year * 12 : (year - 1) * 12 + startMonth - 1
  const from = fromIndex(start)
  const to = fromIndex(start + 11)
  return { year, from, to, firstDay: firstDayOf(from), lastDay: lastDayOf(to) }
}

/** The card year in which a period (or the month of a day) lies. */
export function cardYearOf(when: string, startMonth: number): CardYear {
  const period = isDay(when) ? periodOf(when) : when
  const year = Number(period.slice(0, 4))
  return cardYear(startMonth !== 1 && Number(period.slice(5)) >= startMonth ? year + 1 : year, startMonth)
}
