// One live code a household: issued for a village at once, reissued when lost, never two, also when two ask together.
import { operations } from '@onecard/shared/operations'
import { isCode, printCode } from '@onecard/shared/rules/household-code'
import { isNumber } from '@onecard/shared/rules/household-number'
import { county } from '../../src/kernel/county'
import { LAND } from '../population'
import { WEAR, decode, worn } from '../worn-codes'
import { startWorld, type World } from '../world'

const { codes, households } = operations
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const live = (region: string) => world.rows<{ id: string; code: string | null; number: string | null; n: number }>(
  `SELECT h.id, MIN(c.code) AS code, MIN(c.number) AS number, COUNT(c.id) AS n FROM household h LEFT JOIN household_code c ON c.household_id = h.id AND c.live_household_id = h.id WHERE h.region = :region GROUP BY h.id`, { region })

describe('issuing', () => {
  test('gives a village its codes; who has one keeps it', async () => {
    const { a1, a2 } = world.households
    await world.add(Array.from({ length: 60 }, (_, i) => ({ region: LAND.villageA, headName: `样无码${i}`, code: false })))
    const token = await world.token('village_secretary')
    const issue = () => world.call(codes.issue, { region: LAND.villageA }, { token })
    expect((await issue()).body).toEqual({ region: LAND.villageA, issued: 60, kept: 2 })
    expect((await issue()).body).toEqual({ region: LAND.villageA, issued: 0, kept: 62 })
    const rows = await live(LAND.villageA)
    expect(rows).toHaveLength(62)
    expect(rows.every(({ code, number, n }) => Number(n) === 1 && isCode(code as string) && isNumber(number as string))).toBe(true)
    expect(new Set(rows.map(({ code }) => code)).size).toBe(62)
    expect(new Set(rows.map(({ number }) => number)).size).toBe(62)
    expect(rows.filter(({ id }) => id === a1.id || id === a2.id).map(({ code }) => code).sort()).toEqual([a1.code, a2.code].sort())
  })

  test('asked for twice at once gives each household one', async () => {
    await world.add(Array.from({ length: 40 }, (_, i) => ({ region: LAND.villageB, headName: `例无码${i}`, code: false })))
    const token = await world.token('township_officer')
    const answers = await Promise.all([1, 2, 3].map(() => world.call(codes.issue, { region: LAND.township }, { token })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(answers.reduce((sum, { body }) => sum + body.issued, 0)).toBe(40)
    expect((await live(LAND.villageB)).map(({ n }) => Number(n))).toEqual(Array(41).fill(1))
  })
})

describe('the code of a household', () => {
  test('is told with its printed form, address and scene, and says nothing about the household', async () => {
    const { a1 } = world.households
    const { body } = await world.call(codes.get, { id: a1.id }, { token: await world.token('village_clerk') })
    expect(body).toMatchObject({ household: { id: a1.id }, code: a1.code, printed: printCode(a1.code), number: a1.number, address: `https://onecard.test/h/${a1.code}`, scene: a1.code })
    expect(body.scene).toMatch(/^[A-Za-z0-9_-]{1,32}$/)
  })

  test('reissued by several at once leaves one live code, and every old one revoked with its reason', async () => {
    const { a2 } = world.households
    const token = await world.token('village_clerk')
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.call(codes.reissue, { id: a2.id, kind: 'lost', reason: '门牌被风刮走' }, { token })))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201))
    const rows = await world.rows<{ code: string; live_household_id: string | null; revoke_kind: string | null; revoke_reason: string | null; revoked_at: Date | null }>('SELECT * FROM household_code WHERE household_id = :id ORDER BY id', { id: a2.id })
    expect(rows).toHaveLength(6)
    const [now, ...old] = [...rows].sort((a, b) => (a.live_household_id ? 0 : 1) - (b.live_household_id ? 0 : 1))
    expect(now).toMatchObject({ live_household_id: a2.id, revoked_at: null })
    for (const row of old) expect(row).toMatchObject({ live_household_id: null, revoke_kind: 'lost', revoke_reason: '门牌被风刮走', revoked_at: expect.any(Date) })
    expect((await world.call(codes.get, { id: a2.id }, { token })).body.code).toBe(now.code)
  })

  test.each([['ordinary', 'svg'], ['ordinary', 'png'], ['mini', 'jpeg']] as const)('its %s picture as %s, as the server sends it, is read back in every state of wear', async (kind, format) => {
    const { a2 } = world.households
    const token = await world.token('village_clerk')
    const { address, code } = (await world.call(codes.get, { id: a2.id }, { token })).body
    const answer = await fetch(`${world.url}/api/v1/households/${a2.id}/code/image?kind=${kind}${kind === 'ordinary' ? `&format=${format}` : ''}`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.headers.get('content-type')).toContain(format)
    const read = await decode(await worn(Buffer.from(await answer.arrayBuffer())))
    expect(read).toEqual(WEAR.map(() => kind === 'mini' ? `pages/household/index?scene=${code}` : address))
  })

  test('has two pictures; that of WeChat is fetched once, kept, and forgotten with the code', async () => {
    const { a1 } = world.households
    const token = await world.token('village_clerk')
    const asked = () => world.standIn.control.calls('/wxa/getwxacodeunlimit').length
    const before = asked()
    const picture = (kind: 'ordinary' | 'mini') => world.call(codes.image, { id: a1.id, kind }, { token })
    expect((await picture('ordinary')).headers.get('content-type')).toBe('image/svg+xml')
    expect([(await picture('mini')).status, (await picture('mini')).status, asked() - before]).toEqual([200, 200, 1])
    expect((await world.call(codes.get, { id: a1.id }, { token })).body.miniImage).toBe('ready')
    await world.call(codes.reissue, { id: a1.id, kind: 'damaged', reason: '雨淋得看不清了' }, { token })
    expect((await world.call(codes.get, { id: a1.id }, { token })).body.miniImage).toBe('missing')
    world.standIn.control.set({ faults: [{ kind: 'busy', on: '/wxa/getwxacodeunlimit' }] })
    const refused = await picture('mini')
    world.standIn.control.set({ faults: [] })
    expect(refused.problem).toMatchObject({ status: 409, code: 'code.image_missing' })
    expect((await picture('mini')).status).toBe(200)
  })
})

describe('pairing', () => {
  test('one responsible person at a time, a second beside him, nobody twice, and nobody with too many', async () => {
    const { c1 } = world.households
    const max = county.settings.pairing.maxHouseholdsPerHelper
    const token = await world.token('county_office')
    const pair = (id: string, account: string, primary?: 'false') => world.call(households.pair, { id, account, ...(primary && { primary }) }, { token })
    expect((await pair(c1.id, 'helper')).body).toMatchObject({ account: 'helper', primary: true, to: null })
    expect((await pair(c1.id, 'helper')).problem).toMatchObject({ status: 409, code: 'pairing.exists' })
    expect((await pair(c1.id, 'helper2', 'false')).body).toMatchObject({ account: 'helper2', primary: false })
    expect((await pair(c1.id, 'village_clerk')).problem).toMatchObject({ status: 400, errors: [{ field: 'account' }] })
    const more = await world.add(Array.from({ length: max + 1 }, (_, i) => ({ region: LAND.villageC, headName: `例待帮${i}` })))
    // All at once: the limit holds against people who press together, too.
    const answers = await Promise.all(more.map(({ id }) => pair(id, 'helper3')))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(max)
    expect(answers.filter(({ problem }) => problem.code === 'pairing.helper_full')).toHaveLength(1)
  })
})
