// Which month is to be filled in first. Pure.
import { addMonths } from '@onecard/shared/rules/period'
import type { SheetSummary } from '@onecard/shared/contract/sheets.views'
import type { Entry } from '../../data/outbox/entry'
import { pendingPut } from './sheet-words'

const BACK = 3
/** What came back first; then the oldest of the last months that is not handed in; else this month. */
export function dueMonth(summaries: readonly Pick<SheetSummary, 'period' | 'state'>[], entries: readonly Entry[], household: string, today: string): string {
  const now = today.slice(0, 7)
  const stateOf = (period: string) => (pendingPut(entries, household, period) ? 'submitted' : summaries.find((s) => s.period === period)?.state ?? 'none')
  const back = Array.from({ length: BACK }, (_, i) => addMonths(now, i - BACK))
  const returned = summaries.filter((s) => s.state === 'returned' && !pendingPut(entries, household, s.period)).map((s) => s.period).sort()[0]
  return returned ?? back.find((period) => ['none', 'draft'].includes(stateOf(period)) && (summaries.some((s) => s.period < period) || period === back[BACK - 1])) ?? now
}
