// The queue of 审批 as this phone knows it.
import { useSyncExternalStore } from 'react'
import { operations } from '@onecard/shared/operations'
import type { Page } from '@onecard/shared/contract/common.views'
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import { useOutbox } from '../../data/outbox/outbox'
import { useKeptQuery, type Shown } from '../../data/use-kept-query'
import { deferredStamp, isDeferred, watchDeferred } from './deferred'
import { undecided } from './queue-view'

const LIMIT = 100

/** What waits for this person's decision, without what this phone has decided meanwhile. */
export function useChangeQueue(enabled = true): { shown: Shown<Page<ChangeView>>; items: ChangeView[]; more: boolean } {
  const shown = useKeptQuery('change-queue', operations.changes.queue, { limit: LIMIT }, { enabled })
  const { entries } = useOutbox()
  useSyncExternalStore(watchDeferred, deferredStamp, deferredStamp)
  return { shown, items: undecided(shown.data?.items ?? [], entries, isDeferred), more: shown.data?.next != null }
}
