// How far a land is with a month, in words. Pure.
import { daysBetween, dayOfInstant } from '@onecard/shared/rules/day'
import { addMonths } from '@onecard/shared/rules/period'
import type { SheetProgressItem } from '@onecard/shared/contract/sheets.views'
import type { Tone } from '../../ui/basics'
import { villageWord } from '../household/words'

/** The last month that is over. */
export function progressMonth(today: string): string { return addMonths(today.slice(0, 7), -1) }

export interface Sums { households: number; none: number; draft: number; submitted: number; returned: number; approved: number }
export function sumProgress(items: readonly SheetProgressItem[]): Sums {
  return items.reduce<Sums>((sum, i) => ({ households: sum.households + i.households, none: sum.none + i.none, draft: sum.draft + i.draft, submitted: sum.submitted + i.submitted, returned: sum.returned + i.returned, approved: sum.approved + i.approved }), { households: 0, none: 0, draft: 0, submitted: 0, returned: 0, approved: 0 })
}

export interface ProgressRow { key: string; name: string; hint: string[]; chip: { text: string; tone: Tone }; parts: { percent: number; color: 'primary' | 'net' | 'danger' | 'warn' | 'info' | 'mark' }[]; spoken: string }
export function barOf(sums: Sums): Pick<ProgressRow, 'parts' | 'spoken'> {
  const share = (n: number) => (sums.households > 0 ? Math.round((n / sums.households) * 1000) / 10 : 0)
  return {
    parts: [{ percent: share(sums.approved), color: 'primary' }, { percent: share(sums.submitted), color: 'net' }, { percent: share(sums.returned), color: 'warn' }],
    spoken: `${sums.households} 户里已审 ${sums.approved}，等审 ${sums.submitted}，退回 ${sums.returned}，没交 ${sums.none + sums.draft}`,
  }
}

/** Villages with most work left first; never a ranking of persons. */
export function progressRows(items: readonly SheetProgressItem[], today: string): ProgressRow[] {
  const left = (i: Sums) => i.households - i.approved
  return [...items].sort((a, b) => left(b) - left(a)).map((i) => {
    const missing = i.none + i.draft
    const waits = i.oldestSubmittedAt ? daysBetween(dayOfInstant(Date.parse(i.oldestSubmittedAt)), today) : 0
    return {
      key: i.household?.id ?? i.region.code, name: i.household?.headName ?? villageWord(i.region.village),
      hint: i.household ? [] : [`已审 ${i.approved} / ${i.households}`, i.submitted > 0 ? `等审 ${i.submitted}${waits > 0 ? `，最早的等了 ${waits} 天` : ''}` : '', i.returned > 0 ? `退回 ${i.returned}` : ''].filter(Boolean),
      chip: i.household ? householdChip(i) : i.households === 0 ? { text: '没有户', tone: 'idle' } : left(i) === 0 ? { text: '都审了', tone: 'done' } : missing > 0 ? { text: `没交 ${missing}`, tone: 'warn' } : { text: `等审 ${i.submitted}`, tone: 'info' },
      ...barOf(i),
    }
  })
}

function householdChip(i: SheetProgressItem): ProgressRow['chip'] {
  if (i.approved > 0) return { text: '已审', tone: 'done' }
  if (i.submitted > 0) return { text: '等书记审', tone: 'warn' }
  if (i.returned > 0) return { text: '被退回', tone: 'danger' }
  return i.draft > 0 ? { text: '没交', tone: 'idle' } : { text: '还没填', tone: 'idle' }
}
