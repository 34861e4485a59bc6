// The queue of 审批 as this phone knows it.
import { operations } from '@onecard/shared/operations'
import type { Page } from '@onecard/shared/contract/common.views'
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import type { Entry } from '../../data/outbox/entry'
import { useOutbox } from '../../data/outbox/outbox'
import { useKeptQuery, type Shown } from '../../data/use-kept-query'

const LIMIT = 100

/** What waits for this person's decision, without what this phone has decided meanwhile. */
export function useChangeQueue(enabled = true): { shown: Shown<Page<ChangeView>>; items: ChangeView[]; more: boolean } {
  const shown = useKeptQuery('change-queue', operations.changes.queue, { limit: LIMIT }, { enabled })
  const { entries } = useOutbox()
  return { shown, items: undecided(shown.data?.items ?? [], entries), more: shown.data?.next != null }
}

/** Those that this phone has decided already, sent or not, wait no longer. */
export function undecided(items: readonly ChangeView[], entries: readonly Entry[]): ChangeView[] {
  const done = new Set(entries.filter((e) => e.operation === 'changes.decide' && e.state !== 'refused').map((e) => e.input.change))
  return items.filter((c) => c.mayDecide && !done.has(c.id))
}
