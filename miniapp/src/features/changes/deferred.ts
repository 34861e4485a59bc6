// An act that can be taken back for five seconds: it goes when they are over, or at once when the phone is put away.
import { TOAST_MS, toast } from '../../ui/overlay'

interface Waiting { run: () => void; timer: ReturnType<typeof setTimeout> }
const waiting = new Map<string, Waiting>()
const watchers = new Set<() => void>()
let stamp = 0
const changed = () => { stamp++; watchers.forEach((w) => w()) }

export function defer(key: string, words: string, run: () => void, undone: () => void): void {
  flush(key)
  waiting.set(key, { run, timer: setTimeout(() => flush(key), TOAST_MS) })
  changed()
  toast(words, { text: '撤销', run: () => { if (drop(key)) undone() } })
}

function drop(key: string): Waiting | null {
  const found = waiting.get(key)
  if (!found) return null
  clearTimeout(found.timer)
  waiting.delete(key)
  changed()
  return found
}
export function flush(key: string): void { drop(key)?.run() }
export function flushAll(): void { for (const key of [...waiting.keys()]) flush(key) }

export function isDeferred(key: string): boolean { return waiting.has(key) }
export function watchDeferred(watcher: () => void): () => void { watchers.add(watcher); return () => { watchers.delete(watcher) } }
export function deferredStamp(): number { return stamp }
