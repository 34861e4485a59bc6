// How many sheets wait for this person's word, for 首页 and the tabs. In the main package: nothing of the screens here.
import { operations } from '@onecard/shared/operations'
import type { SheetQueueSummary } from '@onecard/shared/contract/sheets.views'
import { useKeptQuery, type Shown } from '../../data/use-kept-query'

export const SUMMARY = 'sheet-queue-summary'
export function useQueueSummary(enabled = true): Shown<SheetQueueSummary> { return useKeptQuery(SUMMARY, operations.sheets.queueSummary, {}, { enabled }) }

export function waitingOf(month: SheetQueueSummary['months'][number]): number { return month.flagged + month.plain + month.own }
export function waitingCount(summary: SheetQueueSummary | undefined): number | null { return summary ? summary.months.reduce((n, m) => n + waitingOf(m), 0) : null }
