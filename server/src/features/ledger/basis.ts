// What warnings and suggestions of a month rest on, from the rows of its household.
import type { SheetSuggestion } from '@onecard/shared/contract/sheets.views'
import { ageOn } from '@onecard/shared/rules/day'
import { addMonths, cardYearOf, firstDayOf, lastDayOf } from '@onecard/shared/rules/period'
import { closesOn, isClosed } from '@onecard/shared/rules/sheet-states'
import type { SheetBasis, Unfit } from '@onecard/shared/rules/sheet-warnings'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Reader } from '../../kernel/db'
import { yearClosed } from '../annual-cards'
import { proposedPayments, type PaymentLine } from '../payments'
import { countingRow, sumsOf, type HouseRow, type LineRow, type MemberRow, type SheetRow, type Sheets } from './sheets.repository'

/** Two years, so that last year's month and the twelve before it are there. */
const MONTHS_BACK = 24
const DEAD = '01'

export interface Beside { months: SheetRow[]; members: MemberRow[]; measures: Awaited<ReturnType<Sheets['measures']>>; payments: PaymentLine[]; yearIssued: boolean; villageMedianFen: number | null }

export async function besides(reader: Reader, sheets: Sheets, county: County, house: Pick<HouseRow, 'id'>, period: string, villageMedianFen: number | null): Promise<Beside> {
  const [months, members, measures, payments, issued] = await Promise.all([
    sheets.months(reader, house.id, addMonths(period, -MONTHS_BACK), addMonths(period, 1)), sheets.members(reader, house.id), sheets.measures(reader, house.id, firstDayOf(period), lastDayOf(period)),
    proposedPayments(reader, house.id, period), yearClosed(reader, [house.id], cardYearOf(period, county.settings.cardYear.startMonth).year),
  ])
  return { months, members, measures, payments, yearIssued: issued.has(house.id), villageMedianFen }
}

function unfit(member: MemberRow, period: string, workAge: number): Unfit | null {
  if (member.left_on !== null && member.left_on <= firstDayOf(period)) return member.left_by === DEAD ? 'dead' : 'away'
  if (member.serving === 1) return 'serving'
  return member.birth_date !== null && ageOn(member.birth_date, lastDayOf(period)) < workAge ? 'young' : null
}

/** Words of everything that a line may be. */
export function itemLabels(county: County): Record<string, string> {
  return Object.fromEntries(['income_item', 'excluded_item', 'rigid_expense'].flatMap((list) => county.list(list)).map(({ code, label }) => [code, label]))
}

export function basisOf(county: County, period: string, { months, members, measures, yearIssued, villageMedianFen }: Beside): SheetBasis {
  const { books, income, cardYear } = county.settings
  const others = [...new Set(months.map((row) => row.period))].filter((other) => other !== period)
    .map((other) => countingRow(months, other)).filter((row): row is SheetRow => row !== null && row.state !== 'draft')
  const present = members.filter((m) => m.left_on === null || m.left_on > firstDayOf(period))
  const explained = [['minimum_living', ['D2']], ['destitute_support', ['D3']], ['public_post', ['A2', 'A3', 'A4']]] as const
  return {
    period, heads: present.length, months: others.map((row) => ({ period: row.period, sums: sumsOf(row) })), villageMedianFen,
    measures: [...new Set(measures.map(({ kind }) => kind))],
    explained: explained.flatMap(([fact, items]) => members.some((m) => m[fact] !== null && m[fact] !== 0) ? [...items] : []),
    members: members.map((m) => ({ id: m.id, name: m.name, unfit: unfit(m, period, books.warnings.workAge) })),
    labels: itemLabels(county), notCounted: income.notCountedItems, lineFen: county.line(cardYearOf(period, cardYear.startMonth).year)?.fen ?? 0,
    closesOn: closesOn(period, books.closing), closed: isClosed(period, clock.today(), books.closing, yearIssued), settings: books.warnings,
  }
}

/** Likely lines of the month that are not on it: what a department paid, what recurs, and what a running measure brings. What was paid is known better than what was there last month. */
export function suggestionsOf(county: County, lines: readonly LineRow[], lastMonth: readonly LineRow[], { measures, payments }: Beside): SheetSuggestion[] {
  const { recurring, measureItems } = county.settings.books
  const labels = itemLabels(county)
  const taken = new Set(lines.flatMap((line) => line.proposal ?? []))
  const there = (item: string, member: string | null): boolean => lines.some((line) => line.item === item && (member === null || line.member_id === null || line.member_id === member))
  const who = (id: string | null, name: string | null) => (id !== null && name !== null ? { member: { id, name } } : {})
  const paid = payments.filter((payment) => !taken.has(payment.id)).map((payment): SheetSuggestion => ({
    id: payment.id, item: { code: payment.item, label: labels[payment.item] ?? payment.item }, group: payment.item[0], fen: Number(payment.fen), ...who(payment.member_id, payment.member_name),
    ...(payment.note !== null && { note: payment.note }), why: `${payment.by_name ?? '部门'}发放`.slice(0, 60), source: 'payment',
  }))
  const isPaid = (item: string, member: string | null): boolean => paid.some((one) => one.item.code === item && (member === null || one.member === undefined || one.member.id === member))
  const again = lastMonth.filter((line) => recurring.includes(line.item) && !taken.has(line.id) && !there(line.item, line.member_id) && !isPaid(line.item, line.member_id)).map((line): SheetSuggestion => ({
    id: line.id, item: { code: line.item, label: labels[line.item] ?? line.item }, group: line.item[0], fen: Number(line.fen), ...who(line.member_id, line.member_name), ...(line.note !== null && { note: line.note }), why: '上个月也有', source: 'recurring',
  }))
  const due = measures.flatMap((measure): SheetSuggestion[] => {
    const item = measureItems[measure.kind]
    if (!item || taken.has(measure.id) || there(item, measure.member_id) || isPaid(item, measure.member_id) || again.some((one) => one.item.code === item)) return []
    return [{ id: measure.id, item: { code: item, label: labels[item] ?? item }, group: item[0], fen: 0, ...who(measure.member_id, measure.member_name), why: `有措施：${measure.content}`.slice(0, 60), source: 'measure' }]
  })
  return [...paid, ...again, ...due]
}
