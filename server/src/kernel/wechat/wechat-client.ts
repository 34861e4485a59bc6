// Our side of WeChat's server API. Nothing that comes back, and nothing of a request but its path, is ever logged or put into an error.
import pRetry from 'p-retry'
import type { Logger } from 'pino'
import { AccessTokens } from './access-token'
import { pictureOf, type Picture } from './picture'
import { failureOf, WechatError, type WechatCall } from './wechat-error'

export interface WechatOptions {
  /** `https://api.weixin.qq.com`, or the stand-in. */
  baseUrl: string
  appid: string
  secret: string
  fetch?: typeof fetch
  clock: { now(): number }
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  patience?: Partial<Patience>
}

/** Milliseconds. A whole request takes at most three times its timeout, pauses included. */
export interface Patience { timeout: number; pictureTimeout: number; retries: number; pause: number }

const PATIENCE: Patience = { timeout: 5_000, pictureTimeout: 10_000, retries: 3, pause: 200 }

const LOGIN: WechatCall = { path: '/sns/jscode2session', codeRefused: [40029, 40163], quota: 'day', repeatable: false }
const PHONE: WechatCall = { path: '/wxa/business/getuserphonenumber', codeRefused: [40029, 40163, 40013], quota: 'day', repeatable: false }
const MINI_CODE: WechatCall = { path: '/wxa/getwxacodeunlimit', codeRefused: [], quota: 'minute', repeatable: true }
/** Not idempotent: a second try may be a second message. */
const SUBSCRIBE: WechatCall = { path: '/cgi-bin/message/subscribe/send', codeRefused: [], quota: 'day', repeatable: false }
/** Its limits are 10,000 a minute and 500,000 a day; the first is the one that a fault of ours would reach. */
const STABLE_TOKEN: WechatCall = { path: '/cgi-bin/stable_token', codeRefused: [], quota: 'minute', repeatable: true }

/** Pixels. 3 cm at 300 dpi are 354, and a picture of 430 is WeChat's own default. */
const MINI_CODE_WIDTH = 430
/** WeChat allows 5000; the rest is for other processes and for people. */
const MINI_CODES_A_MINUTE = 4_000
const RID = /rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})/

/** What the socket says when nothing of the request has left. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** `data`: value by key of the template, within WeChat's limits (`limits.ts`). `page`: where a tap leads, with its query. */
export interface SubscribeMessage { openid: string; template: string; page: string; data: Record<string, string>; state: 'formal' | 'trial' | 'developer' }

type Json = Record<string, unknown>

export class WechatClient {
  private readonly patience: Patience
  private readonly tokens: AccessTokens
  private minute = { ends: 0, asked: 0 }

  constructor(private readonly options: WechatOptions) {
    this.patience = { ...PATIENCE, ...options.patience }
    this.tokens = new AccessTokens(() => this.askToken(), () => options.clock.now())
  }

  /** Who holds the phone, by a code of `wx.login`. The session_key is dropped here: nothing of ours needs it. */
  async openidOf(jsCode: string): Promise<string> {
    const { appid, secret } = this.options
    const query = { appid, secret, js_code: jsCode, grant_type: 'authorization_code' }
    return this.text(LOGIN, await this.persist(LOGIN, () => this.askJson(LOGIN, query)), 'openid')
  }

  /**
   * The number behind a code of getPhoneNumber: 11 digits for mainland numbers; others as `+country number`,
   * so that the tail of a foreign number is never taken for a local one.
   */
  async phoneOf(phoneCode: string): Promise<string> {
    const answer = await this.withToken(PHONE, (query) => this.askJson(PHONE, query, { code: phoneCode }))
    const info = (answer.phone_info ?? {}) as Json
    const issuedFor = (info.watermark as Json | undefined)?.appid
    if (issuedFor !== undefined && issuedFor !== this.options.appid) throw this.failed(new WechatError('code_refused', PHONE.path, { reason: 'other_app' }))
    const number = this.text(PHONE, info, 'purePhoneNumber')
    // Documented as a string, shown as a number in the example.
    const country = String(info.countryCode ?? '86')
    return country === '86' ? number : `+${country} ${number}`
  }

