// Jobs of the house: once a day or hour whoever is there to do them, on after a process that died; what the kernel drops, and what it keeps.
import { CardBuilder } from '../src/features/cards'
import { clock } from '../src/kernel/clock'
import { dropOldEvents, dropOldKeys, Jobs } from '../src/kernel/jobs'
import { newId } from '../src/kernel/ids'
import { startWorld, type World } from './world'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let world: World
let said: string[]
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => clock.shift(0))
beforeEach(() => { said = [] })

const processes = (count: number): Jobs[] => Array.from({ length: count }, () => new Jobs(world.db, { error: (details) => { said.push(JSON.stringify(details)) } }))
/** To this hour of today in Shanghai, a minute past. */
const at = (hour: number, days = 0): void => {
  clock.shift(0)
  const midnight = Math.floor((clock.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR
  clock.shift(midnight + days * DAY + hour * HOUR + 60_000 - clock.now())
}
const serial = (): string => `test.${newId()}`
const run = (all: readonly Jobs[]): Promise<unknown> => Promise.all(all.map((jobs) => jobs.run()))

test('a daily job: not before its hour, once that day whoever is there, again the next', async () => {
  let done = 0
  const name = serial()
  const all = processes(4)
  for (const jobs of all) jobs.daily(name, 8, async () => { done++ })
  at(7)
  await run(all)
  expect(done).toBe(0)
  at(8)
  await run(all)
  await run(all)
  expect(done).toBe(1)
  at(7, 1)
  await run(all)
  expect(done).toBe(1)
  at(15, 1)
  await run(all)
  expect(done).toBe(2)
})

test('an hourly job, once an hour', async () => {
  let done = 0
  const name = serial()
  const all = processes(3)
  for (const jobs of all) jobs.hourly(name, async () => { done++ })
  for (const hour of [9, 9, 10, 10, 12]) { at(hour); await run(all) }
  expect(done).toBe(3)
})

test('while one does it nobody else begins; after one that died another goes on', async () => {
  const name = serial()
  const [dies, lives] = processes(2)
  let begun = 0
  let let_go = (): void => undefined
  dies.daily(name, 8, () => { begun++; return new Promise<void>((resolve) => { let_go = resolve }) })
  lives.daily(name, 8, async () => { begun++ })
  at(9)
  const under_way = dies.run()
  while (begun === 0) await world.rows('SELECT 1')
  await lives.run()
  expect(begun).toBe(1)
  clock.shift(0)
  at(10)
  await lives.run()
  expect(begun).toBe(2)
  let_go()
  await under_way
  await lives.run()
  expect(begun).toBe(2)
})

test('what fails is logged and tried again later, and holds up no other job', async () => {
  const [jobs] = processes(1)
  let good = 0
  let tries = 0
  jobs.daily(serial(), 8, async () => { tries++; if (tries === 1) throw new Error('not today') })
  jobs.daily(serial(), 8, async () => { good++ })
  at(8)
  await jobs.run()
  await jobs.run()
  expect([tries, good, said.length]).toEqual([1, 1, 1])
  at(9)
  await jobs.run()
  expect([tries, good]).toEqual([2, 1])
})

test('keys go after 90 days, delivered events after 30; parked ones stay', async () => {
  const account = newId()
  const ago = (days: number): Date => clock.at(clock.now() - days * DAY)
  const key = (days: number) => world.rows('INSERT INTO idempotency_key (account_id, key_id, request, at) VALUES (:account, :key, :request, :at)', { account, key: `${days}`, request: 'x', at: ago(days) })
  const event = (topic: string, made: Date, done: Date | null) => world.rows('INSERT INTO outbox_event (topic, payload, available_at, tries, done_at) VALUES (:topic, :payload, :made, 8, :done)', { topic, payload: '{}', made, done })
  for (const days of [89, 91, 400]) await key(days)
  await event('test.fresh', ago(29), ago(29))
  await event('test.old', ago(31), ago(31))
  await event('test.parked', ago(400), null)
  expect(await dropOldKeys(world.db)).toBe(2)
  await dropOldEvents(world.db)
  expect(await world.rows('SELECT key_id FROM idempotency_key WHERE account_id = :account', { account })).toEqual([{ key_id: '89' }])
  expect((await world.rows<{ topic: string }>("SELECT topic FROM outbox_event WHERE topic LIKE 'test.%' ORDER BY topic")).map((row) => row.topic)).toEqual(['test.fresh', 'test.parked'])
})

test('the server’s own jobs: cards that ran out are built by the hour', async () => {
  const { a1 } = world.households
  await world.settle()
  await world.rows("UPDATE household_card SET fresh_until = '2001-01-01' WHERE household_id = :id", { id: a1.id })
  expect(world.running.app.get(CardBuilder)).toBeDefined()
  at(11)
  await world.running.app.get(Jobs).run()
  const [{ fresh_until: until }] = await world.rows<{ fresh_until: string }>("SELECT fresh_until FROM household_card WHERE household_id = :id AND sight = 'office'", { id: a1.id })
  expect(until > clock.today()).toBe(true)
  expect((await world.rows<{ job: string }>('SELECT job FROM job_lease')).map((row) => row.job)).toEqual(expect.arrayContaining(['cards.missing', 'kernel.events', 'kernel.keys', 'notices.due', 'notices.old']))
})
