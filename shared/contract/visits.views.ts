import type { Term, Place } from './common.views'

/** What a phone keeps as proof: `number` is short (7K2M), `hash` covers key, household, content and the server's time. */
export interface ReceiptView { id: string; number: string; hash: string; receivedAt: string; /** Minutes by which the phone's clock is ahead (negative: behind), only when more than 5. */ clockOffMinutes?: number }

export interface PhotoView {
  id: string
  sha256: string
  takenAt: string
  /** `awaited`: the visit told of it, its bytes have not arrived. */
  state: 'awaited' | 'stored'
  width?: number
  height?: number
}

/** One visit as its reader may see it: `internalNote` is absent for the household. */
export interface VisitDetail {
  id: string
  version: number
  on: string
  kind: Term
  by: string
  companions: string[]
  startedAt: string
  endedAt: string
  receivedAt: string
  clockOffMinutes?: number
  /** Day that counts for the next visit's due day, where it is not `on`: a visit by a clock that is ahead counts on the day it was received. */
  countsOn?: string
  met: string[]
  metOther?: string
  topics: { topic: Term; ok: boolean; text?: string }[]
  note: string
  internalNote?: string
  promises: { text: string; by: string; /** Day on which it was kept, when known. */ keptOn: string | null }[]
  place?: { accuracy: number; system: 'wgs84' | 'gcj02'; /** Metres from the house, where the house's position is known. */ distance?: number }
  photos: PhotoView[]
  signed: boolean
  signature?: string
  confirmation?: { agree: boolean; text?: string; on: string }
  notes: { by: string; at: string; text: string }[]
  withdrawn?: { reason: string; at: string; by: string }
  /** Whether the reader may still correct it. */
  mayCorrect: boolean
  receipt: { number: string }
}

/** One promise made to a household. `index`: its place among those of its visit. `late`: kept after its day, or open past it. */
export interface PromiseView { visit: string; index: number; text: string; by: string; keptOn: string | null; late: boolean; madeOn: string; madeBy: string }

/** Open ones first, the nearest day first; then those kept, the latest first. Withdrawn visits promise nothing. */
export interface PromisesView { items: PromiseView[] }

export interface DueItem { household: { id: string; headName: string; region: Place }; dueOn: string; daysOver: number; lastVisitOn: string | null; rule: string; helperName?: string }

export interface CalendarView { month: string; visits: { household: { id: string; headName: string }; on: string; kind: Term }[]; due: { household: { id: string; headName: string }; on: string }[] }

/** `id`, `hash`, `receivedAt`: as the first answer to the key said, where it did; `receipt` is its number. */
export interface ManifestView { received: { key: string; id?: string; receipt?: string; hash?: string; receivedAt?: string }[]; missingEntries: string[]; missingPhotos: string[] }

/** Proposed from accurate places that helpers gave: coordinates of the median, how many, and how far apart. */
export interface PositionView { household: { id: string; headName: string; region: Place }; lng: number; lat: number; system: 'wgs84' | 'gcj02'; places: number; spreadMetres: number }

export interface BurdenView { month: string; flows: { flow: string; uses: number; medianTaps: number; medianSeconds: number; askedTwicePerUse: number }[]; /** Taps and minutes a household and month. */ perHousehold: { taps: number; minutes: number } }
