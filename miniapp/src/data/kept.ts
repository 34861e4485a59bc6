// What stays on the phone for the first frame and for the yard without signal: in memory at once, encrypted on disk,
// gone when the session is. Keys carry ids only; names lie inside the encrypted values.
import { now, wait } from '../platform/clock'
import { drop, getSecret, getSecrets, putSecret } from '../platform/storage'

export interface Kept<T> { value: T; savedAt: number; etag: string | null; bytes: number }
/**
 * `pinned` entries (the helper's own households) outlive the count below. `beside`: key of the entry that it belongs to and goes with.
 * `cold`: on disk alone, read when it is shown.
 */
interface Line { key: string; savedAt: number; bytes: number; pinned: boolean; beside?: string; cold?: true }

const INDEX = 'kept'
/** Opened households beside the pinned ones; about 20 kB each, and WeChat gives 7 MB for encrypted values. */
const LOOSE_MAX = 30
/** Of all thumbnails together, as text: a helper's twelve households take less than half of it. */
const COLD_MAX_BYTES = 1_500_000
/** So few records are there from the start: the household's own, a helper's first. */
const FEW_CARDS = 5
/** The first page is painted before the rest is decrypted, and stays ready to be touched meanwhile. */
const REST_AFTER_MS = 300
const AT_ONCE = 20

const values = new Map<string, Kept<unknown>>()
let lines: Line[] = []
let written: Promise<void> = Promise.resolve()
let whole: Promise<void> = Promise.resolve()
const watchers = new Set<() => void>()

/**
 * What the first screen may want, decrypted into memory: the record of the household that is being opened (`household`), or all lists and few
 * records. A village is hundreds of records: the rest follows by itself (`keptWhole`).
 */
export async function loadKept(household: string | undefined): Promise<void> {
  // Asked for together with the index: each question to the disk is a journey of its own.
  const hoped = household ? [COUNTY, `card.${household}`] : [COUNTY]
  const [index, ...texts] = await getSecrets([INDEX, ...hoped.map((key) => `kept.${key}`)])
  if (!index) return
  lines = [...(JSON.parse(index) as Line[]).filter((line) => !values.has(line.key)), ...lines]
  const warm = lines.filter((line) => !line.cold && !values.has(line.key))
  const found = warm.filter((line) => hoped.includes(line.key))
  put(found, found.map((line) => texts[hoped.indexOf(line.key)]))
  const few = warm.filter(isCard).length <= FEW_CARDS
  const rest = warm.filter((line) => !found.includes(line))
  const first = household ? [] : rest.filter((line) => few || !isCard(line))
  if (first.length > 0) await take(first)
  if (rest.length > first.length) whole = wait(REST_AFTER_MS).then(() => takeRest(rest.filter((line) => !first.includes(line))))
}

/** Resolves once everything kept is in memory: before it is searched or counted as a whole. */
export function keptWhole(): Promise<void> { return whole }

const isCard = (line: Line): boolean => line.key.startsWith('card.')
/** Every screen reads what day it is there. */
const COUNTY = 'county'

async function takeRest(rest: readonly Line[]): Promise<void> {
  for (let at = 0; at < rest.length; at += AT_ONCE) await take(rest.slice(at, at + AT_ONCE))
}

async function take(wanted: readonly Line[]): Promise<void> {
  put(wanted, await getSecrets(wanted.map((line) => `kept.${line.key}`)))
}

/** What was kept, forgotten or wiped meanwhile is newer than the disk. */
function put(wanted: readonly Line[], texts: readonly (string | null)[]): void {
  const held = new Set(lines)
  const lost = new Set<Line>()
  wanted.forEach((line, i) => {
    const text = texts[i]
    if (!held.has(line)) return
    if (text === null) lost.add(line)
    else values.set(line.key, { ...(JSON.parse(text) as Kept<unknown>), bytes: line.bytes }) // a text is written before its size is known
  })
  if (lost.size > 0) lines = lines.filter((line) => !lost.has(line))
  changed()
}

export function kept<T>(key: string): Kept<T> | null {
  return (values.get(key) as Kept<T> | undefined) ?? null
}

