// County facts, the lands of each role, and figures: whose, of where, and what is hidden of small groups.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import type { TotalsView } from '@onecard/shared/contract/county.views'
import { clock } from '../src/kernel/clock'
import { loadCounty } from '../src/kernel/county'
import { refreshDue } from '../src/features/regions'
import type { Who } from './actors'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { county, accounts, households, proposals } = operations
const today = clock.today()

let world: World
/** Village A: a1, a2 and six more; village B: b1 and two more, so 11 in the township; village C: c1. Neighbour: n1. */
beforeAll(async () => {
  world = await startWorld()
  const more = await world.add([...Array.from({ length: 6 }, (_, i) => ({ region: LAND.villageA, headName: `样多${i}` })), { region: LAND.villageB, headName: '例一' }, { region: LAND.villageB, headName: '例二' }])
  const set = (sql: string, values: unknown[]) => world.asOwner((owner) => owner.query(`UPDATE household SET ${sql}`, values))
  const ids = more.map((h) => h.id)
  // Below the line: three in A, one in B. Exited: five in A. Another cause: two in A. Overdue: one in A by its last visit, two in B.
  await set('below_line = 1 WHERE id IN (?)', [[ids[0], ids[1], ids[2], ids[6]]])
  await set("state = '15' WHERE id IN (?)", [ids.slice(0, 5)])
  await set("cause_main = '03' WHERE id IN (?)", [ids.slice(0, 2)])
  // After exit once a quarter, before it once a month.
  await set('last_visit_on = ? WHERE id = ?', [addDays(today, -93), ids[0]])
  await set('last_visit_on = ? WHERE id IN (?)', [addDays(today, -32), [ids[6], ids[7]]])
  await set('last_visit_on = ? WHERE id = ?', [addDays(today, -92), ids[1]])
  await set('last_visit_on = ? WHERE id = ?', [today, ids[2]])
  await due(ids)
})
afterAll(() => world.close())

/** After facts were set by hand. */
const due = (ids: string[]) => refreshDue(world.db.everywhere('a test set facts by hand'), ids, today)
const as = async (who: Who) => ({ token: await world.token(who) })
const regions = async (who: Who, under?: string) => world.call(county.regions, { under }, await as(who))
const totals = async (who: Who, region?: string) => world.call(county.totals, { region }, await as(who))
const counts = (rows: TotalsView['byState']) => Object.fromEntries(rows.map((row) => [row.code, row.count]))

describe('county', () => {
  test('tells anybody the facts that a phone needs, and nothing of persons', async () => {
    const { status, body, text } = await world.call(county.get, {})
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: '盖州市', region: '210881', today, cardYear: { startMonth: 10 }, divisor: loadCounty().settings.income.divisor, visit: { rules: loadCounty().settings.visit.rules }, demo: false })
    expect(body.lines).toContainEqual({ year: 2020, fen: loadCounty().line(2020)?.fen })
    expect(body.lists.causes).toContainEqual({ code: '01', label: '因病' })
    for (const h of Object.values(world.households)) expect(text).not.toContain(h.headName)
  })
})

