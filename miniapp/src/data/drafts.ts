// What is half typed, kept as it is typed: encrypted, for the person who types it, through back, kill and a dead battery.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { now } from '../platform/clock'
import { drop, getSecret, putSecret, secretNames } from '../platform/storage'

interface Draft { owner: string; savedAt: number; value: unknown; /** This typing, told from the next one under the same name. */ id?: string }

const PREFIX = 'draft.'
let owner: string | null = null
const drafts = new Map<string, Draft>()
let ready: Promise<void> = Promise.resolve()
const watchers = new Set<() => void>()

/** Called by the session: whose drafts these are. All of theirs in memory before a form asks for the first. */
export function draftsOf(account: string | null): Promise<void> {
  if (account === owner) return ready
  owner = account
  drafts.clear()
  if (account === null) return (ready = Promise.resolve())
  return (ready = load(account))
}

async function load(account: string): Promise<void> {
  for (const name of await secretNames(PREFIX)) {
    const draft = parsed(await getSecret(name))
    if (draft?.owner === account && owner === account && !drafts.has(name)) drafts.set(name, draft)
  }
  watchers.forEach((watcher) => watcher())
}

function parsed(text: string | null): Draft | null {
  try { return text === null ? null : (JSON.parse(text) as Draft) } catch { return null }
}

/** `account` in the name keeps two persons' drafts of one household apart. */
const nameOf = (name: string) => `${PREFIX}${owner}.${name}`

export interface DraftHandle<T> {
  value: T
  set: (next: T | ((before: T) => T)) => void
  /** For the entry that is made from it (`PostOptions.draft`); null = nothing was typed. Asked at the moment of the post. */
  id: () => string | null
  /** After the post: the draft has become an entry. Back to `initial`. */
  clear: () => void
  /** When what is shown was typed, ms; null = nothing was kept. */
  savedAt: number | null
  /** The phone could not keep the last change. */
  full: boolean
}

/** `name` holds ids only, such as `visit.01J…`. What was kept wins over `initial`. */
export function useDraft<T>(name: string, initial: T): DraftHandle<T> {
  const key = nameOf(name)
  const [shown, setShown] = useState<{ value: T; savedAt: number | null }>(() => kept(key, initial))
  const [full, setFull] = useState(false)
  const start = useRef(initial)
  const touched = useRef(false)
  useEffect(() => {
    const loaded = () => { if (!touched.current && drafts.has(key)) setShown(kept(key, start.current)) }
    watchers.add(loaded)
    loaded()
    return () => { watchers.delete(loaded); setTyped(touched, false) }
  }, [key])
  const value = useRef(shown.value)
  value.current = shown.value
  const set = useCallback((next: T | ((before: T) => T)) => {
    touched.current = true
    setTyped(touched, true)
    value.current = typeof next === 'function' ? (next as (before: T) => T)(value.current) : next
    setShown({ value: value.current, savedAt: now() })
    keepDraft(key, value.current).then(() => setFull(false), () => setFull(true))
  }, [key])
  const clear = useCallback(() => {
    touched.current = true
    setTyped(touched, false)
    value.current = start.current
    setShown({ value: start.current, savedAt: null })
    void dropDraft(key)
  }, [key])
  const id = useCallback(() => drafts.get(key)?.id ?? null, [key])
  return { value: shown.value, set, clear, savedAt: shown.savedAt, full, id }
}

/** Forms that are open and typed in. */
const typed = new Set<object>()
const typedWatchers = new Set<() => void>()
function setTyped(form: object, on: boolean): void {
  if (typed.has(form) === on) return
  if (on) typed.add(form)
  else typed.delete(form)
  typedWatchers.forEach((watcher) => watcher())
}
function watchTyped(watcher: () => void): () => void { typedWatchers.add(watcher); return () => { typedWatchers.delete(watcher) } }
const isTyped = () => typed.size > 0
/** Whether some open form holds what was not posted yet: nothing may reload the page under it. */
export function useHalfTyped(): boolean { return useSyncExternalStore(watchTyped, isTyped, isTyped) }

function kept<T>(key: string, initial: T): { value: T; savedAt: number | null } {
  const draft = drafts.get(key)
  return draft ? { value: draft.value as T, savedAt: draft.savedAt } : { value: initial, savedAt: null }
}

/** Names (without owner) of what is half typed, newest first. */
export function draftNames(): { name: string; savedAt: number }[] {
  const front = nameOf('')
  return [...drafts].map(([key, draft]) => ({ name: key.slice(front.length), savedAt: draft.savedAt })).sort((a, b) => b.savedAt - a.savedAt)
}

/** Every draft of this phone as it lies there, whoever's: for who must know whether a file is still wanted. */
export async function draftTexts(): Promise<string[]> {
  return (await Promise.all((await secretNames(PREFIX)).map(getSecret))).filter((text): text is string => text !== null)
}

/** The program died between the entry and the end of its draft: what was posted must not stand there to be posted again. `ids` of drafts that entries were made from. */
export async function dropPosted(ids: ReadonlySet<string>): Promise<void> {
  await ready
  for (const [key, draft] of [...drafts]) if (draft.id !== undefined && ids.has(draft.id)) await dropDraft(key)
  watchers.forEach((watcher) => watcher())
}

const writing = new Map<string, Promise<void>>()

/** One write of a draft at a time; of those that came meanwhile only the last is made. */
function keepDraft(key: string, value: unknown): Promise<void> {
  drafts.set(key, { owner: owner!, savedAt: now(), value, id: drafts.get(key)?.id ?? `${now()}.${Math.random()}` })
  return queued(key)
}

function dropDraft(key: string): Promise<void> {
  drafts.delete(key)
  return queued(key)
}

function queued(key: string): Promise<void> {
  const before = writing.get(key) ?? Promise.resolve()
  const next = before.catch(() => undefined).then(() => {
    if (writing.get(key) !== next) return
    const draft = drafts.get(key)
    return draft ? putSecret(key, JSON.stringify(draft), true) : drop(key)
  })
  writing.set(key, next)
  return next
}
