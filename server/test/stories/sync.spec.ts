// A phone keeps what it may see: everything once, then only what is new, and what has left goes.
import type { DeltaView } from '@onecard/shared/contract/sync.views'
import { operations } from '@onecard/shared/operations'
import { Sessions } from '../../src/kernel/auth/sessions'
import { clock } from '../../src/kernel/clock'
import { CardBuilder } from '../../src/features/cards'
import { Deltas } from '../../src/features/sync/sync.repository'
import { LAND } from '../population'
import { startWorld, type World } from '../world'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await build()
})
afterAll(() => world.close())

async function build(): Promise<void> {
  await world.db.everywhere('a test asks for ready cards').write((tx) => tx.emit('card.stale', {}))
  await world.settle()
}

/** What a phone does: from its cursor until nothing more comes, keeping cards by id. */
class Phone {
  cursor: string | undefined
  held = new Map<string, DeltaView['items'][number]>()
  fetched = 0
  constructor(private readonly who: Parameters<World['token']>[0], private readonly region?: string) {}

  async sync(): Promise<this> {
    const token = await world.token(this.who)
    let brought: Set<string> | null = null
    for (let more = true; more;) {
      const { body, status } = await world.call(operations.sync.delta, { since: this.cursor, region: this.region }, { token })
      expect(status).toBe(200)
      if (body.whole) brought ??= new Set()
      for (const item of body.items) { this.held.set(item.id, item); brought?.add(item.id) }
      for (const id of body.gone) this.held.delete(id)
      this.fetched += body.items.length
      this.cursor = body.cursor
      more = body.more
    }
    if (brought) for (const id of [...this.held.keys()]) if (!brought.has(id)) this.held.delete(id)
    return this
  }

  take(): number { const n = this.fetched; this.fetched = 0; return n }
}

/** Never back, also from one test to the next: what the server keeps for a moment would be kept longer. */
let passed = 0
const pass = (): void => {
  passed += 1000
  jest.spyOn(clock, 'now').mockReturnValue(Date.now() + passed)
}
afterEach(() => { jest.restoreAllMocks() })

test('whole once, then nothing, then what changed', async () => {
  const phone = await new Phone('village_secretary').sync()
  expect([...phone.held.keys()].sort()).toEqual([world.households.a1.id, world.households.a2.id].sort())
  const { body } = await world.call(operations.households.card, { id: world.households.a1.id }, { token: await world.token('village_secretary') })
  expect(phone.held.get(world.households.a1.id)).toEqual(body)
  phone.take()
  await phone.sync()
  expect(phone.take()).toBe(0)

  const reissued = await world.call(operations.codes.reissue, { id: world.households.a1.id, kind: 'lost', reason: '门牌被风刮走' }, { token: await world.token('village_secretary') })
  await world.settle()
  pass()
  await phone.sync()
  expect(phone.take()).toBe(1)
  expect(phone.held.get(world.households.a1.id)?.code).toBe(reissued.body.code)
})

test('each card comes with the tag by which it is asked for alone: 304 at the first opening, for kept and for derived sights', async () => {
  for (const [who, region] of [['village_secretary', undefined], ['helper', undefined], ['household', undefined], ['department', LAND.villageA]] as const) {
    const token = await world.token(who)
    const { body } = await world.call(operations.sync.delta, { region }, { token })
    expect([who, body.etags.length, body.items.length > 0]).toEqual([who, body.items.length, true])
    for (const [i, { id }] of body.items.entries()) {
      const card = await world.call(operations.households.card, { id }, { token, headers: { 'if-none-match': body.etags[i] } })
      expect([who, card.status, card.text]).toEqual([who, 304, ''])
    }
  }
})

test('a village of several pages comes whole, each card once', async () => {
  const households = await world.add(Array.from({ length: 230 }, (_, n) => ({ region: LAND.villageC, headName: `样页${n}` })))
  await build()
  pass()
  const phone = await new Phone('county_office', LAND.villageC).sync()
  expect(phone.take()).toBe(231)
  expect(new Set(phone.held.keys())).toEqual(new Set([world.households.c1.id, ...households.map((h) => h.id)]))
})

test('a household that moves leaves the phones of its old village and comes to those of the new', async () => {
  const [moved] = await world.add([{ region: LAND.villageA, headName: '样迁' }])
  await build()
  pass()
  const old = await new Phone('village_secretary').sync()
  expect(old.held.has(moved.id)).toBe(true)
  const house = world.db.everywhere('a test moves a household')
  await house.execute('UPDATE household SET region = :to, version = version + 1 WHERE id = :id', { to: LAND.villageB, id: moved.id })
  await world.running.app.get(CardBuilder).build([moved.id])
  pass()
  await old.sync()
  expect(old.held.has(moved.id)).toBe(false)
  expect((await new Phone('township_officer', LAND.villageB).sync()).held.has(moved.id)).toBe(true)
})