describe('regions', () => {
  test.each<[Who, string[], number]>([
    ['village_clerk', [LAND.villageA], 8], ['acceptance_group', [LAND.township], 11], ['township_officer', [LAND.township], 11], ['county_office', [LAND.county], 12],
    ['helper', [LAND.villageA], 1], ['unit_manager2', [LAND.villageB], 1],
  ])('%s gets the tops of its land with the households in scope', async (who, tops, expected) => {
    const { items } = (await regions(who)).body
    const codes = new Set(items.map((r) => r.code))
    const roots = items.filter((r) => r.parent === null || !codes.has(r.parent))
    expect(roots.map((r) => r.code)).toEqual(tops)
    expect(roots[0].households).toBe(expected)
  })

  test('the township lists its villages under it', async () => {
    const { items } = (await regions('township_officer', LAND.township)).body
    expect(items.every((r) => r.parent === LAND.township)).toBe(true)
    expect(items.find((r) => r.code === LAND.villageA)).toMatchObject({ name: '尚和寨村', level: 'village', poverty: loadCounty().region(LAND.villageA)?.poverty, households: 8 })
    expect(items.find((r) => r.code === LAND.villageB)?.households).toBe(3)
  })

  test('administrator and auditor see every land and no count', async () => {
    for (const who of ['system_admin', 'auditor'] as const) {
      const { items } = (await regions(who)).body
      expect(items).toHaveLength(loadCounty().regions.length)
      expect(items.some((r) => 'households' in r)).toBe(false)
    }
  })

  test.each<[Who, string]>([
    ['village_clerk', LAND.township], ['village_clerk', LAND.villageB], ['township_officer', LAND.otherTownship], ['county_office', LAND.neighbourCounty], ['county_office', '210881999'],
    ['helper', LAND.villageB], ['helper', LAND.township], ['system_admin', LAND.neighbourCounty],
  ])('%s asking under %s learns nothing', async (who, under) => {
    expect((await regions(who, under)).problem).toMatchObject({ status: 404, code: 'not_found' })
  })
})

