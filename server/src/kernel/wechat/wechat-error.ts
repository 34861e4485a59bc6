// What can go wrong with WeChat, sorted by what the caller has to do about it.

/**
 * - `code_refused`: the login or phone code is used up, too old or another app's: ask the phone for a fresh one, once.
 * - `user_refused`: WeChat holds this user for risky: another way in.
 * - `not_subscribed`: this phone gets no message: none was agreed to, all are used up, or it is no user of ours any more. Nothing was sent.
 * - `rate`: a quota is used up; nothing was done; go on at `retryAt`.
 * - `busy`: WeChat said "system busy" on every try.
 * - `unavailable`: no answer, or one that is none (HTML, half a picture, an errcode nobody has listed).
 * - `misconfigured`: secret, address list, page or request are wrong: only a person can mend it, so it is logged as an error.
 */
export type WechatErrorKind = 'code_refused' | 'user_refused' | 'not_subscribed' | 'rate' | 'busy' | 'unavailable' | 'misconfigured'

export interface WechatFailure {
  errcode?: number
  /** WeChat's own number of the request, for its support. */
  rid?: string
  /** UTC milliseconds; with `rate` only. */
  retryAt?: number
  /** What the socket or the answer looked like, e.g. `ECONNRESET`, `timeout`, `status_502`: never text from outside. */
  reason?: string
  /** The same request may be sent again without doing something twice. */
  again?: boolean
}

/** Carries no `cause`: those of fetch may hold the address, and with it the secret. */
export class WechatError extends Error {
  readonly errcode?: number
  readonly rid?: string
  readonly retryAt?: number
  readonly reason?: string
  readonly again: boolean

  constructor(readonly kind: WechatErrorKind, readonly path: string, failure: WechatFailure = {}) {
    super(`WeChat ${path}: ${kind}${failure.errcode === undefined ? '' : ` ${failure.errcode}`}${failure.reason ? ` (${failure.reason})` : ''}`)
    this.name = 'WechatError'
    this.errcode = failure.errcode
    this.rid = failure.rid
    this.retryAt = failure.retryAt
    this.reason = failure.reason
    this.again = failure.again ?? false
  }

  /** Token wrong or not the newest; malformed; expired. */
  get tokenRefused(): boolean {
    return TOKEN_REFUSED.has(this.errcode ?? 0)
  }
}

/** The parts of a call that decide what its errcodes mean. */
export interface WechatCall {
  /** Without query: it is logged. */
  path: string
  /** errcodes that mean "this code, not we": 40013 is a bad appid everywhere but at the phone number, where the code is another app's. */
  codeRefused: readonly number[]
  /** Window of its quota behind errcode 45009. */
  quota: 'minute' | 'day'
  /** Sending it twice does no more than once: it may be repeated after silence. Codes are used up, so theirs may not. */
  repeatable: boolean
}

const TOKEN_REFUSED = new Set([40001, 40014, 42001])
/** 43108: two processes wrote to one user at the same time. */
const MINUTE_RATE = new Set([45011, 44991, 43108])
const NOT_SUBSCRIBED = new Set([43101, 40003])
/** Credentials, permissions and address list; then our own bugs: missing fields, wrong method, bad scene, page or width, a template or a value of a message. */
const MISCONFIGURED = new Set([
  40013, 40125, 40243, 40164, 48001, 40002, 50004, 50007, 89503, 89506, 89507,
  41001, 41002, 41004, 41008, 43002, 44002, 47001, 40169, 40129, 41030, 40097, 85096, 40189, 45063,
  40037, 47003, 43107, 45168,
])
const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000

/** Which failure an errcode other than 0 is. The wording of errmsg drifts and may repeat what we sent, so it is not looked at. */
export function failureOf(call: WechatCall, errcode: number, rid: string | undefined, now: number): WechatError {
  const made = (kind: WechatErrorKind, more: WechatFailure = {}) => new WechatError(kind, call.path, { errcode, rid, ...more })
  if (call.codeRefused.includes(errcode)) return made('code_refused')
  if (NOT_SUBSCRIBED.has(errcode)) return made('not_subscribed')
  if (errcode === 40226) return made('user_refused')
  // "System busy" says that nothing was done. Should a code have been used up all the same, the next answer is code_refused.
  if (errcode === -1) return made('busy', { again: true })
  // A minute from now is right for windows on the full minute and for sliding ones.
  if (MINUTE_RATE.has(errcode) || (errcode === 45009 && call.quota === 'minute')) return made('rate', { retryAt: now + 60_000 })
  if (errcode === 45009) return made('rate', { retryAt: (Math.floor((now + SHANGHAI) / DAY) + 1) * DAY - SHANGHAI })
  if (TOKEN_REFUSED.has(errcode) || MISCONFIGURED.has(errcode)) return made('misconfigured')
  return made('unavailable')
}
