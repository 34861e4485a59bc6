// Our client against every fault of the stand-in that concerns it, over HTTP.
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { WechatClient, WechatError, type Patience } from '../src/kernel/wechat'
import { startStandIn, type Fault, type StandIn } from '../wechat-stand-in/server'
import { decode } from './worn-codes'

const NOON = Date.UTC(2026, 2, 2, 4)
const PAGE = 'pages/household/index'
const SECRET = 'b7f3secret09c1'
const [LOGIN, PHONE, TOKEN, MINI] = ['/sns/jscode2session', '/wxa/business/getuserphonenumber', '/cgi-bin/stable_token', '/wxa/getwxacodeunlimit']
/** Long enough for a busy machine to answer, short enough to wait for. */
const QUICK: Patience = { timeout: 3_000, pictureTimeout: 3_000, retries: 3, pause: 1 }
const IMPATIENT: Patience = { ...QUICK, timeout: 250, pictureTimeout: 250, retries: 1 }

let standIn: StandIn
let now: number
let log: string[]
let client: WechatClient

beforeEach(async () => {
  now = NOON
  log = []
  standIn = await startStandIn({ secret: SECRET, clock: () => now })
  client = make()
})
afterEach(() => standIn.stop())

function make(patience: Partial<Patience> = QUICK, baseUrl = standIn.url): WechatClient {
  const logger = pino({ level: 'trace' }, { write: (line: string) => { log.push(line) } })
  return new WechatClient({ baseUrl, appid: 'wx0', secret: SECRET, clock: { now: () => now }, log: logger, patience })
}
const faults = (...list: Fault[]) => standIn.control.set({ faults: list })
const asked = (path: string) => standIn.control.calls(path)
const alarms = () => log.map((line) => JSON.parse(line)).filter((line) => line.level >= 50)
async function failure(promise: Promise<unknown>): Promise<WechatError> {
  const error = await promise.then(() => null, (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(WechatError)
  return error as WechatError
}
/** A batch as the server runs it: a row that is done is not asked for again, `rate` waits until it may go on. */
async function batch(scenes: string[]): Promise<Map<string, Buffer>> {
  const done = new Map<string, Buffer>()
  for (const scene of scenes) {
    while (!done.has(scene)) {
      try {
        done.set(scene, (await client.miniCode(scene, PAGE)).bytes)
      } catch (error) {
        if (!(error instanceof WechatError && error.kind === 'rate')) throw error
        now = error.retryAt!
      }
    }
  }
  return done
}
const scenes = (count: number) => Array.from({ length: count }, (_, n) => `S${n}`)
const scenesAnswered = () => asked(MINI).filter((call) => call.errcode === 0).map((call) => (call.body as { scene: string }).scene)

describe('when all is well', () => {
  test('openid, phone and a code that says page and scene', async () => {
    expect(await client.openidOf('dev-cadre-1.k3')).toBe('oT_cadre_1')
    expect(await client.phoneOf('ph-15400000001.a')).toBe('15400000001')
    const picture = await client.miniCode('0123456789ABCDEFG', PAGE)
    expect(picture.type).toBe('jpeg')
    expect(await decode([picture.bytes])).toEqual([`${PAGE}?scene=0123456789ABCDEFG`])
  })

  test('one token serves until a minute before its end, and normal mode is all that is asked for', async () => {
    await client.phoneOf('ph-15400000001.1')
    now += 7_139_000
    await client.phoneOf('ph-15400000001.2')
    expect(asked(TOKEN)).toHaveLength(1)
    now += 1_000
    await client.phoneOf('ph-15400000001.3')
    expect(asked(TOKEN)).toHaveLength(2)
    for (const call of asked(TOKEN)) expect(call).toMatchObject({ method: 'POST', body: { force_refresh: false } })
    expect(standIn.control.calls().filter((call) => 'access_token' in ((call.body ?? {}) as object))).toEqual([])
  })

  test('a hundred calls at once fetch one token, and two processes get the same', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => client.phoneOf(`ph-15400000001.${n}`)))
    expect(asked(TOKEN)).toHaveLength(1)
    await make().phoneOf('ph-15400000001.other')
    expect(new Set(asked(PHONE).map((call) => call.query.access_token))).toEqual(new Set(['ST_1']))
  })
})

