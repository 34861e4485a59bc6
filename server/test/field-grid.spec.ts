// Field × role on the wire: what is not for a reader is absent, neither null nor blank, whatever the phone would do with it.
import { operations } from '@onecard/shared/operations'
import type { CardView, HouseholdListItem, MemberView } from '@onecard/shared/contract/households.views'
import { CardBuilder } from '../src/features/cards'
import { clock } from '../src/kernel/clock'
import type { Who } from './actors'
import { CARD, ROW } from './field-grid.expected'
import { LAND, type HouseholdFacts } from './population'
import { startWorld, type World } from './world'

type Seen = '-' | string
const READERS: Record<string, Who[]> = {
  household: ['household'], helper: ['helper'],
  office: ['village_clerk', 'village_secretary', 'village_team', 'first_secretary', 'township_officer', 'township_leader'],
  county: ['county_office'], unit: ['unit_manager'], health: ['department'], school: ['department2'], housing: ['department3'],
  acceptance: ['acceptance_group'], prefecture: ['prefecture_office'],
}

/** reader → field → what is seen of it. */
function table(text: string): Record<string, Record<string, Seen>> {
  const [head, ...rows] = text.trim().split('\n').map((line) => line.trim().split(/\s+/))
  return Object.fromEntries(head.slice(1).map((reader, column) => [reader, Object.fromEntries(rows.map((row) => [row[0], row[column + 1]]))]))
}

let world: World
let a1: HouseholdFacts
beforeAll(async () => {
  world = await startWorld()
  a1 = world.households.a1
  // As if its helper had written the household's number and the head's.
  await world.asOwner(async (owner) => { for (const table of ['household', 'member']) await owner.query(`UPDATE ${table} SET phone_confirmed = 0 WHERE ${table === 'household' ? 'id' : 'household_id'} = ?`, [a1.id]) })
  await world.running.app.get(CardBuilder).build([a1.id])
})
afterAll(() => world.close())

/** `full` when equal, else what came. */
const same = (got: unknown, recorded: unknown): Seen => JSON.stringify(got) === JSON.stringify(recorded) ? 'full' : JSON.stringify(got)
const masked = (number: string, from: number): string => number.slice(0, from) + '*'.repeat(number.length - from - 4) + number.slice(-4)
const whole = (value: object, keys: string[]): Seen => keys.every((key) => key in value) ? 'full' : JSON.stringify(value)
const phoneOf = (phone: string, recorded: string): Seen => phone === masked(recorded, 3) ? 'masked' : same(phone, recorded)

function headName(name: string): Seen { return name === `${a1.headName[0]}**` ? 'masked' : same(name, a1.headName) }

/** The first four are grown up: head, spouse with a chronic illness, father with a grave one, brother with a disability. */
const adult = (card: CardView, n: number): MemberView | undefined => card.members?.find(({ id }) => id === a1.members[n].id)

const CARD_FIELDS: Record<string, (card: CardView) => Seen> = {
  headName: (c) => headName(c.headName),
  code: (c) => same(c.code, a1.code),
  number: (c) => same(c.number, a1.number),
  householdNo: (c) => same(c.householdNo, a1.householdNo),
  village: (c) => same([c.region.code, c.region.township, c.region.village], [LAND.villageA, '太阳升街道', '尚和寨村']),
  group: (c) => same(c.region.group, a1.groupName),
  state: (c) => same(c.state, { code: '08', label: '帮扶中' }),
  type: (c) => same(c.type, { code: '01', label: '一般贫困户' }),
  causes: (c) => same(c.causes?.map(({ code }) => code), ['01', '02']),
  identifiedOn: (c) => same(c.identifiedOn, '2015-12'),
  plannedExitYear: (c) => same(c.plannedExitYear, 2020),
  exitYear: (c) => same(c.exitYear, 2020),
  memberCount: (c) => same(c.memberCount, 5),
  phone: (c) => phoneOf(c.phone as string, a1.phone),
  phoneUnconfirmed: (c) => c.phoneUnconfirmed === true && adult(c, 0)?.phoneUnconfirmed === true ? 'there' : JSON.stringify([c.phoneUnconfirmed, adult(c, 0)?.phoneUnconfirmed]),
  bankOnReason: (c) => c.bankOnReason === true ? 'there' : JSON.stringify(c.bankOnReason),
  bank: (c) => JSON.stringify(c.bank) === JSON.stringify({ name: '农村信用社', last4: a1.bankCard.slice(-4) }) ? 'last4' : JSON.stringify(c.bank),
  adults: (c) => same(c.members?.map(({ id }) => id).filter((id) => id !== a1.members[4].id).sort(), a1.members.slice(0, 4).map(({ id }) => id).sort()),
  child: (c) => childOf(c),
  childCount: (c) => String(c.childCount),
  certificate: (c) => certificates(c),
  sex: (c) => same(adult(c, 0)?.sex, { code: '1', label: '男' }),
  age: (c) => same(adult(c, 0)?.age, Number(clock.today().slice(0, 4)) - 1964 - (clock.today().slice(5) < '03-01' ? 1 : 0)),
  birthDate: (c) => same(adult(c, 0)?.birthDate, '1964-02-29'),
  education: (c) => same(adult(c, 0)?.education, '初中'),
  health: (c) => same([1, 2, 3].map((n) => adult(c, n)?.health?.map(({ label }) => label)), [['长期慢性病'], ['患有大病', '长期慢性病'], ['残疾']]),
  disability: (c) => same(adult(c, 3)?.disability, { category: '肢体', level: '二级' }),
  labour: (c) => same(adult(c, 0)?.labour, { code: '01', label: '普通劳动力' }),
  work: (c) => same(adult(c, 0)?.work, { place: '鲅鱼圈', months: 9, employer: '样例果品厂' }),
  serving: (c) => same(adult(c, 0)?.serving, false),
  insurance: (c) => same(adult(c, 0)?.insurance, ['城乡居民医疗保险', '城乡居民养老保险']),
  housing: (c) => same(c.housing, { areaM2: '72.50', structure: '砖瓦砖木', danger: true, dangerLevel: 'C级', repairYear: 2019 }),
  utilities: (c) => whole(c.utilities as object, ['safeWater', 'livePower', 'workPower', 'tv', 'toilet', 'fuel']),
  land: (c) => same(c.land?.arable, '6.50'),
  road: (c) => same(c.road, { distanceKm: '1.20', toDoor: '水泥路' }),
  position: (c) => same(c.position, { lng: 122.3512345, lat: 40.4012345, system: 'wgs84', confirmed: false }),
  income: (c) => incomeOf(c),
  months: (c) => same(c.months?.length, 12),
  measures: (c) => measuresOf(c),
  helpers: (c) => helpersOf(c),
  visits: (c) => same(c.visits?.map(({ by, note }) => [by, note]), [['样志远', '看了房子和水'], ['样志远', '看了房子和水']]),
  steps: (c) => same(c.steps?.map(({ state }) => state.code), ['01', '07', '08']),
}