test('a helper gets the household of a new pairing and loses that of an ended one', async () => {
  const phone = await new Phone('helper').sync()
  expect([...phone.held.keys()]).toEqual([world.households.a1.id])
  const token = await world.token('county_office')
  const paired = await world.call(operations.households.pair, { id: world.households.a2.id, account: 'helper' }, { token })
  await world.settle()
  pass()
  await phone.sync()
  expect([...phone.held.keys()].sort()).toEqual([world.households.a1.id, world.households.a2.id].sort())
  await world.call(operations.households.unpair, { id: world.households.a2.id, pairing: paired.body.id, reason: '工作调动离开' }, { token })
  world.running.app.get(Sessions).forget(world.people.helper.accountId)
  pass()
  await phone.sync()
  expect([...phone.held.keys()]).toEqual([world.households.a1.id])
})

test('other sights get their own view, and each card that was sent is a recorded read', async () => {
  await world.settle()
  const before = await reads()
  const phone = await new Phone('department', LAND.villageA).sync()
  const card = phone.held.get(world.households.a1.id)
  expect(card).toBeDefined()
  expect(card).not.toHaveProperty('income')
  await world.settle()
  expect(await reads() - before).toBe(phone.held.size)
})

async function reads(): Promise<number> {
  return Number((await world.rows<{ n: number }>("SELECT COUNT(*) AS n FROM household_read WHERE way = 'offline'"))[0].n)
}

test.each(['', 'x', 'bm8', Buffer.from('[1]').toString('base64url'), Buffer.from('[-1,"","",0]').toString('base64url')])('a cursor that is not ours (%j) starts anew', async (since) => {
  const { body } = await world.call(operations.sync.delta, { since }, { token: await world.token('helper') })
  expect(body).toMatchObject({ whole: true, more: false })
  expect(body.items).toHaveLength(1)
})

test('somebody else\'s cursor starts anew', async () => {
  const phone = await new Phone('village_secretary').sync()
  const { body } = await world.call(operations.sync.delta, { since: phone.cursor }, { token: await world.token('helper') })
  expect(body.whole).toBe(true)
  expect(body.items.map((card) => card.id)).toEqual([world.households.a1.id])
})

describe('a database that is not the one the phone knew', () => {
  const counter = (seq: number) => world.db.everywhere('a test restores an older state').execute('UPDATE card_counter SET seq = :seq WHERE id = 1', { seq })
  const newest = async (): Promise<number> => Number((await world.rows<{ seq: string }>('SELECT seq FROM card_counter WHERE id = 1'))[0].seq)
  const ask = async (since: string) => (await world.call(operations.sync.delta, { since }, { token: await world.token('village_secretary') })).body
  const start = () => world.running.app.get(Deltas).onModuleInit()

  test('behind the phone: everything anew', async () => {
    pass()
    const phone = await new Phone('village_secretary').sync()
    const was = await newest()
    await counter(was - 1)
    pass()
    expect((await ask(phone.cursor ?? '')).whole).toBe(true)
    await counter(was)
  })

  test('a start of the same one costs no phone anything', async () => {
    pass()
    const phone = await new Phone('village_secretary').sync()
    phone.take()
    for (let n = 0; n < 3; n++) {
      await start()
      pass()
      expect((await ask(phone.cursor ?? '')).whole).toBe(false)
      await phone.sync()
    }
    expect(phone.take()).toBe(0)
  })

  test('restored from before and grown past the phone again: everything anew, by the number or by the mark', async () => {
    const was = await newest()
    pass()
    const phone = await new Phone('village_secretary').sync()
    const held = phone.cursor ?? ''
    // The copy is from before the phone's last round, under the same start; its cards grow past the phone's number.
    await counter(was - 1)
    await start()
    await counter(was + 5)
    pass()
    expect((await ask(held)).whole).toBe(true)
    // A copy from before the start under which the phone asked.
    await phone.sync()
    await world.db.everywhere('a test restores an older state').execute('DELETE FROM card_epoch WHERE serial = (SELECT serial FROM (SELECT MAX(serial) AS serial FROM card_epoch) n)')
    await start()
    pass()
    expect((await ask(phone.cursor ?? '')).whole).toBe(true)
  })
})
