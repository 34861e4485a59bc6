// The database goes away and comes back: a clear 503 meanwhile, nothing lost, no restart needed.
import { connect, createServer, type Server, type Socket } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from '@onecard/shared/operations'
import { connectionOf } from '../../src/kernel/db'
import { PASSWORD } from '../actors'
import { startWorld, type World } from '../world'

const { households, codes, sessions, county } = operations

/** A socket between server and database that can be pulled. */
class Cable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'onecard-cable-'))
  readonly #path = join(this.#folder, 's')
  readonly #open = new Set<Socket>()
  #server: Server | null = null
  #to: { path: string } | { host: string; port: number } = { path: '' }

  async lay(url: string): Promise<string> {
    const { socketPath, host, port } = connectionOf(url)
    this.#to = socketPath ? { path: socketPath } : { host: host as string, port: Number(port) }
    await this.plug()
    const through = new URL(url)
    through.searchParams.set('socketPath', this.#path)
    return through.toString()
  }

  async plug(): Promise<void> {
    this.#server = createServer((near) => {
      const far = connect(this.#to as { path: string })
      for (const [one, other] of [[near, far], [far, near]]) {
        this.#open.add(one)
        one.on('error', () => undefined).on('close', () => { this.#open.delete(one); other.destroy() }).pipe(other)
      }
    })
    await new Promise<void>((resolve, reject) => this.#server?.once('error', reject).listen(this.#path, resolve))
  }

  async pull(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    await new Promise<void>((resolve) => this.#server ? this.#server.close(() => resolve()) : resolve())
    this.#server = null
  }

  async remove(): Promise<void> { await this.pull(); rmSync(this.#folder, { recursive: true, force: true }) }
}

const cable = new Cable()
let world: World
beforeAll(async () => { world = await startWorld({ through: (url) => cable.lay(url) }) })
afterAll(async () => { await world.close(); await cable.remove() })

/** Connections that were cut are found out by whoever uses them next; after a few tries none is left. */
async function eventually<T>(work: () => Promise<T>, tries = 50): Promise<T> {
  for (;;) try { return await work() } catch (error) { if (--tries === 0) throw error }
}

const get = (path: string) => fetch(world.url + path)

test('without a database every operation says 503 and when to come back; the process is alive but not ready', async () => {
  const { a1 } = world.households
  const token = await world.token('village_clerk')
  expect((await get('/readyz')).status).toBe(200)
  await cable.pull()
  try {
    const asked = await Promise.all([
      world.call(households.card, { id: a1.id }, { token }), world.call(households.list, {}, { token }), world.call(households.search, { text: a1.headName }, { token }),
      world.call(codes.reissue, { id: a1.id, kind: 'lost', reason: '门牌被风刮走' }, { token }),
      world.call(sessions.create, { account: 'village_clerk', password: PASSWORD }), world.call(households.list, {}, { token: 'y'.repeat(43) }),
    ])
    for (const answer of asked) {
      expect(answer.problem).toMatchObject({ status: 503, code: 'server.unavailable' })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await get('/readyz')).status).toBe(503)
    expect((await get('/healthz')).status).toBe(200)
    // What needs no database is answered.
    expect((await world.call(county.get, {})).status).toBe(200)
  } finally { await cable.plug() }
  expect((await get('/readyz')).status).toBe(200)
  expect((await world.call(households.card, { id: a1.id }, { token })).status).toBe(200)
  expect((await world.call(sessions.create, { account: 'village_clerk', password: PASSWORD })).status).toBe(201)
})

test('reads that waited while it was away are recorded when it is back', async () => {
  const { a2 } = world.households
  const token = await world.token('village_clerk')
  await world.settle()
  const recorded = () => world.rows('SELECT id FROM household_read WHERE household_id = :id', { id: a2.id })
  const before = (await recorded()).length
  expect((await world.call(households.card, { id: a2.id }, { token })).status).toBe(200)
  await cable.pull()
  await expect(world.settle()).rejects.toThrow()
  await cable.plug()
  await eventually(world.settle)
  expect(await eventually(recorded)).toHaveLength(before + 1)
})

test('a write cut in its middle leaves nothing, and works when tried again', async () => {
  const { b1 } = world.households
  const token = await world.token('township_officer')
  const live = () => world.rows<{ code: string }>('SELECT code FROM household_code WHERE household_id = :id ORDER BY id', { id: b1.id })
  // Another holds the household, so that the write is under way when the connection is cut.
  const cut = await world.asOwner(async (owner) => {
    await owner.beginTransaction()
    await owner.query('SELECT id FROM household WHERE id = ? FOR UPDATE', [b1.id])
    const write = world.call(codes.reissue, { id: b1.id, kind: 'lost', reason: '门牌被风刮走' }, { token })
    for (let waiting = false; !waiting;) {
      const [rows] = await owner.query(`SELECT 1 FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE '%FOR UPDATE%' AND ID <> CONNECTION_ID()`)
      waiting = (rows as unknown[]).length > 0
    }
    await cable.pull()
    await cable.plug()
    const answer = await write
    await owner.rollback()
    return answer
  })
  expect(cut.problem).toMatchObject({ status: 503, code: 'server.unavailable' })
  expect(await eventually(live)).toEqual([{ code: b1.code }])
  expect((await world.call(codes.reissue, { id: b1.id, kind: 'lost', reason: '门牌被风刮走' }, { token })).status).toBe(201)
  expect(await live()).toHaveLength(2)
})

test('nothing of the statements stands in the log', () => {
  const lines = world.log.filter((line) => line.includes('request failed'))
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter((line) => /SELECT |INSERT |UPDATE /.test(line))).toEqual([])
})
