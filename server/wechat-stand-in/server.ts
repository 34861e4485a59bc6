// A local HTTP server that behaves as WeChat's server API does, faults included. For tests and the demo only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { controlOf, type Change, type Control } from './control'
import { refusal, type Call, type Fields, type Reply, type Request } from './reply'
import { StandInState } from './state'
import { subscribeSend } from './calls/message.calls'
import { getwxacodeunlimit } from './calls/mini-code.calls'
import { checksession, getuserphonenumber, jscode2session } from './calls/session.calls'
import { classicToken, stableToken } from './calls/token.calls'

export type { Change, Control } from './control'
export type { Fault } from './faults'
export { openidOf, type RecordedCall } from './state'

export interface StandInOptions {
  /** 0 or none: a free one. Always on 127.0.0.1. */
  port?: number
  clock?: () => number
  appid?: string
  secret?: string
  /** Pages of the version that counts as published. */
  pages?: string[]
}

export interface StandIn { url: string; control: Control; stop(): Promise<void> }

const CALLS: Record<string, Call> = {
  '/sns/jscode2session': jscode2session,
  '/cgi-bin/stable_token': stableToken,
  '/cgi-bin/token': classicToken,
  '/wxa/getwxacodeunlimit': getwxacodeunlimit,
  '/wxa/business/getuserphonenumber': getuserphonenumber,
  '/wxa/checksession': checksession,
  '/cgi-bin/message/subscribe/send': subscribeSend,
}
const PAGES = ['pages/home/index', 'pages/household/index', 'pages/scan/index', 'packages/notices/inbox/index']

/** Rejects in production, where a stand-in would let anybody be anybody. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  if (process.env.NODE_ENV === 'production') throw new Error('The WeChat stand-in does not start with NODE_ENV=production')
  const { port = 0, clock = Date.now, appid = 'wx0', secret = 'stand-in', pages = PAGES } = options
  const state = new StandInState({ appid, secret }, pages, clock)
  const control = controlOf(state)
  const server = createServer((incoming, response) => {
    serve(incoming, response, state, control).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

async function serve(incoming: IncomingMessage, response: ServerResponse, state: StandInState, control: Control): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://stand-in')
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const request: Request = { method: incoming.method ?? 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams), body: Buffer.concat(chunks).toString('utf8') }
  if (request.path === '/control') return serveControl(request, response, control)
  const recorded = state.record({ method: request.method, path: request.path, query: request.query, body: fieldsOf(request.body) ?? request.body })
  const reply = await replyTo(request, state)
  recorded.errcode = reply.errcode
  await send(incoming, response, reply, state, request.path)
  if (response.writableFinished) recorded.status = reply.status
}

function serveControl(request: Request, response: ServerResponse, control: Control): void {
  const change = request.method === 'POST' ? fieldsOf(request.body) : {}
  if (change) control.set(change as Change)
  response.writeHead(change ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(control.state()))
}

/** Token, then JSON, then the call's own checks. */
function replyTo(request: Request, state: StandInState): Reply | Promise<Reply> {
  const { path } = request
  const call = CALLS[path]
  if (!call) return { status: 404, type: 'text/plain', body: Buffer.from('not found'), errcode: 0 }
  if (state.faults.take('502', path)) return { status: 502, type: 'text/html', body: Buffer.from('<html><h1>502 Bad Gateway</h1></html>'), errcode: 0 }
  if (state.faults.take('empty', path)) return { status: 200, type: 'text/plain', body: Buffer.alloc(0), errcode: 0 }
  if (state.faults.take('html', path)) return { status: 200, type: 'text/html', body: Buffer.from('<html><body>系统维护中</body></html>'), errcode: 0 }
  if (state.faults.take('busy', path)) return refusal(state, -1, 'system error')
  if (state.faults.take('secret-leak', path)) return refusal(state, 47001, `data format error ${JSON.stringify(request.query)} ${request.body}`)
  if (request.method !== call.method) return call.method === 'POST' ? refusal(state, 43002, 'require POST method') : refusal(state, 41002, 'appid missing')
  return (call.token ? tokenRefusal(request, state) : null) ?? afterToken(call, request, state)
}

function afterToken(call: Call, request: Request, state: StandInState): Reply | Promise<Reply> {
  if (call.method === 'GET') return call.answer(request, state, {})
  if (!request.body) return refusal(state, 44002, 'empty post data')
  const fields = fieldsOf(request.body)
  if (!fields || 'access_token' in fields) return refusal(state, 47001, 'data format error')
  return call.answer(request, state, fields)
}

function tokenRefusal(request: Request, state: StandInState): Reply | null {
  const dying = state.faults.take('token-dies-now', request.path)
  if (dying) state.killTokens(dying.errcode ?? 40001)
  if (state.faults.take('other-process-forced', request.path)) state.forceStable()
  const errcode = state.faults.take('token-always-bad', request.path) ? 40001 : state.tokenErrcode(request.query.access_token)
  return errcode ? refusal(state, errcode, 'invalid credential, access_token is invalid or not latest') : null
}

function fieldsOf(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value as Fields : null
  } catch {
    return null
  }
}

/** Puts the reply on the wire, or whatever a fault of the wire makes of it. */
async function send(incoming: IncomingMessage, response: ServerResponse, reply: Reply, state: StandInState, path: string): Promise<void> {
  if (state.faults.take('reset', path)) return void incoming.socket.resetAndDestroy()
  if (state.faults.take('send-timeout', path)) return
  const slow = state.faults.take('slow', path)
  if (slow?.mode === 'never') return
  if (slow?.mode === 'late') await pause(slow.ms ?? 1_000)
  const cut = state.faults.take('truncated', path)
  const half = reply.body.subarray(0, reply.body.length >> 1)
  const body = cut?.mode === 'short' ? half : reply.body
  response.writeHead(reply.status, { 'content-type': reply.type, 'content-length': body.length })
  if (cut?.mode === 'cut') return void response.write(half, () => incoming.socket.destroy())
  if (slow?.mode === 'trickle') return trickle(response, body, slow.ms ?? 100)
  await new Promise<void>((resolve) => response.once('close', resolve).end(body, resolve))
}

async function trickle(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  for (const byte of body) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await pause(ms)
  }
  response.end()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

