// What lies beside each kept card of a helper or a household: its last visits, its promises, and small pictures of what was seen.
// Asked for after the cards, one after another, and only where a card has changed since; a broken line leaves the rest for the next time.
import { onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { PhotoView, PromiseView, VisitDetail } from '@onecard/shared/contract/visits.views'
import { token } from '../session/token'
import { call, picture } from './call'
import { hasCold, keep, keepCold, kept, keptEntries } from './kept'

/** `version`: of the card that it was asked for. */
export interface Beside { version: number; visits: VisitDetail[]; promises: PromiseView[] }

/** A village of hundreds keeps its cards alone: the forms of a visit are for who is paired. */
const HOUSEHOLDS_MAX = 40
const VISITS = 3
/** Of one household. */
const PHOTOS = 6
/** A thumbnail of 320 px has a quarter of this; as text it lies in the sealed store, of which WeChat gives 7 MB in all. */
const THUMB_MAX_CHARS = 80_000

const keyOf = (household: string) => `beside.${household}`
export const thumbKey = (photo: string) => `thumb.${photo}`

export function besideOf(household: string): { value: Beside; savedAt: number } | null { return kept<Beside>(keyOf(household)) }

let running: Promise<void> | null = null
/** `still`: whether the same person's cards are wanted. Never rejects. */
export function keepBeside(still: () => boolean): Promise<void> {
  running ??= run(token(), still).catch(() => undefined).finally(() => { running = null })
  return running
}

async function run(session: string | null, still: () => boolean): Promise<void> {
  const cards = keptEntries<CardView>('card.').filter((e) => e.pinned).map((e) => e.entry.value)
  if (cards.length > HOUSEHOLDS_MAX) return
  const goesOn = () => session !== null && token() === session && still() && onlineManager.isOnline()
  for (const card of cards) {
    if (!goesOn()) return
    const held = besideOf(card.id)?.value
    const stale = held?.version !== card.version || held.visits.some((v) => v.photos.some((p) => p.state === 'awaited'))
    const beside = stale ? await ask(card) : held
    if (!goesOn()) return
    if (stale) keep(keyOf(card.id), beside, { pinned: true, beside: `card.${card.id}` })
    for (const photo of shownPhotos(beside.visits)) {
      if (hasCold(thumbKey(photo.id))) continue
      const image = await thumb(card.id, photo.id)
      if (!goesOn()) return
      if (image.length <= THUMB_MAX_CHARS) keepCold(thumbKey(photo.id), image, `card.${card.id}`)
    }
  }
}

async function ask(card: CardView): Promise<Beside> {
  if (!card.visits?.length) return { version: card.version, visits: [], promises: [] }
  const [visits, promises] = await Promise.all([call(operations.visits.list, { id: card.id, limit: VISITS }), call(operations.visits.promises, { id: card.id })])
  return { version: card.version, visits: visits.items, promises: promises.items }
}

const shownPhotos = (visits: readonly VisitDetail[]): PhotoView[] => visits.flatMap((v) => v.photos).filter((p) => p.state === 'stored').slice(0, PHOTOS)

/** Its short-lived address ends in the token that opens the file. */
async function thumb(household: string, photo: string): Promise<string> {
  const { address } = await call(operations.photos.link, { id: household, photo, size: 'thumb' })
  return picture(operations.files.get, { token: decodeURIComponent(address.slice(address.lastIndexOf('/') + 1)) })
}