describe('tokens that end early', () => {
  test.each<[string, Fault]>([
    ['dies, 40001', { kind: 'token-dies-now' }], ['dies, 42001', { kind: 'token-dies-now', errcode: 42001 }], ['dies, 40014', { kind: 'token-dies-now', errcode: 40014 }],
    ['another process forced a new one', { kind: 'other-process-forced' }],
  ])('%s: one refresh in normal mode, one repeat, success, no alarm', async (_, fault) => {
    await client.phoneOf('ph-15400000001.1')
    standIn.control.set({ forgetCalls: true })
    faults(fault)
    expect(await client.phoneOf('ph-15400000001.2')).toBe('15400000001')
    expect(asked(PHONE)).toHaveLength(2)
    expect(asked(TOKEN).map((call) => call.body)).toEqual([expect.objectContaining({ force_refresh: false })])
    expect(alarms()).toEqual([])
  })

  test('a hundred calls under way cause one refresh', async () => {
    await client.phoneOf('ph-15400000001.warm')
    faults({ kind: 'token-dies-now' })
    const numbers = await Promise.all(Array.from({ length: 100 }, (_, n) => client.phoneOf(`ph-15400000001.${n}`)))
    expect(new Set(numbers)).toEqual(new Set(['15400000001']))
    expect(asked(PHONE).filter((call) => call.errcode === 40001).length).toBeGreaterThan(1)
    expect(asked(TOKEN)).toHaveLength(2)
  })

  test('in the middle of a batch nothing is lost', async () => {
    faults({ kind: 'token-dies-now', skip: 7 }, { kind: 'other-process-forced', skip: 12 })
    expect([...(await batch(scenes(20))).keys()]).toEqual(scenes(20))
    expect(scenesAnswered()).toEqual(scenes(20))
    expect(asked(TOKEN)).toHaveLength(3)
  })

  test('always bad: one repeat, no force_refresh, an alarm', async () => {
    faults({ kind: 'token-always-bad' })
    const error = await failure(client.miniCode('a', PAGE))
    expect(error).toMatchObject({ kind: 'misconfigured', errcode: 40001 })
    expect(asked(MINI)).toHaveLength(2)
    expect(asked(TOKEN)).toHaveLength(2)
    expect(asked(TOKEN).some((call) => (call.body as { force_refresh: boolean }).force_refresh)).toBe(false)
    expect(alarms()).toHaveLength(1)
  })

  test('a wrong secret is an alarm at once', async () => {
    const wrong = new WechatClient({ baseUrl: standIn.url, appid: 'wx0', secret: 'other', clock: { now: () => now }, log: pino({}, { write: (line: string) => { log.push(line) } }), patience: QUICK })
    expect(await failure(wrong.phoneOf('ph-15400000001'))).toMatchObject({ kind: 'misconfigured', errcode: 40125 })
    expect(await failure(wrong.openidOf('dev-a'))).toMatchObject({ kind: 'misconfigured', errcode: 40125 })
    expect(alarms()).toHaveLength(2)
    expect(asked(TOKEN)).toHaveLength(1)
  })
})

