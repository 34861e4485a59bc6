// A card that reads differently today though nothing was written (a birthday, a new month) is derived once and then kept ready again.
import { operations } from '@onecard/shared/operations'
import { startWorld, type World } from '../world'

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

/** Requests until the ready card is back; each is a whole answer, so a builder that never builds ends the count. */
const MOST = 400

test('read, derived, and ready again', async () => {
  const { id } = world.households.a1
  const token = await world.token('village_secretary')
  const ask = () => world.call(operations.households.card, { id }, { token })
  await world.db.everywhere('a test asks for ready cards').write((tx) => tx.emit('card.stale', {}))
  await world.settle()
  const ready = await ask()
  await world.db.everywhere('a test lets a card run out').execute("UPDATE household_card SET fresh_until = '2000-01-01' WHERE household_id = :id", { id })
  const derived = await ask()
  expect(derived.body).toEqual(ready.body)
  for (let i = 0; i < MOST; i++) {
    await ask()
    const [row] = await world.rows('SELECT MIN(fresh_until) AS day FROM household_card WHERE household_id = :id', { id })
    if (row.day > '2000-01-01') return
  }
  throw new Error('the card was never built anew')
})
