// How WeChat's answers look on the wire: errors have status 200, and the type says little.
import type { StandInState } from './state'

export interface Request { method: string; path: string; query: Record<string, string>; /** The body as it came. */ body: string }
export interface Reply { status: number; type: string; body: Buffer; errcode: number }

/** One of WeChat's calls. */
export interface Call {
  method: 'GET' | 'POST'
  /** Wants an access token, checked before anything else. */
  token: boolean
  answer(request: Request, state: StandInState, fields: Fields): Reply | Promise<Reply>
}

/** The JSON body of a POST; empty for a GET. */
export type Fields = Record<string, unknown>

export function json(value: object, type = 'application/json; encoding=utf-8'): Reply {
  return { status: 200, type, body: Buffer.from(JSON.stringify(value)), errcode: Number((value as { errcode?: number }).errcode ?? 0) }
}

export function refusal(state: StandInState, errcode: number, errmsg: string): Reply {
  return json({ errcode, errmsg: `${errmsg}, rid: ${state.rid()}` })
}

/** appid, secret and grant_type of the calls that carry them; null when they are right. */
export function accountRefusal(state: StandInState, given: Record<string, unknown>, grant: string): Reply | null {
  if (!given.appid) return refusal(state, 41002, 'appid missing')
  if (!given.secret) return refusal(state, 41004, 'appsecret missing')
  if (given.grant_type !== grant) return refusal(state, 40002, 'invalid grant_type')
  if (given.appid !== state.account.appid) return refusal(state, 40013, 'invalid appid')
  return given.secret === state.account.secret ? null : refusal(state, 40125, 'invalid appsecret')
}

/** A single-use code that lives five minutes; gives its own refusal, or marks it used. `foreign`: errcode for a code of another app. */
export function spendCode(state: StandInState, path: string, text: string, kind: 'login' | 'phone', foreign: number): { of: string } | Reply {
  const { faults } = state
  if (faults.take('code-reuse', path)) return refusal(state, 40163, 'code been used')
  if (faults.take('code-expired', path)) return refusal(state, 40029, 'invalid code')
  if (faults.take('code-of-other-app', path)) return refusal(state, foreign, foreign === 40013 ? 'invalid appid' : 'invalid code')
  if (faults.take('risky-user', path)) return refusal(state, 40226, 'code blocked')
  const code = state.code(text)
  if (!code || code.kind !== kind) return refusal(state, 40029, 'invalid code')
  if (code.appid !== state.account.appid) return refusal(state, foreign, 'invalid code')
  if (code.used !== null) return refusal(state, 40163, 'code been used')
  if (state.now() - code.issued >= 300_000) return refusal(state, 40029, 'invalid code')
  code.used = state.now()
  return { of: code.of }
}
