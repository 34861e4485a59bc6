// Refusals as the screens see them: a stable code and two Chinese sentences. Nothing here holds what was asked or answered.
import type { ProblemCode } from '@onecard/shared/problems'
import type { ProblemView } from '@onecard/shared/contract/common.views'

/** Codes that only a phone can find out. */
export type LocalCode = 'line.broken' | 'line.captive'

const LOCAL: Record<LocalCode, { title: string; detail: string }> = {
  'line.broken': { title: '连不上网', detail: '信号不好或没有网络。手机里存下的还能看，有信号后再试。' },
  'line.captive': { title: '网络要先登录', detail: '连的无线网要先在浏览器里登录，或换成手机流量后再试。' },
}

/**
 * Said here where the answer is no problem document: the server sends its words with every refusal, so the whole catalogue need not be on
 * the phone. Held to the catalogue by the test beside this file.
 */
export const WITHOUT_WORDS = {
  'session.ended': { title: '登录已失效', detail: '请重新登录，没有上传的内容还在手机里。' },
  'not_found': { title: '没有找到', detail: '可能不在您负责的范围内，或者已经不在了。' },
  'rate.exceeded': { title: '操作太快', detail: '请过 {seconds} 秒再试。' },
  'server.failed': { title: '没有办成', detail: '您的内容没有丢，请稍后再试；还不行请把编号 {requestId} 告诉县里。' },
  'server.unavailable': { title: '服务暂时连不上', detail: '请稍后再试，填写的内容会留在手机里。' },
} as const satisfies Partial<Record<ProblemCode, { title: string; detail: string }>>

export class Failure extends Error {
  override readonly name = 'Failure'
  constructor(
    readonly code: ProblemCode | LocalCode | (string & {}),
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: { field: string; message: string }[] = [],
    /** Seconds to wait before another try. */
    readonly retryAfter: number | null = null,
    readonly requestId: string | null = null,
  ) {
    super(code)
  }
  /** The server never answered: what is on the phone may be shown instead. */
  get unreachable(): boolean { return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504 }
}

export function localFailure(code: LocalCode): Failure {
  return new Failure(code, 0, LOCAL[code].title, LOCAL[code].detail)
}

/** A refusal from the wire; one that is no problem document becomes 「没有办成」 with the status kept. */
export function failureOf(status: number, text: string, retryAfter: number | null): Failure {
  const view = parse(text)
  if (view) return new Failure(view.code, status, view.title, view.detail, view.errors ?? [], view.retryAfter ?? retryAfter, view.requestId ?? null)
  const code: keyof typeof WITHOUT_WORDS = status === 401 ? 'session.ended' : status === 404 ? 'not_found' : status === 429 ? 'rate.exceeded' : status >= 502 && status <= 504 ? 'server.unavailable' : 'server.failed'
  const { title, detail } = WITHOUT_WORDS[code]
  return new Failure(code, status, title, detail.replace('{seconds}', String(retryAfter ?? '')).replace('{requestId}', ''), [], retryAfter)
}

function parse(text: string): ProblemView | null {
  try {
    const view = JSON.parse(text) as Partial<ProblemView>
    return typeof view.code === 'string' && typeof view.title === 'string' && typeof view.detail === 'string' ? (view as ProblemView) : null
  } catch {
    return null
  }
}

export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('server.failed', 0, '没有办成', '请再试一次；还不行请告诉县里。')
}