  /**
   * The mini-program code that opens `page` (no leading slash, no query) with `scene` (1–32 of WeChat's characters).
   * Codes never expire, so the caller stores it. `rate` is thrown with the moment to go on at.
   */
  async miniCode(scene: string, page: string): Promise<Picture> {
    this.pace()
    const body = { scene, page, check_path: true, env_version: 'release', width: MINI_CODE_WIDTH }
    return this.withToken(MINI_CODE, async (query) => {
      const bytes = await this.exchange(MINI_CODE, query, body)
      const picture = pictureOf(bytes)
      if (picture) return picture
      if (bytes[0] === 0x7b) this.parse(MINI_CODE, bytes)
      throw this.failed(new WechatError('unavailable', MINI_CODE.path, { reason: 'not_a_whole_picture', again: true }))
    })
  }

  /**
   * One subscribe message to one phone. `unknown`: no answer came, so it may have been sent and must not be sent again. Throws when
   * nothing was sent: `not_subscribed`, `rate` (with `retryAt`), `busy`, `unavailable`, `misconfigured`.
   */
  async sendSubscribeMessage({ openid, template, page, data, state }: SubscribeMessage): Promise<'sent' | 'unknown'> {
    const body = { touser: openid, template_id: template, page, data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])), miniprogram_state: state, lang: 'zh_CN' }
    try {
      // The answer's msgid is larger than a number holds, and nothing of ours needs it.
      await this.withToken(SUBSCRIBE, (query) => this.askJson(SUBSCRIBE, query, body))
      return 'sent'
    } catch (error) {
      if (error instanceof WechatError && error.path === SUBSCRIBE.path && error.kind === 'unavailable' && error.errcode === undefined && !NEVER_LEFT.has(error.reason ?? '')) return 'unknown'
      throw error
    }
  }

  /** Refuses by ourselves what would take the quota from others: a batch treats it as WeChat's own "rate". */
  private pace(): void {
    const now = this.options.clock.now()
    if (now >= this.minute.ends) this.minute = { ends: now + 60_000, asked: 0 }
    if (this.minute.asked >= MINI_CODES_A_MINUTE) throw this.failed(new WechatError('rate', MINI_CODE.path, { retryAt: this.minute.ends, reason: 'own_pace' }))
    this.minute.asked++
  }

  private async askToken(): Promise<{ value: string; seconds: number }> {
    const { appid, secret } = this.options
    // force_refresh kills the token of every other process and is granted 20 times a day: never from here.
    const body = { grant_type: 'client_credential', appid, secret, force_refresh: false }
    const answer = await this.persist(STABLE_TOKEN, () => this.askJson(STABLE_TOKEN, {}, body))
    return { value: this.text(STABLE_TOKEN, answer, 'access_token'), seconds: Number(answer.expires_in) || 0 }
  }

  /** A refused token is dropped and the call repeated exactly once; refused again, it is not the token's age that is wrong. */
  private async withToken<T>(call: WechatCall, send: (query: Record<string, string>) => Promise<T>): Promise<T> {
    const attempt = (token: string) => this.persist(call, () => send({ access_token: token }))
    const token = await this.tokens.current()
    try {
      return await attempt(token.value)
    } catch (error) {
      if (!(error instanceof WechatError && error.tokenRefused)) throw error
      this.tokens.drop(token)
    }
    try {
      return await attempt((await this.tokens.current()).value)
    } catch (error) {
      if (error instanceof WechatError && error.tokenRefused) {
        this.options.log.error({ wechat: { path: call.path, errcode: error.errcode, rid: error.rid } }, 'WeChat refuses a token that it has just given')
      }
      throw error
    }
  }

  /** Bounded: after silence only what is repeatable, after "system busy" everything. */
  private persist<T>(call: WechatCall, send: () => Promise<T>): Promise<T> {
    const { retries, pause } = this.patience
    return pRetry(send, {
      retries, minTimeout: pause, randomize: true, maxRetryTime: 2 * this.timeoutOf(call),
      shouldRetry: ({ error }) => error instanceof WechatError && error.again && (call.repeatable || error.kind === 'busy'),
    })
  }

  private timeoutOf(call: WechatCall): number {
    return call === MINI_CODE ? this.patience.pictureTimeout : this.patience.timeout
  }

  private async askJson(call: WechatCall, query: Record<string, string>, body?: Json): Promise<Json> {
    return this.parse(call, await this.exchange(call, query, body))
  }

  /** Sends and reads the whole answer in time; throws unless it is a 200 with all the bytes that it promised. */
  private async exchange(call: WechatCall, query: Record<string, string>, body?: Json): Promise<Buffer> {
    let response: Response
    let bytes: Buffer
    try {
      const search = new URLSearchParams(query).toString()
      response = await (this.options.fetch ?? fetch)(`${this.options.baseUrl}${call.path}${search && `?${search}`}`, {
        // A redirect would hand token or secret to another host.
        redirect: 'error', signal: AbortSignal.timeout(this.timeoutOf(call)),
        ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      bytes = Buffer.from(await response.arrayBuffer())
    } catch (error) {
      throw this.failed(new WechatError('unavailable', call.path, { reason: socketReason(error), again: true }))
    }
    const unfit = unfitReason(response, bytes)
    if (unfit) throw this.failed(new WechatError('unavailable', call.path, { reason: unfit, again: response.status === 200 || response.status >= 500 }))
    return bytes
  }

  /** By content, since the type lies. Errors come with status 200; success has errcode 0 or none. */
  private parse(call: WechatCall, bytes: Buffer): Json {
    const answer = jsonObject(bytes)
    if (!answer) throw this.failed(new WechatError('unavailable', call.path, { reason: 'not_json', again: true }))
    const errcode = Number(answer.errcode ?? 0)
    if (errcode !== 0) throw this.failed(failureOf(call, errcode, RID.exec(String(answer.errmsg))?.[1], this.options.clock.now()))
    return answer
  }

  private text(call: WechatCall, answer: Json, field: string): string {
    const value = answer[field]
    if (typeof value === 'string' && value) return value
    throw this.failed(new WechatError('unavailable', call.path, { reason: `no_${field}` }))
  }

  private failed(error: WechatError): WechatError {
    const { path, kind, errcode, rid, reason } = error
    // A token that ended early is routine; the same errcode in answer to appid and secret is not.
    const routine = error.tokenRefused && path !== STABLE_TOKEN.path
    const level = kind === 'misconfigured' && !routine ? 'error' : kind === 'code_refused' || kind === 'not_subscribed' ? 'info' : 'warn'
    this.options.log[level]({ wechat: { path, kind, errcode, rid, reason } }, 'WeChat refused or did not answer')
    return error
  }
}

function jsonObject(bytes: Buffer): Json | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null ? value as Json : null
  } catch {
    return null
  }
}

/** Only codes of fixed form: the texts of socket errors may hold addresses. */
function socketReason(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
  if (name === 'TimeoutError') return 'timeout'
  return typeof cause?.code === 'string' && /^[A-Z0-9_]+$/.test(cause.code) ? cause.code : 'no_connection'
}

function unfitReason(response: Response, bytes: Buffer): string | null {
  if (response.status !== 200) return `status_${response.status}`
  if (!bytes.length) return 'empty'
  const promised = response.headers.get('content-length')
  // With an encoding the length is that of the packed bytes.
  if (promised !== null && !response.headers.has('content-encoding') && Number(promised) !== bytes.length) return 'short'
  return null
}
