// NODE_ENV=production: what is missing is named, and demo accounts, stand-ins and seeds are impossible.
import { randomBytes } from 'node:crypto'
import mysql from 'mysql2/promise'
import { operations } from '@onecard/shared/operations'
import { boot, type Running } from '../src/boot'
import { county } from '../src/kernel/county'
import { connectionOf } from '../src/kernel/db'
import { readEnv } from '../src/kernel/env'
import { createLog } from '../src/kernel/log'
import { seedDemo } from '../src/seed'
import { startStandIn } from '../wechat-stand-in/server'
import { PASSWORD } from './actors'
import { connect } from './api'
import { startWorld, type World } from './world'

const { sessions, county: facts } = operations
const MASTER_SECRET = randomBytes(32).toString('base64')
const WHOLE = {
  NODE_ENV: 'production', PUBLIC_URL: 'https://onecard.test', DATABASE_URL: 'mysql://app:x@127.0.0.1/onecard', DATABASE_OWNER_URL: 'mysql://owner:x@127.0.0.1/onecard',
  MASTER_SECRET, WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: 'not-a-real-one',
}

describe('the environment', () => {
  test('whole, is taken as it is, without a seed', () => {
    expect(readEnv(WHOLE)).toMatchObject({ production: true, seed: 'none', publicUrl: 'https://onecard.test', wechatBaseUrl: 'https://api.weixin.qq.com' })
  })

  test('names everything that is missing, at once', () => {
    let said = ''
    try { readEnv({ NODE_ENV: 'production' }) } catch (error) { said = (error as Error).message }
    for (const name of ['PUBLIC_URL', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'MASTER_SECRET', 'WECHAT_APPID', 'WECHAT_SECRET']) expect(said).toContain(`\n- ${name} 未设置`)
    expect(said).toContain('没有启动')
  })

  test('names everything that is wrong, at once, and repeats no secret', () => {
    let said = ''
    try { readEnv({ ...WHOLE, PUBLIC_URL: 'http://onecard.test', DATABASE_URL: 'mysql://app:hush', MASTER_SECRET: 'hush', TRUST_PROXY: 'hush', PORT: '-1', SEED: 'demo' }) } catch (error) { said = (error as Error).message }
    expect(said.split('\n').slice(1).map((line) => /^- ([A-Z_]+)/.exec(line)?.[1]).sort()).toEqual(['DATABASE_URL', 'MASTER_SECRET', 'PORT', 'PUBLIC_URL', 'SEED', 'TRUST_PROXY'])
    expect(said.replace('TRUST_PROXY：hush', '')).not.toContain('hush')
  })

  test('takes proxies by address, range and name of a range', () => {
    expect(readEnv({ ...WHOLE, TRUST_PROXY: '10.0.0.1, 10.1.0.0/16,loopback,::1' }).trustProxy).toEqual(['10.0.0.1', '10.1.0.0/16', 'loopback', '::1'])
  })

  test.each(Object.keys(WHOLE).filter((name) => name !== 'NODE_ENV'))('without %s does not start', (name) => {
    expect(() => readEnv({ ...WHOLE, [name]: undefined })).toThrow(name)
  })

  test.each([
    ['SEED=demo', { SEED: 'demo' }, 'SEED'],
    ['a stand-in for WeChat', { WECHAT_BASE_URL: 'http://127.0.0.1:4100' }, 'WECHAT_BASE_URL'],
    ['a short master secret', { MASTER_SECRET: Buffer.from('short').toString('base64') }, 'MASTER_SECRET'],
    ['a port that is none', { PORT: 'eighty' }, 'PORT'],
    ['a public address without TLS', { PUBLIC_URL: 'http://onecard.test' }, 'PUBLIC_URL'],
    ['a public address that is none', { PUBLIC_URL: 'onecard.test' }, 'PUBLIC_URL'],
    ['a public address with a path', { PUBLIC_URL: 'https://onecard.test/card' }, 'PUBLIC_URL'],
    ['a secret that is no base64', { MASTER_SECRET: '这不是一个密钥'.repeat(10) }, 'MASTER_SECRET'],
    ['a database\'s password with a bare #', { DATABASE_URL: 'mysql://app:hu#sh@127.0.0.1/onecard' }, 'DATABASE_URL'],
    ['another kind of database', { DATABASE_URL: 'postgres://app:x@127.0.0.1/onecard' }, 'DATABASE_URL'],
    ['an owner\'s address without a database', { DATABASE_OWNER_URL: 'mysql://owner:x@127.0.0.1' }, 'DATABASE_OWNER_URL'],
    ['a proxy by its name', { TRUST_PROXY: '10.0.0.1, my-proxy' }, 'TRUST_PROXY'],
    ['a level of logs that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    ['a name that nearly says production', { NODE_ENV: 'prod' }, 'NODE_ENV'],
  ])('refuses %s, by the variable\'s name', (_, change, named) => {
    expect(() => readEnv({ ...WHOLE, ...change })).toThrow(`没有启动：\n- ${named}`)
  })
})

describe('a production server on a database that was a demo', () => {
  const account = `prod_${randomBytes(4).toString('hex')}`
  let world: World
  let running: Running | null = null

  beforeAll(async () => {
    world = await startWorld()
    await world.db.everywhere('a test makes a demo account').execute(`UPDATE account SET demo = 1 WHERE account = 'village_clerk'`)
    await world.asOwner((owner) => owner.query(`CREATE USER '${account}' IDENTIFIED BY 'app-password'`))
    await world.asOwner((owner) => owner.query(`CREATE USER '${account}'@'localhost' IDENTIFIED BY 'app-password'`))
  })
  afterAll(async () => {
    await running?.close()
    await world.asOwner((owner) => owner.query(`DROP USER '${account}', '${account}'@'localhost'`))
    await world.close()
  })

  const env = (databaseUrl: string) => ({ ...readEnv({ ...WHOLE, MASTER_SECRET: world.running.env.masterSecret, DATABASE_OWNER_URL: world.ownerUrl, DATABASE_URL: databaseUrl }), port: 0 })
  const silent = createLog('silent', { write: () => undefined })

  test('does not start when the application may rewrite the audit', async () => {
    await expect(boot(env(world.ownerUrl), silent)).rejects.toThrow('没有启动')
  })

  test('lets nobody in by a demo account, and says the same as for a wrong password', async () => {
    const url = new URL(world.ownerUrl)
    url.username = account
    url.password = 'app-password'
    running = await boot(env(url.toString()), silent)
    const api = await connect(running.url)
    const demo = await api.call(sessions.create, { account: 'village_clerk', password: PASSWORD })
    expect(demo.problem).toMatchObject({ status: 401, code: 'session.refused' })
    const real = await api.call(sessions.create, { account: 'village_secretary', password: PASSWORD })
    expect(real.status).toBe(201)
    expect((await api.call(facts.get, {})).body.demo).toBe(false)
    expect((await api.send('GET', '/m/demo-accounts.json')).status).toBe(404)
    // A session that a demo account opened before is over.
    expect((await api.call(operations.me.get, {}, { token: await world.token('village_clerk') })).problem.code).toBe('session.ended')
    expect((await api.call(operations.me.get, {}, { token: await world.token('village_secretary') })).status).toBe(200)
  })

  test('and its account can do no more to the schema than to the audit', async () => {
    const url = new URL(world.ownerUrl)
    const app = await mysql.createConnection({ ...connectionOf(url.toString()), user: account, password: 'app-password' })
    try { await expect(app.query('DROP TABLE audit_entry')).rejects.toMatchObject({ errno: 1142 }) } finally { await app.end() }
  })
})

describe('seeds and stand-ins', () => {
  const before = process.env.NODE_ENV
  beforeEach(() => { process.env.NODE_ENV = 'production' })
  afterEach(() => { process.env.NODE_ENV = before })

  test('refuse to run', async () => {
    await expect(startStandIn()).rejects.toThrow('NODE_ENV=production')
    await expect(seedDemo(null as never, null as never, county)).rejects.toThrow('NODE_ENV=production')
  })
})
