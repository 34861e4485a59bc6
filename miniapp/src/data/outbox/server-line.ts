// The way to the server, as the engine sees it: what an answer, a refusal or a silence means for an entry.
import type { PushedView } from '@onecard/shared/contract/sync.views'
import { allOperations, type Operation } from '@onecard/shared/operations'
import type { UploadView } from '@onecard/shared/contract/photos.views'
import type { ManifestView } from '@onecard/shared/contract/visits.views'
import { now } from '../../platform/clock'
import { call, type CallOptions } from '../call'
import { asFailure, failureOf, localFailure, type Failure } from '../failure'
import { later, NO_WORDS, outcomeOf, receiptOf } from './answer-meaning'
import type { Entry, PhotoProgress, Receipt } from './entry'
import type { Arrived, LinePort, Outcome } from './ports'

type AnyOperation = Operation<any, any>

const byName = new Map<string, AnyOperation>(allOperations())
const names = new Map<AnyOperation, string>([...byName].map(([name, operation]) => [operation, name]))

export function nameOf(operation: AnyOperation): string {
  const name = names.get(operation)
  if (!name) throw new Error(`${operation.path} is not in the operations table`)
  return name
}

/** A piece of a photo takes longer than a question. */
const PIECE_TIMEOUT_MS = 60_000
/** So do fifty entries over a slow line. */
const TOGETHER_TIMEOUT_MS = 45_000

/** Whether the person who wrote it is the one who is signed in now. Asked in the same breath as the token is taken. */
export type SignedIn = (owner: string) => boolean

export function serverLine(signedIn: SignedIn): LinePort {
  const ask = async <T>(owner: string, name: string, input: Record<string, unknown>, options: CallOptions, read: (answer: any) => T | null): Promise<Outcome<T> & { failure?: Failure }> => {
    const operation = byName.get(name)
    // An entry of a version of the program that knew more, or less, than this one.
    if (!operation) return { kind: 'refused', why: { code: 'outbox.unknown', title: '这一版不认得这一条', detail: '请更新到最新版本后再试，填写的内容还在手机里。', errors: [], at: now() } }
    if (!signedIn(owner)) return { kind: 'signed-out' }
    try {
      const answer: unknown = await call(operation, input, options)
      const value = operation.status === 204 && answer === undefined ? read({ id: NO_WORDS }) : read(answer)
      // JSON, but not our server's: something in between that answers everything with 200.
      return value === null ? later(localFailure('line.captive')) : { kind: 'received', value }
    } catch (error) {
      const failure = asFailure(error)
      return { ...outcomeOf(failure), failure }
    }
  }
  const manifest = (owner: string, input: { entries: string[]; photos: string[] }) => ask<ManifestView>(owner, 'visits.manifest', input, {}, (view: ManifestView | undefined) => (Array.isArray(view?.received) && Array.isArray(view.missingPhotos) ? view : null))
  /** Who may not send it any more may have sent it: its last answer was lost, and he was dismissed before he asked again. */
  const unlessThere = async (entry: Entry, photo: PhotoProgress, outcome: Outcome<Arrived> & { failure?: Failure }): Promise<Outcome<Arrived>> => {
    if (outcome.kind !== 'refused' || (outcome.failure?.status !== 403 && outcome.failure?.status !== 404)) return outcome
    const held = await manifest(entry.owner, { entries: [], photos: [photo.sha256] })
    return held.kind === 'received' && held.value.missingPhotos.length === 0 ? { kind: 'received', value: { id: photo.id ?? photo.sha256, stored: true, offset: photo.bytes } } : outcome
  }
  return {
    send: (entry, input) => ask(entry.owner, entry.operation, sentNow(input), { key: entry.key }, receiptOf),
    sendTogether: (asked) => ask(asked[0].entry.owner, 'sync.push', { entries: asked.map(({ entry, input }) => ({ key: entry.key, operation: entry.operation, input: sentNow(input) })) }, { timeoutMs: TOGETHER_TIMEOUT_MS }, outcomesOf),
    async received(entry) {
      const outcome = await manifest(entry.owner, { entries: [entry.key], photos: [] })
      return outcome.kind === 'received' ? { kind: 'received', value: receivedOf(outcome.value, entry.key) } : outcome
    },
    startPhoto: async (entry, photo) => unlessThere(entry, photo, await ask(entry.owner, 'photos.start', { id: entry.household, sha256: photo.sha256, bytes: photo.bytes, takenAt: photo.takenAt }, { key: photo.key }, arrivedOf)),
    async appendPhoto(entry, photo, bytes) {
      const outcome = await ask(entry.owner, 'photos.append', { id: entry.household, photo: photo.id, offset: String(photo.offset) }, { bytes, timeoutMs: PIECE_TIMEOUT_MS }, arrivedOf)
      return outcome.failure?.status === 404 || outcome.failure?.code === 'photo.offset' ? { kind: 'lost' } : unlessThere(entry, photo, outcome)
    },
  }
}

function arrivedOf(view: UploadView | undefined): Arrived | null {
  return typeof view?.id === 'string' && typeof view.offset === 'number' ? { id: view.id, stored: view.state === 'stored', offset: view.offset } : null
}

function receivedOf({ received }: ManifestView, key: string): Receipt | null {
  const found = received.find((one) => one.key === key)
  if (!found) return null
  // What was answered without words has no id of its own.
  return receiptOf({ ...found, id: found.id ?? NO_WORDS, number: found.receipt })
}

/** When it was sent is said anew each time: it tells how far this phone's clock is off. */
const sentNow = (input: Record<string, unknown>): Record<string, unknown> => ('sentAt' in input ? { ...input, sentAt: new Date(now()).toISOString() } : input)

/** What each answer would have meant alone. A session that ended in the midst of it counts as not tried: the next question says so for all. */
function outcomesOf(view: PushedView | undefined): ReadonlyMap<string, Outcome<Receipt>> | null {
  if (!Array.isArray(view?.answers)) return null
  return new Map(view.answers.filter(({ status }) => status !== 401).map(({ key, status, body }): [string, Outcome<Receipt>] => {
    if (status >= 300) return [key, outcomeOf(failureOf(status, JSON.stringify(body), null))]
    const value = receiptOf(body ?? { id: NO_WORDS })
    return [key, value === null ? later(localFailure('line.captive')) : { kind: 'received', value }]
  }))
}
