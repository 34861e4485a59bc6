// The only way from a screen to the server: one operation, its input, its output, or a Failure.
import type { Operation } from '@onecard/shared/operations'
import { exchange, LineBroken, type Answer } from '../platform/request'
import { now, wait } from '../platform/clock'
import { token, ended } from '../session/token'
import { addressOf } from './address'
import { Failure, failureOf, localFailure } from './failure'

const TIMEOUT_MS = 10_000
/** Pauses before the second and third try of a read; a write is never sent twice by itself. */
const PAUSES_MS = [400, 1200]

export interface Fresh<O> { changed: true; value: O; etag: string | null }
export interface Same { changed: false }

export interface CallOptions {
  /** `Idempotency-Key`, for an operation that is `keyed`. */
  key?: string
  /** Instead of the JSON body, as they are. */
  bytes?: ArrayBuffer
  timeoutMs?: number
}

/** Throws Failure, also for a 200 that is no JSON (a hotel's sign-in page in between). */
export async function call<I, O>(operation: Operation<I, O>, input: NoInfer<I>, options: CallOptions = {}): Promise<O> {
  const answer = await callIfChanged(operation, input, null, options)
  return (answer as Fresh<O>).value
}

/** The same with an ETag: `changed: false` means that what is on the phone still holds. */
export async function callIfChanged<I, O>(operation: Operation<I, O>, input: NoInfer<I>, etag: string | null, options: CallOptions = {}): Promise<Fresh<O> | Same> {
  const answer = await send(operation, input as Record<string, unknown>, etag, options)
  if (answer.status === 304) return { changed: false }
  if (answer.status === 204) return { changed: true, value: undefined as O, etag: null }
  return { changed: true, value: operation.picture ? (answer.text as O) : (read(answer) as O), etag: answer.etag }
}

/** A picture of the server as a data address; images can't send the session by themselves. */
export function picture<I>(operation: Operation<I, void>, input: NoInfer<I>): Promise<string> {
  return call(operation as unknown as Operation<I, string>, input)
}

async function send(operation: Operation<any, any>, input: Record<string, unknown>, etag: string | null, options: CallOptions): Promise<Answer> {
  const { path, body } = addressOf(operation, input)
  const used = operation.permission === 'public' ? null : token()
  // Screens that still stand while somebody signs out ask once more: nobody's question is not sent.
  if (operation.permission !== 'public' && !used) throw failureOf(401, '', null)
  const headers: Record<string, string> = { accept: operation.picture ? 'image/*, application/problem+json' : 'application/json, application/problem+json' }
  if (options.bytes) headers['content-type'] = 'application/octet-stream'
  else if (body !== undefined) headers['content-type'] = 'application/json'
  if (options.key) headers['idempotency-key'] = options.key
  if (used) headers.authorization = `Bearer ${used}`
  if (etag) headers['if-none-match'] = etag
  const answer = await attempt({ method: operation.method, path, headers, body, bytes: options.bytes, timeoutMs: options.timeoutMs ?? TIMEOUT_MS, picture: operation.picture })
  if (answer.status < 300 || answer.status === 304) return answer
  const failure = failureOf(answer.status, answer.text, answer.retryAfter)
  // Only the session that was refused is ended: a late answer must not throw out who signed in since.
  if (answer.status === 401 && used && used === token()) ended()
  throw failure
}

let onTheirWay = 0
let freeSince = now()
/** Resolves once nothing has been on its way to the server for so long: for what must not share a slow line with a screen. */
export async function lineFree(ms: number): Promise<void> {
  for (;;) {
    const left = onTheirWay > 0 ? ms : Math.min(ms, freeSince + ms - now())
    if (left <= 0) return
    await wait(left)
  }
}

async function attempt(ask: Parameters<typeof exchange>[0]): Promise<Answer> {
  onTheirWay++
  try { return await tries(ask) } finally { onTheirWay--; freeSince = now() }
}

async function tries(ask: Parameters<typeof exchange>[0]): Promise<Answer> {
  for (let before = 0; ; before++) {
    const pause = ask.method === 'GET' ? PAUSES_MS[before] : undefined
    try {
      const answer = await exchange(ask)
      if (answer.status < 502 || answer.status > 504 || pause === undefined) return answer
    } catch (error) {
      if (!(error instanceof LineBroken)) throw error
      if (pause === undefined) throw localFailure('line.broken')
    }
    await wait(pause)
  }
}

function read(answer: Answer): unknown {
  if (!/[/+]json/i.test(answer.type)) throw localFailure('line.captive')
  try {
    return JSON.parse(answer.text)
  } catch {
    throw new Failure('line.captive', 0, '网络要先登录', '连的无线网要先在浏览器里登录，或换成手机流量后再试。')
  }
}
