// What production adds: accounts of the demo do not exist for it, neither at the door nor with a session from before.
import { randomBytes } from 'node:crypto'
import mysql from 'mysql2/promise'
import { operations } from '@onecard/shared/operations'
import { Sessions } from '../src/kernel/auth/sessions'
import { connectionOf } from '../src/kernel/db'
import { PASSWORD } from './actors'
import { startWorld, type World } from './world'

const { sessions, me, county } = operations

let world: World
beforeAll(async () => {
  const env: Record<string, string> = {
    NODE_ENV: 'production', WECHAT_BASE_URL: 'https://wechat.invalid', WECHAT_APPID: 'wx0000000000000000', WECHAT_SECRET: randomBytes(16).toString('hex'), SEED: '',
  }
  world = await startWorld({
    env,
    // Production is given the application account; here its owner makes it first.
    through: async (ownerUrl) => {
      const app = new URL(ownerUrl)
      app.username = `${app.pathname.slice(1)}_app`
      app.password = randomBytes(12).toString('hex')
      const { database: _, ...server } = connectionOf(ownerUrl)
      const owner = await mysql.createConnection(server)
      await owner.query(`CREATE USER ?@? IDENTIFIED BY ?`, [app.username, server.socketPath ? 'localhost' : '%', app.password])
      await owner.end()
      env.DATABASE_URL = app.toString()
      return ownerUrl
    },
  })
})
afterAll(() => world.close())

test('a demo account is refused as a name that nobody holds, and its open session ends', async () => {
  const { accountId } = world.people.county_office
  const signIn = () => world.call(sessions.create, { account: 'county_office', password: PASSWORD })
  const before = (await signIn()).body
  expect((await world.call(me.get, {}, { token: before.token })).status).toBe(200)
  await world.asOwner((owner) => owner.query('UPDATE account SET demo = 1 WHERE id = ?', [accountId]))
  world.running.app.get(Sessions).forget(accountId)
  const refused = await signIn()
  const unknown = await world.call(sessions.create, { account: 'nobody', password: PASSWORD })
  expect({ ...refused.problem, requestId: '' }).toEqual({ ...unknown.problem, requestId: '' })
  expect((await world.call(me.get, {}, { token: before.token })).problem.code).toBe('session.ended')
})

test('the sign-in page offers no demo', async () => {
  expect((await world.call(county.get, {})).body.demo).toBe(false)
  expect((await world.send('GET', '/m/demo-accounts.json')).status).toBe(404)
})
