// The books of a month: entered, returned, corrected, approved by another, confirmed, opened again; and a village approved at once.
import { operations } from '@onecard/shared/operations'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import { clock } from '../../src/kernel/clock'
import { Sessions } from '../../src/kernel/auth/sessions'
import type { Who } from '../actors'
import { LAND, type HouseholdFacts } from '../population'
import { startWorld, type World } from '../world'

const { sheets } = operations
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const at = async (who: Who, key?: string) => ({ token: await world.token(who), ...(key && { headers: { 'idempotency-key': key } }) })
const NOW = periodOf(clock.today())
const BEFORE = addMonths(NOW, -1)
const WAGE = { item: 'A1', fen: 240_000 }

const get = async (who: Who, id: string, period = NOW): Promise<SheetView> => (await world.call(sheets.get, { id, period }, await at(who))).body
const put = async (who: Who, id: string, version: number, more: object = {}) => world.call(sheets.put, { id, period: NOW, version, lines: [WAGE], submit: true, ...more }, await at(who))
const decide = async (who: Who, id: string, version: number, more: object = {}) => world.call(sheets.decide, { id, period: NOW, version, approve: true, ...more }, await at(who))
const plain = async (region: string = LAND.villageA): Promise<HouseholdFacts> => (await world.add([{ region, headName: `样账${Math.random().toString(36).slice(2, 8)}`, helper: { accountId: world.people.helper.accountId, unitId: world.units.unit } }]).then((made) => { world.running.app.get(Sessions).forget(world.people.helper.accountId); return made }))[0]

test('from an empty month to a second revision', async () => {
  const { a1 } = world.households
  const empty = await get('helper', a1.id)
  expect(empty).toMatchObject({ state: 'none', version: 0, lines: [], mayWrite: true, mayDecide: false, lastMonth: { period: BEFORE } })

  const first = (await put('helper', a1.id, 0, { lines: [WAGE, { item: 'E1', fen: 20_000 }, { item: 'B2', fen: 240_000, quantityMilli: 3_000, unit: '只', unitPriceFen: 80_000 }] })).body
  expect(first).toMatchObject({ state: 'submitted', version: 1, sums: { wageFen: 240_000, businessFen: 240_000, expenseFen: 20_000, netFen: 460_000 }, mayDecide: false })
})
