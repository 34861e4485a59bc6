// What a phone without signal can open: the helper's households, the household's own, the village, or what an office chose. One delta
// brings what is new since the last one; never more than one runs at a time.
import { focusManager, onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { getPlain, putPlain } from '../platform/storage'
import { token } from '../session/token'
import { call } from './call'
import { asFailure } from './failure'
import { keepBeside } from './keep-beside'
import { forgetAll, keep, keepAll, kept, keptEntries, keptWhole } from './kept'
import { queries } from './queries'

/** Whose cards: `mine` needs no village; an office has chosen its villages (codes of public lands, nothing personal). */
export type Reach = { kind: 'mine'; /** Last visits, promises and thumbnails too. */ beside: boolean } | { kind: 'villages'; codes: readonly string[] } | { kind: 'none' }
export interface Kept { fetched: number; gone: number }
interface Cursor { cursor: string; at: number }

const CHOSEN = 'offline.villages'
export const VILLAGES_MAX = 3

let reach: Reach = { kind: 'none' }
let running: Promise<Kept> | null = null

/** Villages that this phone's office user wants to have without signal. */
export function chosenVillages(): string[] { return (getPlain(CHOSEN) ?? '').split(',').filter(Boolean) }
export function chooseVillages(codes: readonly string[]): void {
  putPlain(CHOSEN, codes.slice(0, VILLAGES_MAX).join(','))
  forgetAll(keptEntries<CardView>('card.').filter((e) => e.pinned && !codes.includes(e.entry.value.region.code)).map((e) => e.key))
  forgetAll(keptEntries('delta.').filter((e) => !codes.includes(e.key.slice('delta.'.length))).map((e) => e.key))
  if (reach.kind !== 'mine') reach = codes.length > 0 ? { kind: 'villages', codes: codes.slice(0, VILLAGES_MAX) } : { kind: 'none' }
}

/** Called by the session: whose cards from now on. Asks at once. */
export function keepFor(next: Reach): void {
  reach = next
  void keepNow()
}

/** At the start, when the program is shown again, when the line is back. */
export function startKeeping(): void {
  onlineManager.subscribe((online) => { if (online) void keepNow() })
  focusManager.subscribe((shown) => { if (shown) void keepNow() })
}

/** Resolves with what came; a failure leaves what is on the phone as it is, and the cursor too. Rejects only when `loud`. */
export function keepNow(loud = false): Promise<Kept> {
  running ??= run().finally(() => { running = null; if (reach.kind === 'mine' && reach.beside) void keepBeside(() => reach.kind === 'mine') })
  return loud ? running : running.catch(() => ({ fetched: 0, gone: 0 }))
}

async function run(): Promise<Kept> {
  const total = { fetched: 0, gone: 0 }
  await keptWhole()
  const session = token()
  if (session === null || !onlineManager.isOnline() || reach.kind === 'none') return total
  for (const region of reach.kind === 'mine' ? [undefined] : reach.codes) {
    const got = await runOne(region, session)
    total.fetched += got.fetched
    total.gone += got.gone
  }
  return total
}

const cursorKey = (region: string | undefined) => `delta.${region ?? 'mine'}`

/** Page by page to the end. A run that started anew takes from the phone what none of its pages brought. */
async function runOne(region: string | undefined, session: string): Promise<Kept> {
  const key = cursorKey(region)
  const brought = new Set<string>()
  let since = kept<Cursor>(key)?.value.cursor
  let [fetched, gone, whole] = [0, 0, false]
  for (;;) {
    const answer = await ask(region, since, key)
    if (token() !== session) return { fetched, gone }
    if (answer === null) { since = undefined; continue }
    whole ||= answer.whole
    answer.items.forEach((card) => brought.add(`card.${card.id}`))
    hold(answer.items, answer.etags)
    const left = answer.gone.map((id) => `card.${id}`)
    forgetAll(left)
    fetched += answer.items.length
    gone += left.length
    since = answer.cursor
    if (answer.more) continue
    if (whole) {
      const lost = keptEntries<CardView>('card.').filter((e) => e.pinned && !brought.has(e.key) && (region === undefined || e.entry.value.region.code === region)).map((e) => e.key)
      forgetAll(lost)
      gone += lost.length
    }
    keep(key, { cursor: answer.cursor, at: 0 } satisfies Cursor, { pinned: true })
    return { fetched, gone }
  }
}

/** On disk, and in whatever page shows one of them just now. */
function hold(cards: readonly CardView[], etags: readonly string[]): void {
  keepAll(cards.map((card, i) => ({ key: `card.${card.id}`, value: card, etag: etags[i] })), true)
  for (const card of cards) if (queries.getQueryData(['kept', `card.${card.id}`]) !== undefined) queries.setQueryData(['kept', `card.${card.id}`], card)
}

/** Null: the cursor is of no use any more, and the run starts anew. */
async function ask(region: string | undefined, since: string | undefined, key: string) {
  try {
    return await call(operations.sync.delta, { region, since }, { timeoutMs: 30_000 })
  } catch (error) {
    if (since === undefined || asFailure(error).code !== 'request.invalid') throw error
    forgetAll([key])
    return null
  }
}

/** When what is kept was last brought up to date, ms; null = never. */
export function keptUpTo(region?: string): number | null { return kept<Cursor>(cursorKey(region))?.savedAt ?? null }
