// What stands around the operations: wrong methods, wrong kinds of body, HEAD, and addresses of doors that nobody printed.
import { randomUUID } from 'node:crypto'
import { connect as socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { operations } from '@onecard/shared/operations'
import { startWorld, type World } from './world'

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

/** Status, headers and bytes as they are on the wire: fetch mends addresses and hides what follows the headers of a HEAD. */
async function raw(line: string, headers: Record<string, string> = {}): Promise<{ status: number; head: string; body: string }> {
  const { hostname, port } = new URL(world.url)
  const wire = socket(Number(port), hostname)
  wire.write(`${line} HTTP/1.1\r\nHost: onecard.test\r\nConnection: close\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  const [head, ...rest] = (await text(wire)).split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: rest.join('\r\n\r\n') }
}

describe('a body of too many things', () => {
  const record = async (body: object) => world.send('POST', `/api/v1/households/${world.households.a1.id}/visits`, { token: await world.token('helper'), headers: { 'idempotency-key': randomUUID() }, body: JSON.stringify(body), op: operations.visits.record })

  test('a list longer than any is not read item by item', async () => {
    for (const body of [{ topics: Array(200_000).fill({}) }, { photos: Array(1001).fill({ sha256: 'x' }) }, { topics: [{ topic: Array(1001).fill(1) }] }]) {
      expect((await record(body)).problem).toMatchObject({ status: 400, code: 'request.unreadable' })
    }
  })

  test('a list of faulty items is answered with no more than a hundred of them', async () => {
    const { problem } = await record({ topics: Array(1000).fill({ topic: 'x', ok: 'x' }) })
    expect([problem.code, problem.errors?.length]).toEqual(['request.invalid', 100])
  })
})

describe('a method that a path does not have', () => {
  test.each([
    ['DELETE', '/api/v1/households', 'GET, HEAD'],
    ['PUT', '/api/v1/sessions', 'GET, HEAD, POST'],
    ['PATCH', '/api/v1/households/01ARZ3NDEKTSV4RRFFQ69G5FAV/card?x=1', 'GET, HEAD'],
    ['GET', '/api/v1/scans', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['POST', '/h/K7M2Q4XD90TRWB3HD', 'GET, HEAD'],
    ['OPTIONS', '/readyz', 'GET, HEAD'],
  ])('%s %s: 405 and what it has', async (method, path, allow) => {
    const { status, problem, headers } = await world.send(method, path)
    expect([status, problem.code]).toEqual([405, 'method.not_allowed'])
    const documented = Object.keys(world.document.paths[path.split('?')[0].replace(/01ARZ3NDEKTSV4RRFFQ69G5FAV/, '{id}')] ?? {}).map((name) => name.toUpperCase())
    expect(headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(documented.length ? documented : allow.split(', ')))
    expect(headers.get('allow')).toBe(allow)
  })

  test('a path that no method has stays not found', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) expect((await world.send(method, '/api/v1/nothing-here')).problem).toMatchObject({ status: 404, code: 'not_found' })
    expect((await world.send('GET', '/m/none.js')).status).toBe(404)
  })
})

describe('a body of another kind', () => {
  const { create } = operations.sessions
  test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/xml'], ['multipart/form-data; boundary=x']])('%s: 415', async (type) => {
    const body = type.startsWith('multipart') ? '--x\r\nContent-Disposition: form-data; name="account"\r\n\r\nhelper\r\n--x--\r\n' : '{"account":"helper","password":"x"}'
    const { problem } = await world.send('POST', '/api/v1/sessions', { body, headers: { 'content-type': type }, op: create })
    expect(problem).toMatchObject({ status: 415, code: 'upload.unsupported' })
    expect(problem.detail).toContain('JSON')
  })
})

describe('HEAD', () => {
  test('answers as GET does, without the body', async () => {
    const { a1 } = world.households
    const session = { authorization: `Bearer ${await world.token('helper')}` }
    const paths: [string, Record<string, string>][] = [['/healthz', {}], ['/readyz', {}], ['/api/openapi.json', {}], [`/h/${a1.code}`, {}], ['/api/v1/households?limit=5', session], [`/api/v1/households/${a1.id}/card`, session]]
    for (const [path, headers] of paths) {
      const get = await world.send('GET', path, { headers })
      const head = await raw(`HEAD ${path}`, headers)
      expect([path, head.status, head.body]).toEqual([path, 200, ''])
      expect([path, head.head]).toEqual([path, expect.stringContaining(`content-type: ${get.headers.get('content-type')}`)])
      if (get.headers.get('etag')) expect(head.head).toContain(`etag: ${get.headers.get('etag')!.toLowerCase()}`)
    }
  })

  test('refuses as GET does', async () => {
    expect((await raw('HEAD /api/v1/households')).status).toBe(401)
    expect((await raw(`HEAD /api/v1/households/${world.households.c1.id}/card`, { authorization: `Bearer ${await world.token('helper')}` })).status).toBe(404)
    expect((await raw('HEAD /api/v1/nothing-here')).status).toBe(404)
  })
})

describe('an address of a door', () => {
  const plain = (page: string, code = '') => page.replace(`household/index?scene=${code}`, '').replace(/\/m\/#?[^"]*/, '/m/')

  test.each([
    ['a closing slash', (code: string) => `/h/${code}/`],
    ['more than 100 characters', () => `/h/${'A'.repeat(300)}`],
    ['an escape that is none', () => '/h/%zz'],
    ['an escape that is no character', () => '/h/%ff'],
    ['more behind it', (code: string) => `/h/${code}/index.html`],
    ['no code', () => '/h/'],
    ['no code and no slash', () => '/h'],
    ['an unknown code', () => '/h/0000000000000000Z'],
  ])('with %s shows the page of every door', async (_, path) => {
    const { code } = world.households.a1
    const [whole, other] = await Promise.all([raw(`GET /h/${code}`), raw(`GET ${path(code)}`)])
    expect(whole.status).toBe(200)
    expect([other.status, plain(other.body)]).toEqual([200, plain(whole.body, code)])
    const names = (head: string): string[] => head.split('\r\n').slice(1).map((line) => line.split(':')[0]).sort()
    expect(names(other.head)).toEqual(names(whole.head))
    expect(other.head).toMatch(/x-content-type-options: nosniff/)
  })

  test('with a closing slash still leads to the household\'s page', async () => {
    const { code } = world.households.a1
    expect((await raw(`GET /h/${code}/`)).body).toContain(`/m/#/pages/household/index?scene=${code}"`)
  })

  test('elsewhere a broken escape stays a problem', async () => {
    const { status, head, body } = await raw('GET /api/v1/households/%zz')
    expect(status).toBe(400)
    expect(head).toContain('content-type: application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ code: 'request.unreadable' })
  })
})