describe('limits', () => {
  test('a batch stops at 45009, goes on at its row in the next minute, and asks for no code twice', async () => {
    faults({ kind: 'rate', on: MINI, limit: 8 })
    await batch(scenes(20))
    expect(scenesAnswered()).toEqual(scenes(20))
    expect(asked(MINI).filter((call) => call.errcode === 45009)).toHaveLength(2)
    expect(now).toBe(NOON + 120_000)
  })

  test('says when to go on: in a minute for pictures and bursts, after midnight in China for the rest', async () => {
    faults({ kind: 'rate', limit: 0 })
    expect(await failure(client.openidOf('dev-a'))).toMatchObject({ kind: 'rate', errcode: 45009, retryAt: Date.UTC(2026, 2, 2, 16) })
    faults({ kind: 'rate', on: PHONE, limit: 0 })
    expect(await failure(client.phoneOf('ph-15400000001'))).toMatchObject({ kind: 'rate', errcode: 45011, retryAt: NOON + 60_000 })
    expect(asked(PHONE)).toHaveLength(1)
  })

  test('by itself asks for no more than 4000 pictures a minute', async () => {
    faults({ kind: 'busy', on: TOKEN })
    const impatient = make({ ...QUICK, retries: 0 })
    for (let n = 0; n < 40; n++) await Promise.all(Array.from({ length: 100 }, () => failure(impatient.miniCode('a', PAGE))))
    expect(await failure(impatient.miniCode('a', PAGE))).toMatchObject({ kind: 'rate', retryAt: NOON + 60_000 })
    now += 60_000
    expect(await failure(impatient.miniCode('a', PAGE))).toMatchObject({ kind: 'busy' })
  })
})

describe('a busy WeChat', () => {
  test('is asked again, a bounded number of times', async () => {
    faults({ kind: 'busy', times: 3 })
    expect(await client.openidOf('dev-a.1')).toBe('oT_a')
    expect(asked(LOGIN)).toHaveLength(4)
    faults({ kind: 'busy', on: MINI, times: 2 })
    expect((await client.miniCode('a', PAGE)).type).toBe('jpeg')
    faults({ kind: 'busy' })
    standIn.control.set({ forgetCalls: true })
    expect(await failure(client.openidOf('dev-a.2'))).toMatchObject({ kind: 'busy', errcode: -1, rid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/) })
    expect(asked(LOGIN)).toHaveLength(4)
  })
})

describe('pictures that are none', () => {
  test('JSON that calls itself a picture is an error', async () => {
    faults({ kind: 'json-as-image' })
    expect(await failure(client.miniCode('a', PAGE))).toMatchObject({ kind: 'misconfigured', errcode: 41030 })
    expect(asked(MINI)).toHaveLength(1)
  })

  test('PNG that calls itself JPEG is taken for what it is', async () => {
    faults({ kind: 'png-as-jpeg' })
    const { bytes, type } = await client.miniCode('a', PAGE)
    expect(type).toBe('png')
    expect(await decode([bytes])).toEqual([`${PAGE}?scene=a`])
  })

  test.each(['cut', 'short'] as const)('half a picture (%s) is rejected and asked for again', async (mode) => {
    faults({ kind: 'truncated', mode, on: MINI, times: 2 })
    expect(await decode([(await client.miniCode('a', PAGE)).bytes])).toEqual([`${PAGE}?scene=a`])
    expect(asked(MINI)).toHaveLength(3)
    faults({ kind: 'truncated', mode, on: MINI })
    expect(await failure(client.miniCode('a', PAGE))).toMatchObject({ kind: 'unavailable' })
  })

  test.each<[string, string, number]>([['a scene with a space', 'a b', 40129], ['an empty scene', '', 40169]])('%s is our own bug and an alarm', async (_, scene, errcode) => {
    expect(await failure(client.miniCode(scene, PAGE))).toMatchObject({ kind: 'misconfigured', errcode })
    expect(alarms()).toHaveLength(1)
  })

  test('a page that is not published is an alarm', async () => {
    expect(await failure(client.miniCode('a', 'pages/none/index'))).toMatchObject({ kind: 'misconfigured', errcode: 41030 })
    expect(alarms()).toHaveLength(1)
  })
})

