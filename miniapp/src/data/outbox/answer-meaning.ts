// What an answer means for an entry: through, refused, later, or not ours to send. Pure.
import { now } from '../../platform/clock'
import type { Failure } from '../failure'
import type { Receipt, Why } from './entry'
import type { Outcome } from './ports'

/** An operation that answers without words gives no id of its own. */
export const NO_WORDS = '0'.repeat(26)

export function outcomeOf(failure: Failure): Exclude<Outcome<never>, { kind: 'received' }> {
  if (failure.status === 401) return { kind: 'signed-out' }
  if (failure.unreachable || failure.status === 429 || failure.status === 408) return later(failure)
  if (failure.status >= 400 && failure.status < 500) return { kind: 'refused', why: whyOf(failure) }
  return { kind: 'later', line: false, afterMs: null, why: whyOf(failure) }
}

export function later(failure: Failure): Exclude<Outcome<never>, { kind: 'received' }> {
  return { kind: 'later', line: true, afterMs: failure.retryAfter === null ? null : failure.retryAfter * 1000, why: whyOf(failure) }
}

function whyOf(failure: Failure): Why {
  return { code: failure.code, title: failure.title, detail: failure.detail, errors: failure.errors, at: now() }
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** Only an id that the server gave is a proof: of the thing itself, of the first of the things that a write made, of the batch, or of the household whose month it answers. */
export function receiptOf(answer: any): Receipt | null {
  const id: unknown = answer?.id ?? answer?.items?.[0]?.id ?? answer?.batch ?? answer?.household?.id
  if (typeof id !== 'string' || !ULID.test(id)) return null
  const { number, hash, receivedAt, clockOffMinutes } = { ...answer, ...answer.receipt } as Partial<Receipt>
  return { id, number, hash, receivedAt, clockOffMinutes }
}