describe('totals', () => {
  test('of a village: every figure, small groups too, no lands below', async () => {
    const { body } = await totals('village_secretary')
    expect(body).toMatchObject({ region: { code: LAND.villageA, level: 'village' }, households: 8, people: 5 + 5 + 6, belowLine: 3, overdue: 1, lands: [] })
    expect(counts(body.byState)).toEqual({ '08': 3, '15': 5 })
    expect(counts(body.byCause)).toEqual({ '01': 6, '03': 2 })
    expect(counts(body.byType)).toEqual({ '01': 8 })
    expect(body.byCause[0].label).toBe('因病')
    expect(Math.abs(Date.parse(body.asOf) - clock.now())).toBeLessThan(60_000)
  })

  test('visits of this month are counted by household', async () => {
    const month = today.slice(0, 7)
    const rows = await world.rows<{ n: unknown }>('SELECT COUNT(*) AS n FROM household WHERE region = :region AND last_visit_on LIKE :month', { region: LAND.villageA, month: `${month}-%` })
    expect((await totals('village_secretary')).body.visitedThisMonth).toBe(Number(rows[0].n))
  })

  test('above the village a group under five is hidden, and the lands below stand by overdue work', async () => {
    const { body } = await totals('township_officer')
    expect(body).toMatchObject({ region: { code: LAND.township, level: 'township' }, households: 11, belowLine: null, overdue: 3 })
    // 9 beside a hidden 2 of 11 in all: the 9 would tell the 2.
    expect(counts(body.byCause)).toEqual({ '01': null, '03': null })
    expect(body.lands.map((l) => [l.code, l.name, l.households, l.overdue, l.belowLine])).toEqual([
      [LAND.villageB, loadCounty().regionName(LAND.villageB), 3, 2, 1], [LAND.villageA, '尚和寨村', 8, 1, 3],
    ])
    const above = (await totals('county_office')).body
    expect(above.lands.map((l) => [l.code, l.households, l.belowLine])).toEqual([[LAND.township, 11, null], [LAND.otherTownship, 1, 0]])
  })

  test('five are told', async () => {
    const [fifth] = (await world.call(households.list, { region: LAND.villageA, limit: 50 }, await as('county_office'))).body.items.filter((h) => h.headName === '样多3')
    await world.asOwner((owner) => owner.query('UPDATE household SET below_line = 1 WHERE id = ?', [fifth.id]))
    expect((await totals('township_officer')).body.belowLine).toBe(5)
    await world.asOwner((owner) => owner.query('UPDATE household SET below_line = NULL WHERE id = ?', [fifth.id]))
  })

  test('never visited: due from the day the pairing began, never without a helper', async () => {
    const [paired, fresh, alone] = await world.add([
      { region: LAND.villageC, headName: '样久等', helper: { accountId: world.people.helper3.accountId, unitId: null } },
      { region: LAND.villageC, headName: '样新结', helper: { accountId: world.people.helper3.accountId, unitId: null } }, { region: LAND.villageC, headName: '样无帮' },
    ])
    await world.asOwner((owner) => owner.query('UPDATE pairing SET from_day = ? WHERE household_id = ?', [addDays(today, -31), fresh.id]))
    await due([fresh.id])
    expect((await totals('county_office', LAND.villageC)).body.overdue).toBe(1)
    // An old visit by the helper before does not make the new one late.
    await world.asOwner((owner) => owner.query('UPDATE household SET last_visit_on = ? WHERE id IN (?)', [addDays(today, -90), [fresh.id, alone.id]]))
    await due([fresh.id, alone.id])
    expect((await totals('county_office', LAND.villageC)).body.overdue).toBe(2)
    await world.asOwner((owner) => owner.query("UPDATE household SET state = '20' WHERE id IN (?)", [[paired.id, fresh.id, alone.id]]))
    await due([paired.id, fresh.id, alone.id])
    expect((await totals('county_office', LAND.villageC)).body).toMatchObject({ households: 1, overdue: 0 })
  })

  test('a helper and a unit count their own households alone', async () => {
    for (const who of ['helper', 'unit_manager'] as const) {
      const { body } = await totals(who)
      expect(body).toMatchObject({ region: { code: LAND.villageA }, households: 1, people: 5 })
      expect((await totals(who, LAND.villageA)).body.households).toBe(1)
    }
  })

  test('a helper of nobody yet gets zeros of the county', async () => {
    await world.asOwner((owner) => owner.query('UPDATE pairing SET to_day = ? WHERE account_id = ?', [addDays(today, -1), world.people.helper3.accountId]))
    expect((await totals('helper3')).body).toMatchObject({ region: { code: LAND.county }, households: 0, people: 0, belowLine: 0, overdue: 0, byState: [], lands: [] })
  })

  test('households of two townships meet at the county, and only their own are counted', async () => {
    const admin = await as('system_admin')
    const id = world.people.acceptance_group.accountId
    const { body: appointed } = await world.call(accounts.appoint, { id, role: 'acceptance_group', region: LAND.otherTownship }, admin)
    expect((await world.call(proposals.confirm, { id: appointed.waiting[0].id }, await as('county_office'))).status).toBe(204)
    const { body } = await totals('acceptance_group')
    expect([body.region.code, body.households, body.lands.map((l) => l.code).sort()]).toEqual([LAND.county, 12, [LAND.township, LAND.otherTownship].sort()])
    expect((await totals('acceptance_group', LAND.county)).status).toBe(200)
    expect((await totals('acceptance_group', '210881005')).status).toBe(404)
  })

  test('whoever may not see what a household earns or why it is poor is not told it in figures', async () => {
    expect((await totals('unit_manager')).body).toMatchObject({ belowLine: null, byCause: [] })
    const health = (await totals('department')).body
    expect([health.belowLine, health.lands.map((l) => l.belowLine)]).toEqual([null, [null, null]])
    expect(health.byCause.length).toBeGreaterThan(0)
    expect((await totals('department3')).body.byCause).toEqual([])
  })

  test('the prefecture gets the totals of its counties', async () => {
    const { body } = await totals('prefecture_office')
    expect(body).toMatchObject({ region: { code: '2108', level: 'prefecture' }, households: 13 })
    expect(body.lands.map((l) => [l.code, l.households])).toEqual([[LAND.county, 12], [LAND.neighbourCounty, 1]])
    expect(body.byCause.length).toBeGreaterThan(0)
  })

  test.each<[Who, string]>([
    ['village_secretary', LAND.township], ['village_secretary', LAND.villageB], ['township_officer', LAND.villageC], ['township_officer', LAND.county], ['township_officer', '210881004999'],
    ['county_office', LAND.neighbourVillage], ['county_office', '2108'], ['helper', LAND.villageB], ['unit_manager', LAND.township], ['prefecture_office', '21'],
  ])('%s asking for %s learns nothing', async (who, region) => {
    expect((await totals(who, region)).problem).toMatchObject({ status: 404, code: 'not_found' })
  })
})
