// Everything the stand-in remembers: users, codes, tokens, published pages, counters, calls, its clock.
import { createHash } from 'node:crypto'
import { FaultPlan } from './faults'

export interface User { openid: string; sessionKey: string; logins: number; seenAt: number | null }
export interface Code { code: string; kind: 'login' | 'phone'; /** openid or phone number */ of: string; appid: string; issued: number; used: number | null }
export interface Token { value: string; family: 'stable' | 'classic'; issued: number; ends: number; /** Set when another token or a fault killed it. */ dies: number | null; errcode: number }
export interface SentMessage { openid: string; template: string; page: string; data: Record<string, string>; at: number }
export interface RecordedCall {
  n: number; at: number; method: string; path: string; query: Record<string, string>; body: unknown
  /** HTTP status and errcode (0: done) of the answer; null while it is under way or when the socket was cut. */
  status: number | null; errcode: number | null
}

const TOKEN_LIFE = 7_200_000
const OVERLAP = 300_000
const MINUTE = 60_000
const DAY = 86_400_000
/** A demo runs for days; the oldest calls make way. */
const CALLS_KEPT = 20_000

export class StandInState {
  readonly users = new Map<string, User>()
  readonly codes = new Map<string, Code>()
  readonly tokens: Token[] = []
  readonly pages: Set<string>
  /** Keys of each message template. */
  readonly templates = new Map<string, string[]>()
  readonly sent: SentMessage[] = []
  readonly calls: RecordedCall[] = []
  readonly faults = new FaultPlan()
  seed = 0
  private readonly credits = new Map<string, number>()
  private readonly counters = new Map<string, number>()
  private clockShift = 0
  private clockFixed: number | null = null
  private issuedTokens = 0
  private requests = 0
  private lastForced = -Infinity

  constructor(readonly account: { appid: string; secret: string }, pages: readonly string[], private readonly clock: () => number) {
    this.pages = new Set(pages)
  }

  now(): number {
    return (this.clockFixed ?? this.clock()) + this.clockShift
  }

  setClock(ms: number): void {
    this.clockFixed = ms
    this.clockShift = 0
  }

  advance(ms: number): void {
    this.clockShift += ms
  }

  rid(): string {
    const hex = (n: number) => (n >>> 0).toString(16).padStart(8, '0')
    return `${hex(this.seed)}-00000000-${hex(++this.requests)}`
  }

  record(call: Omit<RecordedCall, 'n' | 'at' | 'status' | 'errcode'>): RecordedCall {
    const recorded: RecordedCall = { n: (this.calls.at(-1)?.n ?? 0) + 1, at: this.now(), ...call, status: null, errcode: null }
    this.calls.push(recorded)
    if (this.calls.length > CALLS_KEPT) this.calls.shift()
    return recorded
  }

  /** Counts in the running minute or day; false when there were `limit` before. */
  count(what: string, limit: number, window: 'minute' | 'day' = 'minute'): boolean {
    const key = `${what} ${window} ${Math.floor(this.now() / (window === 'minute' ? MINUTE : DAY))}`
    const before = this.counters.get(key) ?? 0
    if (before >= limit) return false
    this.counters.set(key, before + 1)
    return true
  }

  /** How many messages of a template this user has agreed to and not got. */
  setCredit(openid: string, template: string, left: number): void { this.credits.set(`${openid} ${template}`, left) }

  creditOf(openid: string, template: string): number { return this.credits.get(`${openid} ${template}`) ?? 0 }

  user(openid: string): User {
    let user = this.users.get(openid)
    if (!user) this.users.set(openid, user = { openid, sessionKey: '', logins: 0, seenAt: null })
    return user
  }

  /** A login may replace the session_key; here it always does, so that nobody counts on an old one. */
  login(openid: string): User {
    const user = this.user(openid)
    user.logins++
    user.seenAt = this.now()
    user.sessionKey = createHash('sha256').update(`${this.seed} ${openid} ${user.logins}`).digest().subarray(0, 16).toString('base64')
    return user
  }

  issueCode(code: string, kind: Code['kind'], of: string, appid = this.account.appid): Code {
    const issued: Code = { code, kind, of, appid, issued: this.now(), used: null }
    this.codes.set(code, issued)
    return issued
  }

  /** A registered code, or one of the forms that the demo makes up, taken as issued when first seen. */
  code(text: string): Code | null {
    const known = this.codes.get(text)
    if (known) return known
    const login = /^dev-([a-z0-9][a-z0-9_-]{0,63})(\.[A-Za-z0-9_-]{1,64})?$/.exec(text)
    if (login) return this.issueCode(text, 'login', openidOf(login[1]))
    const phone = /^ph-(\d{11})(\.[A-Za-z0-9_-]{1,64})?$/.exec(text)
    return phone ? this.issueCode(text, 'phone', phone[1]) : null
  }

  /** Normal mode: the same token while more than five minutes remain, then a new one beside it. */
  stableToken(): Token {
    const newest = this.newest('stable')
    if (newest && newest.ends - this.now() > OVERLAP) return newest
    return this.issueToken('stable')
  }

  /** The old token dies at once; calls less than 30 s apart do not refresh. */
  forceStable(): Token {
    const newest = this.newest('stable')
    if (newest && this.now() - this.lastForced < 30_000) return newest
    this.lastForced = this.now()
    this.killTokens(40001, 'stable')
    return this.issueToken('stable')
  }

  /** Each call kills the previous token, after an overlap. */
  classicToken(): Token {
    for (const token of this.tokens) if (token.family === 'classic') token.dies = Math.min(token.dies ?? Infinity, this.now() + OVERLAP)
    return this.issueToken('classic')
  }

  killTokens(errcode: number, family?: Token['family']): void {
    for (const token of this.tokens) {
      if (family && token.family !== family) continue
      if (token.dies === null || token.dies > this.now()) Object.assign(token, { dies: this.now(), errcode })
    }
  }

  /** 0 when good, else WeChat's errcode. */
  tokenErrcode(value: string | undefined): number {
    if (!value) return 41001
    if (!/^[A-Za-z0-9_-]{3,512}$/.test(value)) return 40014
    const token = this.tokens.find((one) => one.value === value)
    if (!token) return 40001
    if (token.dies !== null && token.dies <= this.now()) return token.errcode
    return token.ends <= this.now() ? 42001 : 0
  }

  private newest(family: Token['family']): Token | undefined {
    return this.tokens.findLast((token) => token.family === family && token.dies === null && token.ends > this.now())
  }

  private issueToken(family: Token['family']): Token {
    const token: Token = { value: `${family === 'stable' ? 'ST' : 'T'}_${++this.issuedTokens}`, family, issued: this.now(), ends: this.now() + TOKEN_LIFE, dies: null, errcode: 40001 }
    this.tokens.push(token)
    return token
  }
}

/** The openid of `dev-<account>` codes: readable, and the same on every run. */
export function openidOf(account: string): string {
  return `oT_${account.replaceAll('-', '_')}`
}