describe('answers that are none', () => {
  test.each<[Fault['kind'], string]>([['empty', 'empty'], ['html', 'not_json'], ['502', 'status_502']])('%s is told as unavailable, not as a parse error', async (kind, reason) => {
    faults({ kind } as Fault)
    expect(await failure(client.openidOf('dev-a'))).toMatchObject({ kind: 'unavailable', reason })
    expect(asked(LOGIN)).toHaveLength(1)
    expect(await failure(client.phoneOf('ph-15400000001'))).toMatchObject({ kind: 'unavailable', reason, path: TOKEN })
    expect(asked(TOKEN)).toHaveLength(4)
    faults({ kind, on: MINI, times: 2 } as Fault)
    expect((await client.miniCode('a', PAGE)).type).toBe('jpeg')
  })

  test.each<['late' | 'trickle' | 'never', number]>([['late', 60_000], ['trickle', 100], ['never', 0]])('slow (%s): our own timeout ends it', async (mode, ms) => {
    const impatient = make(IMPATIENT)
    faults({ kind: 'slow', mode, ms })
    expect(await failure(impatient.openidOf('dev-a'))).toMatchObject({ kind: 'unavailable', reason: 'timeout' })
    expect(asked(LOGIN)).toHaveLength(1)
    expect(await failure(impatient.miniCode('a', PAGE))).toMatchObject({ kind: 'unavailable', reason: 'timeout' })
  })

  test('reset, refused and unknown hosts are told as unavailable', async () => {
    faults({ kind: 'reset' })
    expect(await failure(client.openidOf('dev-a'))).toMatchObject({ kind: 'unavailable', reason: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) })
    expect(asked(LOGIN)).toHaveLength(1)
    faults({ kind: 'reset', on: MINI, times: 2 })
    expect((await client.miniCode('a', PAGE)).type).toBe('jpeg')
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    await once(closed, 'close')
    expect(await failure(make(QUICK, `http://127.0.0.1:${port}`).openidOf('dev-a'))).toMatchObject({ kind: 'unavailable', reason: 'ECONNREFUSED' })
    expect(await failure(make(QUICK, 'http://wechat.invalid').openidOf('dev-a'))).toMatchObject({ kind: 'unavailable' })
  })
})

describe('codes and users that WeChat refuses', () => {
  test.each<[Fault['kind'], string, number, number]>([
    ['code-reuse', 'code_refused', 40163, 40163], ['code-expired', 'code_refused', 40029, 40029],
    ['code-of-other-app', 'code_refused', 40029, 40013], ['risky-user', 'user_refused', 40226, 40226],
  ])('%s is told as %s and not asked again', async (kind, told, atLogin, atPhone) => {
    faults({ kind } as Fault)
    expect(await failure(client.openidOf('dev-a'))).toMatchObject({ kind: told, errcode: atLogin })
    expect(asked(LOGIN)).toHaveLength(1)
    faults({ kind } as Fault)
    expect(await failure(client.phoneOf('ph-15400000001'))).toMatchObject({ kind: told, errcode: atPhone })
    expect(asked(PHONE)).toHaveLength(1)
    expect(alarms()).toEqual([])
  })

  test('used and old codes are refused without any fault', async () => {
    await client.openidOf('dev-a')
    expect(await failure(client.openidOf('dev-a'))).toMatchObject({ kind: 'code_refused', errcode: 40163 })
    standIn.control.set({ codes: [{ code: 'old', kind: 'phone', of: '15400000001' }] })
    now += 300_000
    expect(await failure(client.phoneOf('old'))).toMatchObject({ kind: 'code_refused', errcode: 40029 })
  })
})