export function keep<T>(key: string, value: T, options: { etag?: string | null; pinned?: boolean; beside?: string } = {}): void {
  const entry: Kept<T> = { value, savedAt: now(), etag: options.etag ?? null, bytes: 0 }
  const text = JSON.stringify(entry)
  // Chinese takes three bytes a character in UTF-8; counting them exactly is not worth a pass over the text.
  entry.bytes = text.length * 2
  values.set(key, entry)
  const before = lines.find((l) => l.key === key)
  const pinned = options.pinned ?? before?.pinned ?? false
  // Beside nothing it would never go.
  const beside = options.beside !== undefined && values.has(options.beside) ? options.beside : before?.beside
  lines = [...lines.filter((l) => l.key !== key), { key, savedAt: entry.savedAt, bytes: entry.bytes, pinned, ...(beside && { beside }) }]
  const loose = lines.filter((l) => !l.pinned && !l.beside)
  forgetAll(loose.slice(0, Math.max(0, loose.length - LOOSE_MAX)).map((l) => l.key))
  later(() => putSecret(`kept.${key}`, text))
  writeIndex()
  changed()
}

/** Many at once, with one writing of the index: a village comes in hundreds. Pinned ones are never thinned out. */
export function keepAll(items: readonly { key: string; value: unknown; etag?: string }[], pinned: boolean): void {
  if (items.length === 0) return
  const fresh = new Map<string, Line>()
  for (const { key, value, etag } of items) {
    const entry: Kept<unknown> = { value, savedAt: now(), etag: etag ?? null, bytes: 0 }
    const text = JSON.stringify(entry)
    entry.bytes = text.length * 2
    values.set(key, entry)
    fresh.set(key, { key, savedAt: entry.savedAt, bytes: entry.bytes, pinned })
    later(() => putSecret(`kept.${key}`, text))
  }
  lines = [...lines.filter((l) => !fresh.has(l.key)), ...fresh.values()]
  writeIndex()
  changed()
}

/** With all that lies beside them. */
export function forgetAll(keys: readonly string[]): void {
  const named = new Set(keys)
  const goes = (l: Line) => named.has(l.key) || (l.beside !== undefined && named.has(l.beside))
  const gone = lines.filter(goes).map((l) => l.key)
  if (gone.length === 0) return
  lines = lines.filter((l) => !goes(l))
  for (const key of gone) values.delete(key)
  for (const key of gone) later(() => drop(`kept.${key}`))
  writeIndex()
  changed()
}

/** The value still holds: only its age is new. */
export function confirm(key: string): void {
  const entry = values.get(key)
  if (entry) keep(key, entry.value, { etag: entry.etag })
}

export function forget(key: string): void { forgetAll([key]) }

/** Text on disk alone, sealed like the rest, beside a kept entry and gone with it; those of longest ago give way. */
export function keepCold(key: string, text: string, beside: string): void {
  if (!values.has(beside)) return
  lines = [...lines.filter((l) => l.key !== key), { key, savedAt: now(), bytes: text.length, pinned: true, beside, cold: true }]
  later(() => putSecret(`kept.${key}`, text))
  const cold = lines.filter((l) => l.cold)
  let over = cold.reduce((sum, l) => sum + l.bytes, 0) - COLD_MAX_BYTES
  const giveWay = cold.filter((l) => { const goes = over > 0; if (goes) over -= l.bytes; return goes })
  if (giveWay.length > 0) forgetAll(giveWay.map((l) => l.key))
  else writeIndex()
}

export const hasCold = (key: string): boolean => lines.some((l) => l.key === key)
export async function readCold(key: string): Promise<string | null> { return hasCold(key) ? getSecret(`kept.${key}`) : null }

/** All of it, at sign-out and when the server has ended the session. Resolves when the disk is clean. */
export function wipeKept(): Promise<void> {
  const keys = lines.map((l) => l.key)
  values.clear()
  lines = []
  changed()
  later(async () => {
    await drop(INDEX)
    await Promise.all(keys.map((key) => drop(`kept.${key}`)))
  })
  return written
}

/** Those in memory by now. */
export function keptEntries<T>(prefix: string): { key: string; entry: Kept<T>; pinned: boolean }[] {
  return lines.filter((l) => l.key.startsWith(prefix) && values.has(l.key)).map((l) => ({ key: l.key, entry: values.get(l.key) as Kept<T>, pinned: l.pinned }))
}

export function watchKept(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => { watchers.delete(watcher) }
}

let stamp = 0
/** Grows with each change: a cheap snapshot for React. */
export function keptStamp(): number { return stamp }

function changed(): void {
  stamp++
  watchers.forEach((w) => w())
}

function writeIndex(): void {
  later(() => putSecret(INDEX, JSON.stringify(lines)))
}

/** One after another, so that a wipe is never overtaken by a write that began before it. A full disk loses the copy, not the screen. */
function later(work: () => Promise<unknown>): void {
  written = written.then(work).then(() => undefined, () => undefined)
}
