// What the engine needs of the world. The program gives it the phone; a test gives it a world that loses, doubles and dies.
import type { Entry, PhotoProgress, Receipt, Why } from './entry'

export interface StorePort {
  /** Every entry of this phone, whoever wrote it. */
  load(): Promise<Entry[]>
  /** Whole or not at all. Rejects when the phone is full. */
  put(entry: Entry): Promise<void>
  /** All of them or none, also when the program dies in between. */
  putAll(entries: readonly Entry[]): Promise<void>
  remove(key: string): Promise<void>
  /** Null when the file is gone. */
  readPhoto(file: string, offset: number, length: number): Promise<ArrayBuffer | null>
  removePhoto(file: string): Promise<void>
}

/** What came of one question. Only `received` takes an entry off the list. */
export type Outcome<T> =
  | { kind: 'received'; value: T }
  /** A refusal that repeating does not mend. */
  | { kind: 'refused'; why: Why }
  /** `line`: nothing goes through at all just now; else only this one failed. `afterMs` as the server asked. */
  | { kind: 'later'; why: Why; line: boolean; afterMs: number | null }
  /** Nobody, or somebody else, is signed in. */
  | { kind: 'signed-out' }

export interface Arrived { id: string; stored: boolean; offset: number }

/** `input` with the ids of earlier answers in it. */
export interface Asked { entry: Entry; input: Record<string, unknown> }

export interface LinePort {
  send(entry: Entry, input: Record<string, unknown>): Promise<Outcome<Receipt>>
  /** In one question: by key what came of each, as if it had gone alone. One that is not named was not tried. */
  sendTogether(asked: readonly Asked[]): Promise<Outcome<ReadonlyMap<string, Outcome<Receipt>>>>
  /** Whether this entry arrived at some time: its receipt, or null. */
  received(entry: Entry): Promise<Outcome<Receipt | null>>
  startPhoto(entry: Entry, photo: PhotoProgress): Promise<Outcome<Arrived>>
  /** `lost`: the server has no such upload, or has more or less of it than we think: announced anew, it says how much. */
  appendPhoto(entry: Entry, photo: PhotoProgress, bytes: ArrayBuffer): Promise<Outcome<Arrived> | { kind: 'lost' }>
}

export interface ClockPort {
  /** By the phone's clock, ms; may jump. */
  now(): number
  /** 0 ≤ x < 1. */
  random(): number
  /** Calls back once, later; the answer takes it back. */
  alarm(ms: number, ring: () => void): () => void
}

export interface Ports {
  store: StorePort
  line: LinePort
  clock: ClockPort
  /** Runs the work when no other sender of this phone (another tab) runs one. */
  turn(work: () => Promise<void>): Promise<void>
  /** Tells other tabs that the disk has changed. */
  tell(): void
  /** A fresh UUIDv7. */
  newKey(): Promise<string>
}