describe('what is written down', () => {
  test('no secret, token, session_key, openid, phone or code, whatever WeChat says back', async () => {
    const errors: WechatError[] = []
    const leaking = async (...list: Fault[]) => {
      faults(...list)
      for (const act of [() => client.openidOf('dev-cadre-7'), () => client.phoneOf('ph-15400000077'), () => client.miniCode('SCENE77', PAGE)]) await act().catch((error: WechatError) => errors.push(error))
    }
    await leaking({ kind: 'secret-leak' })
    await leaking({ kind: 'secret-leak', on: PHONE }, { kind: 'secret-leak', on: MINI })
    for (const kind of ['token-always-bad', 'busy', 'reset', 'html', '502', 'code-reuse', 'risky-user', 'json-as-image'] as const) await leaking({ kind })
    await leaking()
    const { users, tokens } = standIn.control.state() as { users: { openid: string; sessionKey: string }[]; tokens: { value: string }[] }
    expect([users.length, tokens.length]).toEqual([1, 1])
    const forbidden = [SECRET, 'dev-cadre-7', '15400000077', 'SCENE77', 'access_token', users[0].openid, users[0].sessionKey, tokens[0].value]
    const written = [...log, ...errors.map((error) => `${JSON.stringify(error)} ${error.stack} ${String(error.cause)}`)].join('\n')
    expect(errors.length).toBeGreaterThan(20)
    expect(log.length).toBeGreaterThan(errors.length)
    expect(written).toMatch(/"rid":"00000000-00000000-/)
    expect(forbidden.filter((word) => written.includes(word))).toEqual([])
  })

  test('a log line holds path, kind, errcode and rid', async () => {
    faults({ kind: 'code-expired' })
    await failure(client.openidOf('dev-a'))
    expect(log.map((line) => JSON.parse(line).wechat)).toEqual([{ path: LOGIN, kind: 'code_refused', errcode: 40029, rid: expect.any(String) }])
  })
})

describe('subscribe messages', () => {
  const SEND = '/cgi-bin/message/subscribe/send'
  const message = { openid: 'oT_cadre_1', template: 't1', page: 'packages/notices/inbox/index?notice=1', data: { thing1: '明天有该走访的户', date2: '2026年3月2日' }, state: 'formal' as const }
  beforeEach(async () => {
    await client.openidOf('dev-cadre-1.m')
    standIn.control.set({ templates: { t1: ['thing1', 'date2'] }, credits: [{ openid: 'oT_cadre_1', template: 't1', left: 2 }] })
  })

  test('arrives with its page and values; its msgid, larger than a number holds, is never read', async () => {
    expect(await client.sendSubscribeMessage(message)).toBe('sent')
    expect(standIn.control.sent()).toEqual([expect.objectContaining({ openid: message.openid, page: message.page, data: message.data })])
  })

  test.each<[Fault, string, number]>([
    [{ kind: 'refused-subscription', on: SEND }, 'not_subscribed', 43101], [{ kind: 'parallel-sends', on: SEND }, 'rate', 43108], [{ kind: 'banned', on: SEND }, 'misconfigured', 43107], [{ kind: 'sensitive-word', on: SEND }, 'misconfigured', 45168],
  ])('%j: nothing was sent, and what to do is told', async (fault, kind, errcode) => {
    faults(fault)
    expect(await failure(client.sendSubscribeMessage(message))).toMatchObject({ kind, errcode })
    expect([asked(SEND).length, standIn.control.sent().length]).toEqual([1, 0])
  })

  test('silence, half an answer, a page of a gateway: unknown, and asked once', async () => {
    for (const fault of [{ kind: 'send-timeout', on: SEND }, { kind: 'reset', on: SEND, times: 1 }, { kind: 'truncated', mode: 'cut', on: SEND, times: 1 }, { kind: '502', on: SEND, times: 1 }] as Fault[]) {
      standIn.control.set({ forgetCalls: true, credits: [{ openid: 'oT_cadre_1', template: 't1', left: 2 }], faults: [fault] })
      expect(await make(IMPATIENT).sendSubscribeMessage(message)).toBe('unknown')
      expect(asked(SEND)).toHaveLength(1)
    }
  })

  test('nobody at the other end: nothing left, so it may be tried again', async () => {
    await standIn.stop()
    expect(await failure(make(IMPATIENT).sendSubscribeMessage(message))).toMatchObject({ kind: 'unavailable', reason: 'ECONNREFUSED' })
  })

  test('neither openid nor values stand in the log', async () => {
    faults({ kind: 'secret-leak', on: SEND })
    await failure(client.sendSubscribeMessage(message))
    expect(log.join('')).not.toMatch(/oT_cadre_1|明天/)
  })
})
