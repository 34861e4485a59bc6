// A query whose last answer is on the phone: painted at once, asked anew, kept again.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { onlineManager, useQuery } from '@tanstack/react-query'
import type { Operation } from '@onecard/shared/operations'
import { callIfChanged } from './call'
import { asFailure, type Failure } from './failure'
import { confirm, forget, keep, kept, keptStamp, watchKept, type Kept } from './kept'
import { queries } from './queries'

export interface Shown<T> {
  data: T | undefined
  /** When the data was true, ms. */
  at: number
  /** Asked and not answered yet. */
  busy: boolean
  /** Nothing to show and a line is missing: waits by itself until it is back. */
  waiting: boolean
  failure: Failure | null
  /** Data is shown that could not be asked anew. */
  stale: boolean
  retry: () => void
}

export interface KeptOptions<T> { enabled?: boolean; pinned?: boolean; conditional?: boolean; /** Key of the entry that it belongs to and goes with. */ beside?: string; /** Where it was never asked: what else on the phone tells the same. */ otherwise?: () => Pick<Kept<T>, 'value' | 'savedAt'> | null }

export function useKeptQuery<I, O>(key: string, operation: Operation<I, O>, input: NoInfer<I>, options: KeptOptions<O> = {}): Shown<O> {
  const query = useQuery<O>({
    queryKey: ['kept', key],
    enabled: options.enabled ?? true,
    initialData: () => (kept<O>(key) ?? options.otherwise?.())?.value,
    initialDataUpdatedAt: () => (kept<O>(key) ?? options.otherwise?.())?.savedAt,
    staleTime: 0,
    queryFn: async () => {
      const held = options.conditional ? kept<O>(key) : null
      try {
        const answer = await callIfChanged(operation, input, held?.etag ?? null)
        if (!answer.changed) {
          confirm(key)
          return held!.value
        }
        keep(key, answer.value, { etag: answer.etag, pinned: options.pinned, beside: options.beside })
        return answer.value
      } catch (error) {
        // No longer ours to see: what is on the phone must not stay either.
        const { status } = asFailure(error)
        if (status === 403 || status === 404) forget(key)
        throw error
      }
    },
  })
  const empty = query.data === undefined
  useEffect(() => {
    if (!empty) return
    // Opened before all that is kept was in memory.
    return watchKept(() => {
      const held = kept<O>(key)
      if (held && queries.getQueryData(['kept', key]) === undefined) queries.setQueryData(['kept', key], held.value, { updatedAt: held.savedAt })
    })
  }, [key, empty])
  const online = useOnline()
  const failure = query.error ? asFailure(query.error) : null
  const gone = failure !== null && (failure.status === 403 || failure.status === 404)
  const data = gone ? undefined : query.data
  return {
    data,
    at: query.dataUpdatedAt,
    busy: query.fetchStatus === 'fetching',
    waiting: data === undefined && query.fetchStatus === 'paused',
    failure: data === undefined || !failure?.unreachable ? failure : null,
    stale: data !== undefined && (!online || query.fetchStatus === 'paused' || failure !== null),
    retry: () => { void query.refetch() },
  }
}

/** For a screen that looks into what is kept by itself: drawn again when that changes. */
export function useWhatIsKept(): void { useSyncExternalStore(watchKept, keptStamp, keptStamp) }

export const isOnline = () => onlineManager.isOnline()
export function useOnline(): boolean {
  return useSyncExternalStore((changed) => onlineManager.subscribe(changed), isOnline, isOnline)
}

/** True once `on` has lasted `ms`: a skeleton that flashes is worse than none. */
export function useLasting(on: boolean, ms = 300): boolean {
  const [lasted, setLasted] = useState(false)
  useEffect(() => {
    if (!on) { setLasted(false); return }
    const timer = setTimeout(() => setLasted(true), ms)
    return () => clearTimeout(timer)
  }, [on, ms])
  return on && lasted
}
