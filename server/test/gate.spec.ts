// Deny is the default: a handler without an operation, a route beside the table and an operation without a handler are all refused.
import { Controller, Get, Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { operations } from '@onecard/shared/operations'
import { Gate } from '../src/kernel/auth/gate'
import { Sessions } from '../src/kernel/auth/sessions'
import { handled } from '../src/kernel/http/handles'
import { OUTSIDE } from '../src/kernel/http/outside'
import { ProblemFilter } from '../src/kernel/http/problem-filter'
import { startWorld, type World } from './world'

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

test('a handler that no operation stands behind answers 403 to everybody', async () => {
  @Controller()
  class Forgotten {
    @Get('forgotten') tell(): string { return 'secrets' }
  }
  const sessions = world.running.app.get(Sessions)
  @Module({ controllers: [Forgotten], providers: [{ provide: APP_GUARD, useValue: new Gate(sessions) }, { provide: APP_FILTER, useClass: ProblemFilter }] })
  class Stray {}
  const app = await NestFactory.create<NestFastifyApplication>(Stray, new FastifyAdapter(), { logger: false })
  await app.listen(0, '127.0.0.1')
  try {
    for (const token of [undefined, await world.token('county_office'), await world.token('system_admin')]) {
      const response = await fetch(`${await app.getUrl()}/forgotten`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
      expect([response.status, (await response.json() as { code: string }).code]).toEqual([403, 'permission.denied'])
    }
  } finally { await app.close() }
})

test('a route beside the table stops the start', async () => {
  const list = OUTSIDE as string[]
  const at = list.indexOf('/healthz')
  list.splice(at, 1)
  try { await expect(startWorld()).rejects.toThrow('routes outside the operations table: GET /healthz') } finally { list.splice(at, 0, '/healthz') }
})

test('an operation without a handler stops the start', async () => {
  const type = handled.get(operations.households.card)!
  handled.delete(operations.households.card)
  try { await expect(startWorld()).rejects.toThrow('operations without a handler: households.card') } finally { handled.set(operations.households.card, type) }
})

test('what is not there says so in the same form', async () => {
  const response = await fetch(`${world.url}/api/v1/nothing-here`)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(await response.json()).toMatchObject({ code: 'not_found', status: 404, requestId: expect.stringMatching(/^[0-9A-Z]{26}$/) })
})

test('a body that is no JSON, and one that is too large, are refused in the same form', async () => {
  const send = (body: string) => world.send('POST', '/api/v1/sessions', { body, op: operations.sessions.create })
  expect((await send('{"account": ')).problem).toMatchObject({ status: 400, code: 'request.unreadable' })
  expect((await send('[]')).problem).toMatchObject({ status: 400 })
  expect((await send('null')).problem).toMatchObject({ status: 400 })
  expect((await send(JSON.stringify({ account: 'x'.repeat(2_000_000), password: 'x' }))).problem).toMatchObject({ status: 413, code: 'upload.too_large' })
})
