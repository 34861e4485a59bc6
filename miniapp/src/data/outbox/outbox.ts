// The outbox of who is signed in: `post` puts a write down on the phone and returns; sending it is the outbox's own care.
import { useSyncExternalStore } from 'react'
import { focusManager, onlineManager } from '@tanstack/react-query'
import { operations, type Operation } from '@onecard/shared/operations'
import { now } from '../../platform/clock'
import { filesLeft } from '../../platform/files'
import { open as openPage } from '../../platform/page'
import { secretsLeft } from '../../platform/storage'
import { listen, takeTurn } from '../../platform/turn'
import { call } from '../call'
import { dropPosted } from '../drafts'
import { OutboxEngine, type Snapshot } from './engine'
import { newEntry, open, type Entry, type EntryState, type PostOptions, type Why } from './entry'
import { entryStore, tidyPhotos } from './entry-store'
import { newKey } from './new-key'
import { nameOf, serverLine } from './server-line'

const TURN = 'outbox'
/** So much stays free for the words of a form and for what the program keeps for reading. */
const RESERVE_BYTES = 200_000

const EMPTY: Snapshot = { entries: [], sending: new Set(), running: false, progress: null, restUntil: null, signedOut: false }

let engine: OutboxEngine | null = null
let owner: string | null = null
let ready: Promise<void> = Promise.resolve()
let leave: (() => void)[] = []
const watchers = new Set<() => void>()
const changed = () => watchers.forEach((watcher) => watcher())
/** Each entry changes several times on its way; drawing a long list for each of them costs a weak phone more than sending it. */
const SHOWN_EVERY_MS = 50
let dueToShow: ReturnType<typeof setTimeout> | null = null
function changedSoon(): void { dueToShow ??= setTimeout(() => { dueToShow = null; changed() }, SHOWN_EVERY_MS) }

/** Called by the session: whose outbox this is now. Null = nobody's; what lies on the phone stays there for who wrote it. */
export function outboxOf(account: string | null): Promise<void> {
  if (account === owner) return ready
  leave.forEach((work) => work())
  leave = []
  engine?.close()
  engine = null
  owner = account
  changed()
  if (account === null) return (ready = Promise.resolve())
  const other = listen(TURN, () => { void opened.load().then(() => opened.run()) })
  const opened: OutboxEngine = new OutboxEngine(account, {
    store: entryStore,
    line: serverLine((of) => of === owner && engine === opened),
    clock: { now, random: Math.random, alarm },
    turn: (work) => takeTurn(TURN, work),
    tell: other.tell,
    newKey,
  })
  engine = opened
  leave = [
    other.stop,
    opened.watch(changedSoon),
    onlineManager.subscribe((online) => { if (online) void opened.sendAll() }),
    focusManager.subscribe((shown) => { if (shown) void opened.load().then(() => opened.sendAll()) }),
  ]
  return (ready = opened.load().then(async () => {
    await dropPosted(new Set(opened.snapshot().entries.flatMap((e) => e.draft ?? [])))
    void opened.sendAll()
    void tidyPhotos().catch(() => undefined)
  }))
}

