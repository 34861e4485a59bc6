// Approvals of this phone that can still be taken back: they outlive the screen that made them.
import { forget, keep, kept } from '../../data/kept'

export interface Batch { batch: string; until: string; approved: number; period: string }
const KEY = 'sheet-batches'

export function openBatches(now: number): Batch[] { return (kept<Batch[]>(KEY)?.value ?? []).filter((b) => Date.parse(b.until) > now) }
export function rememberBatch(batch: Batch, now: number): void { keep(KEY, [...openBatches(now).filter((b) => b.batch !== batch.batch), batch], { pinned: true }) }
export function forgetBatch(batch: string): void {
  const left = (kept<Batch[]>(KEY)?.value ?? []).filter((b) => b.batch !== batch)
  if (left.length === 0) forget(KEY)
  else keep(KEY, left, { pinned: true })
}
