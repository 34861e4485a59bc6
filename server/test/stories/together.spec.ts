// What is asked for in the same turn is fetched in one statement: everybody still gets what they would get alone, and nothing else.
import { Cards, READY_SIGHTS, type ReadySight } from '../../src/features/cards/cards.repository'
import { Sessions, type Actor } from '../../src/kernel/auth'
import type { Who } from '../actors'
import { startWorld, type Place, type World } from '../world'

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

/** Land of one village, of the next, of the township, of another one; single households; a whole county. */
const WHO: readonly Who[] = ['village_secretary', 'village_secretary2', 'township_officer', 'township_officer2', 'helper', 'helper2', 'county_office']
const PLACES: readonly Place[] = ['a1', 'a2', 'b1', 'c1']
/** More than one statement holds. */
const TIMES = 4

const actors = (): Promise<(readonly [Who, Actor])[]> => Promise.all(WHO.map(async (who) =>
  [who, (await world.running.app.get(Sessions).resolve(await world.token(who)))?.as('household.read') as Actor] as const))

test('ready cards at once, each as alone', async () => {
  await world.db.everywhere('a test asks for ready cards').write((tx) => tx.emit('card.stale', {}))
  await world.settle()
  const cards = world.running.app.get(Cards, { strict: false })
  const asks = (await actors()).flatMap(([who, actor]) => PLACES.flatMap((place) => READY_SIGHTS.map((sight) => ({ who, actor, place, sight }))))
  const ask = async ({ who, actor, place, sight }: { who: Who; actor: Actor; place: Place; sight: ReadySight }): Promise<unknown> => {
    const card = await cards.ready(actor, world.households[place].id, sight)
    return [who, place, sight, card && { ...card, body: card.body.toString('hex') }]
  }
  const alone: unknown[] = []
  for (const one of asks) alone.push(await ask(one))
  // Of both kinds, or nothing could be mixed up.
  expect(alone.filter((answer) => (answer as unknown[])[3] === null)).toHaveLength(30)
  const together = await Promise.all(Array.from({ length: TIMES }, () => asks).flat().map(ask))
  expect(together).toEqual(Array.from({ length: TIMES }, () => alone).flat())
})

test('single rows at once, each as alone', async () => {
  const asks = (await actors()).flatMap(([who, actor]) => PLACES.map((place) => ({ who, actor, place })))
  const ask = async ({ who, actor, place }: { who: Who; actor: Actor; place: Place }): Promise<unknown> => {
    const row = await world.db.read(actor).oneOfMany<{ id: string; region: string }>('SELECT h.id, h.region FROM household h WHERE h.id = :id AND {scope:h}', { id: world.households[place].id })
    return [who, place, row && { id: row.id, region: row.region }]
  }
  const alone: unknown[] = []
  for (const one of asks) alone.push(await ask(one))
  expect(alone.filter((answer) => (answer as unknown[])[2] === null)).toHaveLength(15)
  const together = await Promise.all(Array.from({ length: TIMES }, () => asks).flat().map(ask))
  expect(together).toEqual(Array.from({ length: TIMES }, () => alone).flat())
  await expect(Promise.all(asks.map(({ actor }) => world.db.read(actor).oneOfMany('SELECT h.nothing FROM household h WHERE {scope:h}')))).rejects.toThrow()
})