function alarm(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

async function mine(): Promise<OutboxEngine> {
  await ready
  if (!engine) throw new Error('nobody is signed in')
  return engine
}

/** The phone could not hold it. The form keeps what was typed and says so. */
export class PhoneFull extends Error { override readonly name = 'PhoneFull' }

/**
 * Puts one write down on this phone and returns at once, with or without a line. Rejects with PhoneFull when there is no room (ask `canHold`
 * before the form opens). The operation is a `keyed` one of the table.
 */
export async function post<I>(operation: Operation<I, any>, input: NoInfer<I>, options: PostOptions): Promise<Entry> {
  return (await postAll([write(operation, input, options)]))[0]
}

export interface Write { operation: string; input: Record<string, unknown>; options: PostOptions; key?: string }
/** One of several for `postAll`. `key`: made by `newKey` beforehand, where another of them names it. */
export function write<I>(operation: Operation<I, any>, input: NoInfer<I>, options: PostOptions, key?: string): Write {
  return { operation: nameOf(operation), input: input as Record<string, unknown>, options, key }
}

/** Puts down all that one form makes, in this order, or nothing of it: dying in between neither halves nor doubles it. Rejects with PhoneFull. */
export async function postAll(writes: readonly Write[]): Promise<Entry[]> {
  const outbox = await mine()
  const keys = await Promise.all(writes.map(async (w) => ({ key: w.key ?? await newKey(), photoKeys: await Promise.all((w.options.photos ?? []).map(newKey)) })))
  const serial = outbox.nextSerial()
  const entries = writes.map((w, i) => newEntry({ ...keys[i], owner: owner!, serial: serial + i, operation: w.operation, input: w.input, madeAt: now() }, w.options))
  try {
    await outbox.add(entries, writes.find((w) => w.options.replaces)?.options.replaces)
  } catch (error) {
    throw new PhoneFull(String(error))
  }
  return entries
}

/** 「撤销」 of one that was put down with `holdMs`: off the phone as if it had never been. False when it is on its way already. */
export async function takeBack(key: string): Promise<boolean> {
  const outbox = await mine()
  const entry = outbox.get(key)
  return entry !== null && entry.receipt === null && outbox.discard(key)
}

/** Whether so many bytes more would fit: asked before a form opens, never after it was filled in. */
export async function canHold(bytes: number): Promise<boolean> {
  const [words, files] = await Promise.all([secretsLeft(), filesLeft()])
  return words >= RESERVE_BYTES && files >= bytes + RESERVE_BYTES
}

/** A refused one goes into the queue again as it is. */
export async function retry(key: string): Promise<void> { await (await mine()).retry(key) }

/** Off the phone for good; the caller has asked first. False when it is just being sent. */
export async function discard(key: string): Promise<boolean> { return (await mine()).discard(key) }

/** 「全部上传」: now, whatever pause was due. Resolves when nothing more can be done at the moment. */
export async function sendAll(): Promise<void> { await (await mine()).sendAll() }

export interface Proof {
  entries: number
  photos: number
  /** Keys that the server does not have; those whose words are still here were put into the queue again. */
  missing: string[]
  missingPhotos: string[]
  at: number
}

/** As many keys as one comparison takes. */
const COMPARED_MAX = 500

/** 「全部已收到」, proved: the receipts of this phone against the server's list. Throws Failure. */
export async function compare(): Promise<Proof> {
  const outbox = await mine()
  const sent = outbox.snapshot().entries.filter((e) => !open(e)).slice(-COMPARED_MAX)
  const photos = [...new Set(sent.flatMap((e) => e.photos.map((p) => p.sha256)))].slice(-COMPARED_MAX)
  const answer = await call(operations.visits.manifest, { entries: sent.map((e) => e.key), photos })
  const missing = new Set(answer.missingEntries)
  await outbox.compared(new Set(sent.map((e) => e.key).filter((key) => !missing.has(key))), missing)
  return { entries: sent.length - missing.size, photos: photos.length - answer.missingPhotos.length, missing: answer.missingEntries, missingPhotos: answer.missingPhotos, at: now() }
}

/** What the form of a refused entry starts from. */
export interface Reopened { entry: Entry; why: Why | null }

/**
 * Opens the form that a refused entry was written in, with `entry=<key>` in its query. The form takes its start from `reopened(key)` and posts with `replaces: key`.
 * False when the entry names no form.
 */
export function reopen(key: string): boolean {
  const entry = engine?.get(key)
  if (!entry?.form || entry.state !== 'refused') return false
  openPage(entry.form.page, { ...entry.form.query, entry: key })
  return true
}
export function reopened(key: string | undefined): Reopened | null {
  const entry = key ? engine?.get(key) : null
  return entry ? { entry, why: entry.why ?? entry.photos.find((p) => p.why)?.why ?? null } : null
}
/** What the server said about one field of the form, or null. `path` as in the request: `promises.0.by`. */
export function reasonAt(why: Why | null, path: string): string | null {
  return why?.errors.find((e) => e.field === path || e.field.startsWith(`${path}.`))?.message ?? null
}

export interface OutboxState extends Snapshot {
  /** How many are not through yet, whatever keeps them: the number on the badge. */
  waiting: number
  refused: number
  photosWaiting: number
}

let seen: Snapshot = EMPTY
let derived: OutboxState = { ...EMPTY, waiting: 0, refused: 0, photosWaiting: 0 }
function state(): OutboxState {
  const snapshot = engine?.snapshot() ?? EMPTY
  if (snapshot !== seen) {
    seen = snapshot
    const left = snapshot.entries.filter(open)
    derived = { ...snapshot, waiting: left.length, refused: left.filter((e) => e.state === 'refused').length, photosWaiting: left.reduce((sum, e) => sum + e.photos.filter((p) => p.state === 'waiting').length, 0) }
  }
  return derived
}
function watch(watcher: () => void): () => void { watchers.add(watcher); return () => { watchers.delete(watcher) } }

export function outbox(): OutboxState { return state() }
export function useOutbox(): OutboxState { return useSyncExternalStore(watch, state, state) }

/** An entry's state as people see it: `sending` is known to the running program alone. */
export function stateOf(entry: Entry, of: Pick<Snapshot, 'sending'> = state()): EntryState { return of.sending.has(entry.key) && entry.state === 'waiting' ? 'sending' : entry.state }

/** What this phone wrote about one household, oldest first, with the receipts it still has. */
export function outboxFor(household: string): Entry[] { return state().entries.filter((e) => e.household === household) }
export function useOutboxFor(household: string): Entry[] { return useOutbox().entries.filter((e) => e.household === household) }
export function useEntry(key: string | undefined): Entry | null { return useOutbox().entries.find((e) => e.key === key) ?? null }