function childOf(card: CardView): Seen {
  const child = card.members?.find(({ id }) => id === a1.members[4].id)
  if (!child) return '-'
  if (child.schoolStage !== '小学' || child.name !== a1.members[4].name) return JSON.stringify(child)
  return JSON.stringify(Object.keys(child).sort()) === '["id","name","relation","schoolStage"]' ? 'stage' : whole(child, ['age', 'certificate', 'health', 'insurance'])
}

/** Of all adults alike; of a disability card only the person's 18 characters, or category and level would show. */
function certificates(card: CardView): Seen {
  const each = a1.members.slice(0, 4).map(({ id, certificate }) => {
    const got = card.members?.find((m) => m.id === id)?.certificate
    const person = certificate.slice(0, 18)
    return got === undefined ? '-' : got === person.slice(-4) ? 'last4' : got === masked(person, 6) ? 'masked' : got
  })
  return [...new Set(each)].join(' ')
}

function incomeOf({ income }: CardView): Seen {
  if (!income) return '-'
  const sums = ['year', 'netFen', 'grossFen', 'perCapitaFen', 'lineFen', 'below', 'state'].every((key) => key in income)
  return !sums ? JSON.stringify(income) : income.items?.length && income.rigidFen !== undefined ? 'full' : 'items' in income || 'rigidFen' in income ? JSON.stringify(income) : 'totals'
}

function measuresOf({ measures = [] }: CardView): Seen {
  const kinds = measures.map(({ kind }) => kind.code).sort().join(' ')
  const sums = measures.every((m) => m.plannedFen === 300_000 && m.paidFen === 120_000)
  if (kinds === '03 05 06 07 17' && sums) return 'all'
  // 06 tells of illness.
  return kinds === '03 05 07 17' && measures.every((m) => !('plannedFen' in m) && !('paidFen' in m)) ? 'plain' : sums ? kinds : JSON.stringify(measures)
}

function helpersOf({ helpers = [] }: CardView): Seen {
  const [helper] = helpers
  if (helpers.length !== 1 || helper.name !== '样志远' || helper.unit !== '样例农业局') return JSON.stringify(helpers)
  return helper.phone === world.people.helper.phone ? 'full' : 'phone' in helper ? JSON.stringify(helper) : 'plain'
}

const ROW_FIELDS: Record<string, (row: HouseholdListItem) => Seen> = {
  headName: (r) => headName(r.headName),
  code: (r) => same(r.code, a1.code),
  number: (r) => same(r.number, a1.number),
  village: (r) => same(r.region.village, '尚和寨村'),
  group: (r) => same(r.region.group, a1.groupName),
  state: (r) => same(r.state.label, '帮扶中'),
  type: (r) => same(r.type?.label, '一般贫困户'),
  causes: (r) => same(r.causes?.map(({ code }) => code), ['01', '02']),
  memberCount: (r) => same(r.memberCount, 5),
  perCapitaFen: (r) => same(r.perCapitaFen, 512_345),
  below: (r) => same(r.below, false),
  helperName: (r) => same(r.helperName, '样志远'),
  lastVisitOn: (r) => /^\d{4}-\d{2}-\d{2}$/.test(r.lastVisitOn ?? '') ? 'full' : String(r.lastVisitOn),
  dueOn: (r) => (r.dueOn ?? '') > (r.lastVisitOn ?? '9') ? 'full' : String(r.dueOn),
}

