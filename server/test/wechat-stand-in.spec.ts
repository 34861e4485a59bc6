// The stand-in against what WeChat's documents and reporters say, over HTTP and without our client.
import { spawn } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startStandIn, type StandIn } from '../wechat-stand-in/server'
import { decode, WEAR, worn } from './worn-codes'

const LOGIN = { appid: 'wx0', secret: 'stand-in', grant_type: 'authorization_code' }
const ACCOUNT = { appid: 'wx0', secret: 'stand-in', grant_type: 'client_credential' }
const NOON = Date.UTC(2026, 2, 2, 4)
let standIn: StandIn

beforeEach(async () => {
  standIn = await startStandIn()
  standIn.control.set({ clock: NOON })
})
afterEach(() => standIn.stop())

/** Answers differ by call; each test says what it expects of them. */
type Answer = Omit<Response, 'json'> & { json(): Promise<any> }
const get = async (path: string, query: Record<string, string>): Promise<Answer> => fetch(`${standIn.url}${path}?${new URLSearchParams(query)}`)
const post = async (path: string, body: unknown, query: Record<string, string> = {}): Promise<Answer> =>
  fetch(`${standIn.url}${path}?${new URLSearchParams(query)}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
const login = async (code: string) => (await get('/sns/jscode2session', { ...LOGIN, js_code: code })).json()
const stable = async (more = {}) => (await post('/cgi-bin/stable_token', { ...ACCOUNT, ...more })).json()
const mini = (token: string, body: unknown) => post('/wxa/getwxacodeunlimit', body, { access_token: token })
const RID = /, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/

describe('jscode2session', () => {
  test('answers once per code, as text/plain and without errcode', async () => {
    const first = await get('/sns/jscode2session', { ...LOGIN, js_code: 'dev-cadre-1' })
    expect(first.headers.get('content-type')).toBe('text/plain')
    const body = await first.json()
    expect(body).toEqual({ openid: 'oT_cadre_1', session_key: expect.any(String) })
    expect(Buffer.from(body.session_key, 'base64')).toHaveLength(16)
    const again = await get('/sns/jscode2session', { ...LOGIN, js_code: 'dev-cadre-1' })
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual({ errcode: 40163, errmsg: expect.stringMatching(/^code been used, rid: 00000000-00000000-[0-9a-f]{8}$/) })
  })

  test('makes up a fresh code of the same user whenever one is wanted', async () => {
    expect((await login('dev-cadre-1.a8fK2')).openid).toBe('oT_cadre_1')
    expect((await login('dev-cadre-1.Zz-09')).openid).toBe('oT_cadre_1')
  })

  test('refuses unknown, old and foreign codes, and a hundred and first login in a minute', async () => {
    standIn.control.set({ codes: [{ code: 'slow', kind: 'login', of: 'oT_a' }, { code: 'foreign', kind: 'login', of: 'oT_a', appid: 'wx9' }] })
    expect((await login('nobody')).errcode).toBe(40029)
    expect((await login('foreign')).errcode).toBe(40029)
    standIn.control.set({ advance: 300_000 })
    expect((await login('slow')).errcode).toBe(40029)
    for (let n = 0; n < 100; n++) expect((await login(`dev-busy.${n}`)).openid).toBe('oT_busy')
    expect((await login('dev-busy.100')).errcode).toBe(45011)
    standIn.control.set({ advance: 60_000 })
    expect((await login('dev-busy.101')).openid).toBe('oT_busy')
  })

  test.each([
    [{ appid: '' }, 41002], [{ secret: '' }, 41004], [{ js_code: '' }, 41008], [{ appid: 'wx9' }, 40013], [{ secret: 'x' }, 40125], [{ grant_type: 'x' }, 40002],
  ])('%j gives %i', async (change, errcode) => {
    const answer = await (await get('/sns/jscode2session', { ...LOGIN, js_code: 'dev-a', ...change })).json()
    expect(answer.errcode).toBe(errcode)
    expect(answer.errmsg).toMatch(RID)
  })

  test('a POST to it is told that the appid is missing', async () => {
    expect((await (await post('/sns/jscode2session', LOGIN)).json()).errcode).toBe(41002)
  })
})

describe('checksession', () => {
  test('takes the HMAC of an empty text under the session_key as given', async () => {
    const { openid, session_key: key } = await login('dev-a')
    const { access_token } = await stable()
    const ask = async (signature: string) => (await get('/wxa/checksession', { access_token, openid, signature, sig_method: 'hmac_sha256' })).json()
    expect(await ask(createHmac('sha256', key).update('').digest('hex'))).toEqual({ errcode: 0, errmsg: 'ok' })
    expect((await ask(createHmac('sha256', Buffer.from(key, 'base64')).update('').digest('hex'))).errcode).toBe(87009)
    // The documented vector: what HMAC this is.
    expect(createHmac('sha256', 'o0q0otL8aEzpcZL/FT9WsQ==').update('').digest('hex')).toBe('46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128')
  })
})

describe('tokens', () => {
  test('stable: the same until five minutes before its end, then a new one beside it', async () => {
    expect(await stable()).toEqual({ access_token: 'ST_1', expires_in: 7200 })
    standIn.control.set({ advance: 6_800_000 })
    expect(await stable()).toEqual({ access_token: 'ST_1', expires_in: 400 })
    standIn.control.set({ advance: 100_000 })
    expect(await stable()).toEqual({ access_token: 'ST_2', expires_in: 7200 })
    const scene = { scene: 'h7Kq2', page: 'pages/household/index' }
    expect((await mini('ST_1', scene)).headers.get('content-type')).toBe('image/jpeg')
    standIn.control.set({ advance: 300_000 })
    expect((await (await mini('ST_1', scene)).json()).errcode).toBe(42001)
    expect((await mini('ST_2', scene)).headers.get('content-type')).toBe('image/jpeg')
  })

  test('stable, forced: the old one dies at once, not twice within 30 s, and twenty times a day', async () => {
    await stable()
    expect((await stable({ force_refresh: true })).access_token).toBe('ST_2')
    expect((await (await mini('ST_1', {})).json()).errcode).toBe(40001)
    expect((await stable({ force_refresh: true })).access_token).toBe('ST_2')
    for (let n = 3; n <= 20; n++) expect(await stable({ force_refresh: true })).toHaveProperty('access_token')
    expect((await stable({ force_refresh: true })).errcode).toBe(45009)
    expect((await stable()).access_token).toBe('ST_2')
  })

  test('classic: a new one each call, the old one dies after five minutes, and stable ones are not touched', async () => {
    await stable()
    const classic = async () => (await (await get('/cgi-bin/token', ACCOUNT)).json()).access_token
    expect([await classic(), await classic()]).toEqual(['T_2', 'T_3'])
    const good = async (token: string) => (await mini(token, { scene: 'a' })).headers.get('content-type') === 'image/jpeg'
    expect(await good('T_2')).toBe(true)
    standIn.control.set({ advance: 300_000 })
    expect([await good('T_2'), await good('T_3'), await good('ST_1')]).toEqual([false, true, true])
  })

  test('stable_token wants a POST, a body and JSON', async () => {
    expect((await (await get('/cgi-bin/stable_token', ACCOUNT)).json()).errcode).toBe(43002)
    expect((await (await post('/cgi-bin/stable_token', '')).json()).errcode).toBe(44002)
    expect((await (await post('/cgi-bin/stable_token', 'grant_type=x')).json()).errcode).toBe(47001)
  })
})

describe('getwxacodeunlimit', () => {
  const PAGE = 'pages/household/index'
  const good = { scene: 'h7Kq2', page: PAGE, check_path: true, env_version: 'release', width: 430 }

  test('gives a picture of page and scene that survives print and camera, the same bytes each time', async () => {
    const { access_token: token } = await stable()
    const codes = Array.from({ length: 20 }, (_, n) => createHash('sha256').update(`scene ${n}`).digest('base64url').slice(0, 17))
    const scenes = ['a', 'h7Kq2', 'Z'.repeat(32), ...codes]
    const pictures = await Promise.all(scenes.map(async (scene) => Buffer.from(await (await mini(token, { ...good, scene })).arrayBuffer())))
    const read = await decode((await Promise.all(pictures.map(worn))).flat())
    expect(read).toEqual(scenes.flatMap((scene) => WEAR.map(() => `${PAGE}?scene=${scene}`)))
    expect(Buffer.from(await (await mini(token, { ...good, scene: 'a' })).arrayBuffer())).toEqual(pictures[0])
  })

  test('a transparent one is PNG that calls itself JPEG', async () => {
    const answer = await mini((await stable()).access_token, { ...good, is_hyaline: true })
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(await decode(await worn(bytes))).toEqual(WEAR.map(() => `${PAGE}?scene=h7Kq2`))
  })

  test.each([
    [{ scene: '' }, 40169], [{ scene: 'x'.repeat(33) }, 40169], [{ scene: undefined }, 40169], [{ scene: '盖州' }, 40129], [{ scene: 'a%20' }, 40129],
    [{ page: '/pages/household/index' }, 41030], [{ page: 'pages/household/index?a=1' }, 41030], [{ page: 'pages/none/index' }, 41030],
    [{ env_version: 'release_error' }, 40097], [{ page: 'pages/scancode_time/index' }, 85096], [{ width: 100 }, 40189], [{ access_token: 'ST_1' }, 47001],
  ])('%j gives %i, as JSON with status 200', async (change, errcode) => {
    const answer = await mini((await stable()).access_token, { ...good, ...change })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; encoding=utf-8'])
    expect((await answer.json()).errcode).toBe(errcode)
  })

  test('check_path false lets an unpublished page pass; the token comes before everything', async () => {
    const { access_token: token } = await stable()
    expect((await mini(token, { ...good, page: 'pages/none/index', check_path: false })).headers.get('content-type')).toBe('image/jpeg')
    expect((await (await mini('', 'not json')).json()).errcode).toBe(41001)
    expect((await (await mini('?', 'not json')).json()).errcode).toBe(40014)
    expect((await (await mini('ST_99', 'not json')).json()).errcode).toBe(40001)
    expect((await (await mini(token, 'not json')).json()).errcode).toBe(47001)
  })
})

describe('getuserphonenumber', () => {
  test('gives the number once', async () => {
    const { access_token } = await stable()
    const ask = async (code: string) => (await post('/wxa/business/getuserphonenumber', { code }, { access_token })).json()
    expect(await ask('ph-15400000001')).toEqual({
      errcode: 0, errmsg: 'ok',
      phone_info: { phoneNumber: '15400000001', purePhoneNumber: '15400000001', countryCode: '86', watermark: { timestamp: NOON / 1000, appid: 'wx0' } },
    })
    expect((await ask('ph-15400000001')).errcode).toBe(40163)
    expect((await ask('ph-15400000001.k2')).errcode).toBe(0)
    expect((await ask('dev-cadre-1')).errcode).toBe(40029)
    standIn.control.set({ codes: [{ code: 'ph-x', kind: 'phone', of: '15400000002', appid: 'wx9' }] })
    expect((await ask('ph-x')).errcode).toBe(40013)
  })
})

describe('control and start', () => {
  test('the control route sets clock, seed and faults, and tells every call', async () => {
    await login('dev-a')
    const change = { clock: NOON + 1_000, seed: 7, faults: [{ kind: 'busy', times: 1 }] }
    expect((await fetch(`${standIn.url}/control`, { method: 'POST', body: JSON.stringify(change) })).status).toBe(200)
    expect(await login('dev-b')).toEqual({ errcode: -1, errmsg: expect.stringContaining('rid: 00000007-') })
    const state = await (await get('/control', {})).json()
    expect(state.now).toBe(NOON + 1_000)
    expect(state.calls).toMatchObject([
      { n: 1, at: NOON, method: 'GET', path: '/sns/jscode2session', query: { js_code: 'dev-a' }, status: 200, errcode: 0 },
      { n: 2, at: NOON + 1_000, query: { js_code: 'dev-b' }, status: 200, errcode: -1 },
    ])
    expect((await fetch(`${standIn.url}/control`, { method: 'POST', body: 'x' })).status).toBe(400)
  })

  test('as a program it says where it listens and ends on SIGTERM', async () => {
    const program = run({})
    const [line] = await once(createInterface({ input: program.stdout }), 'line') as [string]
    const url = /^listening (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
    const answer = await fetch(`${url}/sns/jscode2session?${new URLSearchParams({ ...LOGIN, js_code: 'dev-a' })}`)
    expect(await answer.json()).toMatchObject({ openid: 'oT_a' })
    program.kill('SIGTERM')
    expect(await once(program, 'exit')).toEqual([0, null])
  })

  test('does not start in production', async () => {
    const program = run({ NODE_ENV: 'production' })
    expect(await once(program, 'exit')).toEqual([1, null])
  })
})

/** main.ts in a process of its own, compiled on the way as the build does. */
function run(env: Record<string, string>) {
  const compile = `const { transformFileSync } = require('@swc/core')
    require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, { configFile: '.swcrc', sourceMaps: false }).code, file)
    require('./server/wechat-stand-in/main.ts')`
  return spawn(process.execPath, ['-e', compile], { cwd: join(__dirname, '../..'), env: { ...process.env, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'ignore'] })
}

describe('message/subscribe/send', () => {
  const MESSAGE = { touser: 'oT_cadre_1', template_id: 't1', page: 'pages/home/index?x=1', data: { thing1: { value: '明天有该走访的户' } }, miniprogram_state: 'formal', lang: 'zh_CN' }
  const send = async (token: string, more: object = {}) => (await post('/cgi-bin/message/subscribe/send', { ...MESSAGE, ...more }, { access_token: token })).text()
  const errcode = async (token: string, more: object = {}): Promise<number> => (JSON.parse(await send(token, more)) as { errcode: number }).errcode

  test('one 允许, one message; every check has its errcode', async () => {
    const { access_token: token } = await stable()
    expect(await errcode(token)).toBe(40003)
    await login('dev-cadre-1')
    expect(await errcode(token)).toBe(40037)
    standIn.control.set({ templates: { t1: ['thing1'] } })
    expect(await errcode(token)).toBe(43101)
    standIn.control.set({ credits: [{ openid: 'oT_cadre_1', template: 't1', left: 1 }] })
    expect(await errcode(token, { page: 'pages/none/index' })).toBe(41030)
    expect(JSON.parse(await send(token, { data: { thing1: { value: '字'.repeat(21) } } }))).toEqual({ errcode: 47003, errmsg: expect.stringContaining('argument invalid! data.thing1.value invalid') })
    expect(await errcode(token, { data: { thing1: { value: '' } } })).toBe(47003)
    expect(await send(token)).toMatch(/^\{"errcode":0,"errmsg":"ok","msgid":1316263177503703\d{3}\}$/)
    expect(await errcode(token)).toBe(43101)
    expect(standIn.control.sent()).toMatchObject([{ openid: 'oT_cadre_1', data: { thing1: '明天有该走访的户' } }])
  })
})
