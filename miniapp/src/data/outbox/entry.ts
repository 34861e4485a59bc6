// One write that the phone has put down, from 「已记下」 to 「已收到」. Pure: shapes and what follows from them.
import type { Query } from '../../platform/page'

/** `waiting` to be sent · `sending` now · `refused` by the server, a person must look · `sent`: all of it, photos too, has arrived. */
export type EntryState = 'waiting' | 'sending' | 'refused' | 'sent'

/** Why an entry is not through: the server's problem document, or what the phone found out by itself. */
export interface Why {
  code: string
  title: string
  detail: string
  errors: { field: string; message: string }[]
  /** ms. */
  at: number
}

/** The server's answer as proof: `number` and `hash` where the operation gives a receipt. */
export interface Receipt { id: string; number?: string; hash?: string; receivedAt?: string; clockOffMinutes?: number }

/** A photo whose bytes lie in a file of the program (`platform/files`), never in the entry. */
export interface EntryPhoto {
  sha256: string
  bytes: number
  /** ISO instant. */
  takenAt: string
  /** Name given by `keepPhoto`. */
  file: string
}

export interface PhotoProgress extends EntryPhoto {
  /** Key of its announcement; a photo is a write of its own. */
  key: string
  state: 'waiting' | 'stored' | 'refused'
  /** The server's id once announced, and how many bytes have arrived there. */
  id: string | null
  offset: number
  why: Why | null
}

/** Where the entry was written, so that a refused one can be opened there again. */
export interface FormAt { page: string; query?: Query }

/** As it lies on the phone, encrypted. */
export interface Entry {
  /** UUIDv7, sent as `Idempotency-Key`. */
  key: string
  /** Account that wrote it: nobody else ever sees or sends it. */
  owner: string
  /** Grows with each entry of this phone, whatever its clock does. */
  serial: number
  /** Dotted name in the operations table, such as `visits.record`. */
  operation: string
  /** May hold `entry:<key>` in place of an id that an earlier entry's answer will bring. */
  input: Record<string, unknown>
  household: string
  /** For people: 「走访 样大山」. */
  label: string
  /** By the phone's clock, ms. */
  madeAt: number
  state: EntryState
  /** Keys of entries that must have arrived before. */
  after: string[]
  photos: PhotoProgress[]
  form: FormAt | null
  tries: number
  /** Not before, ms. */
  nextAt: number
  /** Kept from the line until then, ms, whatever hurries: so long its author may take it back. Absent in entries of earlier versions. */
  notBefore?: number
  /** The draft that it was made from; one that is found on the phone afterwards is left over from a death between the two. */
  draft?: string
  /** The last thing that went wrong; null after success. */
  why: Why | null
  /** Set as soon as the words have arrived; photos may still follow. */
  receipt: Receipt | null
  sentAt: number | null
  /** The server's list was compared since, and held it. */
  proved: boolean
}

export interface PostOptions {
  household: string
  /** Shown on the sync screen: 「走访 样大山」. */
  label: string
  photos?: EntryPhoto[]
  /** Other entries that must have arrived before; those named as `entry:<key>` in the input are added by themselves. */
  after?: string[]
  form?: FormAt
  /** Key of a refused entry that this one is the mended form of. */
  replaces?: string
  /** Time to think better of it: not sent for so long, see `takeBack`. */
  holdMs?: number
  /** `id` of the draft that it was made from. */
  draft?: string | null
}

/** Stands for the id that the answer to an earlier entry will bring. */
export const idFrom = (key: string): string => `entry:${key}`
const FROM = /^entry:([0-9a-f-]{36})$/

export function newEntry(made: Pick<Entry, 'key' | 'owner' | 'serial' | 'operation' | 'input' | 'madeAt'> & { photoKeys: string[] }, options: PostOptions): Entry {
  return {
    key: made.key, owner: made.owner, serial: made.serial, operation: made.operation, input: made.input, madeAt: made.madeAt,
    household: options.household, label: options.label, state: 'waiting', after: [...new Set([...(options.after ?? []), ...namedIn(made.input)])],
    photos: (options.photos ?? []).map((photo, i) => ({ sha256: photo.sha256, bytes: photo.bytes, takenAt: photo.takenAt, file: photo.file, key: made.photoKeys[i], state: 'waiting', id: null, offset: 0, why: null })),
    form: options.form ?? null, tries: 0, nextAt: 0, why: null, receipt: null, sentAt: null, proved: false,
    ...(options.holdMs && { notBefore: made.madeAt + options.holdMs }), ...(options.draft && { draft: options.draft }),
  }
}

function namedIn(value: unknown): string[] {
  if (typeof value === 'string') { const found = FROM.exec(value); return found ? [found[1]] : [] }
  return value && typeof value === 'object' ? Object.values(value).flatMap(namedIn) : []
}

/** The input with ids in place of `entry:<key>`; every one of them has arrived before. */
export function filled(value: unknown, idOf: (key: string) => string): unknown {
  if (typeof value === 'string') { const found = FROM.exec(value); return found ? idOf(found[1]) : value }
  if (Array.isArray(value)) return value.map((item) => filled(item, idOf))
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, idOf)])) : value
}

export const open = (entry: Entry): boolean => entry.state !== 'sent'
/** Its words have not arrived and nobody has set it aside. */
export const wordsWait = (entry: Entry): boolean => entry.receipt === null && entry.state !== 'refused' && entry.state !== 'sent'
export const photosLeft = (entry: Entry): PhotoProgress[] => entry.photos.filter((photo) => photo.state !== 'stored')
export const inOrder = (a: Entry, b: Entry): number => a.serial - b.serial || (a.key < b.key ? -1 : 1)