/** Where on the wire a named field stands; by it absence is told from null. */
const PLACES: Record<string, (view: any) => unknown[]> = {
  phoneUnconfirmed: (c: CardView) => [c.phoneUnconfirmed, ...(c.members ?? []).map((m) => m.phoneUnconfirmed)],
  village: (v) => [v.region?.village], group: (v) => ['group' in v.region ? v.region.group ?? null : undefined], adults: (v) => [v.members], child: () => [1], certificate: () => [1],
  ...Object.fromEntries(['sex', 'age', 'birthDate', 'education', 'health', 'labour', 'work', 'serving', 'insurance', 'disability'].map((field) =>
    [field, (v: any) => (v.members ?? []).filter((m: MemberView) => m.id !== a1.members[4].id).map((m: any) => field in m ? m[field] ?? null : undefined)])),
}

function seen(fields: Record<string, (view: any) => Seen>, view: any): Record<string, Seen> {
  return Object.fromEntries(Object.entries(fields).map(([field, look]) => {
    const values = PLACES[field]?.(view) ?? [field in view ? view[field] ?? null : undefined]
    return [field, values.every((value) => value === undefined) ? '-' : look(view)]
  }))
}

const CASES = Object.entries(READERS).flatMap(([reader, people]) => people.map((who): [Who, string] => [who, reader]))

test('every field of the contract is in the grid, or plain', () => {
  const fields = Object.keys(world.document.components.schemas.CardView.properties)
  const elsewhere = ['id', 'version', 'region', 'members']
  expect(fields.filter((field) => !elsewhere.includes(field) && !(field in CARD_FIELDS))).toEqual([])
  const row = Object.keys(world.document.components.schemas.HouseholdListItem.properties)
  expect(row.filter((field) => !elsewhere.includes(field) && !(field in ROW_FIELDS))).toEqual([])
  const member = Object.keys(world.document.components.schemas.MemberView.properties)
  expect(member.filter((field) => !['id', 'name', 'relation', 'schoolStage'].includes(field) && !(field in CARD_FIELDS))).toEqual([])
})

test.each(CASES)('card: %s sees what %s sees', async (who, reader) => {
  const { status, body, text } = await world.call(operations.households.card, { id: a1.id }, { token: await world.token(who) })
  expect(status).toBe(200)
  expect(seen(CARD_FIELDS, body)).toEqual(table(CARD)[reader])
  for (const { certificate } of a1.members) expect(text).not.toContain(certificate)
  expect(text).not.toContain(a1.bankCard)
})

test.each(CASES)('list: %s sees what %s sees', async (who, reader) => {
  const { status, body } = await world.call(operations.households.list, { limit: 200 }, { token: await world.token(who) })
  expect(status).toBe(200)
  const row = body.items.find(({ id }) => id === a1.id) as HouseholdListItem
  expect(seen(ROW_FIELDS, row)).toEqual(table(ROW)[reader])
})

test.each(CASES)('the card that was kept ready is the one derived: %s', async (who) => {
  const token = await world.token(who)
  const ask = () => world.call(operations.households.card, { id: a1.id }, { token })
  const ready = await ask()
  await world.db.everywhere('a test takes the ready cards away').execute('UPDATE household_card SET version = 0')
  const derived = await ask()
  expect(derived.body).toEqual(ready.body)
  await world.db.everywhere('a test asks for ready cards').write((tx) => tx.emit('card.stale', {}))
  await world.settle()
  expect((await world.rows('SELECT version FROM household_card WHERE household_id = :id AND version > 0', { id: a1.id })).length).toBeGreaterThan(0)
})

test('who does not see causes cannot find them out by filter or counts', async () => {
  for (const who of ['unit_manager', 'department3', 'prefecture_office'] as const) {
    const token = await world.token(who)
    const filtered = await world.call(operations.households.list, { cause: '01' }, { token })
    expect([who, filtered.status, filtered.problem.errors?.[0].field]).toEqual([who, 400, 'cause'])
    expect([who, (await world.call(operations.households.counts, {}, { token })).body.byCause]).toEqual([who, []])
  }
})

test('who does not see a number cannot find its holder by it', async () => {
  const find = async (who: Who, text: string) => (await world.call(operations.households.search, { text }, { token: await world.token(who) })).body.items.map(({ id }) => id)
  const certificate = a1.members[2].certificate
  expect(await find('village_clerk', certificate)).toEqual([a1.id])
  expect(await find('village_clerk', certificate.toLowerCase())).toEqual([a1.id])
  expect(await find('village_clerk', a1.phone)).toEqual([a1.id])
  expect(await find('unit_manager', certificate)).toEqual([])
  expect(await find('prefecture_office', a1.phone)).toEqual([])
  expect(await find('prefecture_office', a1.headName)).toEqual([])
})
