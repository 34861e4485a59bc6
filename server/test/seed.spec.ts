// The demo county on a real database: whole, plausible, the same on every machine, never twice, never in production.
import { ageOn } from '@onecard/shared/rules/day'
import { isCode } from '@onecard/shared/rules/household-code'
import { isNumber } from '@onecard/shared/rules/household-number'
import { checkCertificate } from '@onecard/shared/rules/id-number'
import { ROLE_IDS } from '@onecard/shared/roles'
import { ENTITIES } from '../src/entities'
import { verifyPassword } from '../src/features/accounts/passwords'
import { AnnualContents, freeze, Frozen, gatherAnnual, UNSCOPED } from '../src/features/annual-cards'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { Database, openSource, setUpDatabase } from '../src/kernel/db'
import { Vault } from '../src/kernel/vault'
import { MIGRATIONS } from '../src/migrations'
import { readDemoAccounts, seedDemo } from '../src/seed'
import { dropDatabase, freshDatabaseUrl } from './world'

const PER_VILLAGE = 6
const vault = new Vault(Buffer.alloc(32, 9).toString('base64'))
const today = clock.today()
const urls: string[] = []
const open: Database[] = []
let db: Database

async function county91(): Promise<Database> {
  const url = freshDatabaseUrl()
  urls.push(url)
  const appUrl = await setUpDatabase({ ownerUrl: url, appUrl: null, vault, entities: ENTITIES, migrations: MIGRATIONS })
  const database = new Database(await openSource(appUrl, { entities: ENTITIES }), vault)
  open.push(database)
  return database
}
const rowsOf = <T = Record<string, any>>(database: Database, sql: string): Promise<T[]> => database.everywhere('a test looks at everything').select<T>(sql)
const rows = <T = Record<string, any>>(sql: string): Promise<T[]> => rowsOf<T>(db, sql)

beforeAll(async () => {
  db = await county91()
  expect(await seedDemo(db, vault, county, { perVillage: PER_VILLAGE })).toBe(91 * PER_VILLAGE)
})
afterAll(async () => {
  for (const database of open) await database.close()
  for (const url of urls) await dropDatabase(url)
})

it('fills the 91 villages of 19 townships and none else, once', async () => {
  const villages = await rows<{ region: string; n: string }>('SELECT region, COUNT(*) AS n FROM household GROUP BY region')
  expect(villages).toHaveLength(91)
  expect(new Set(villages.map((v) => v.region.slice(0, 9))).size).toBe(19)
  expect(villages.every((v) => Number(v.n) === PER_VILLAGE && county.region(v.region)?.poverty)).toBe(true)
  expect(Number((await rows('SELECT COUNT(*) AS n FROM region'))[0].n)).toBe(county.regions.length)
  expect(await seedDemo(db, vault, county, { perVillage: PER_VILLAGE })).toBe(0)
})

it('is the same county on every machine on the same day', async () => {
  const other = await county91()
  await seedDemo(other, new Vault(Buffer.alloc(32, 9).toString('base64')), county, { perVillage: PER_VILLAGE })
  const facts = `SELECT h.household_no, h.head_name, h.state, h.cause_main, h.per_capita_fen, h.last_visit_on, c.code, c.number, (SELECT SUM(e.fen) FROM entry e WHERE e.household_id = h.id) AS fen,
    (SELECT GROUP_CONCAT(m.name, m.birth_date, m.certificate_index ORDER BY m.member_no) FROM member m WHERE m.household_id = h.id) AS people
    FROM household h JOIN household_code c ON c.live_household_id = h.id ORDER BY h.household_no`
  expect(await rowsOf(other, facts)).toEqual(await rows(facts))
})

it('goes on where a seed was cut off', async () => {
  const house = db.everywhere('a test cuts a seed off')
  const last = county.povertyVillages().at(-1)?.code as string
  const before = await rows(`SELECT household_no, head_name FROM household WHERE region = '${last}' ORDER BY household_no`)
  for (const table of ['entry', 'visit', 'measure', 'step', 'pairing', 'household_code', 'member']) {
    await house.execute(`DELETE x FROM ${table} x JOIN household h ON h.id = x.household_id WHERE h.region = :last`, { last })
  }
  await house.execute('DELETE FROM household WHERE region = :last', { last })
  await house.execute(`DELETE FROM account WHERE account REGEXP :mine`, { mine: `^[a-z]{2}${last.slice(6)}` })
  expect(await seedDemo(db, vault, county, { perVillage: PER_VILLAGE })).toBe(PER_VILLAGE)
  expect(await rows(`SELECT household_no, head_name FROM household WHERE region = '${last}' ORDER BY household_no`)).toEqual(before)
})

it('has people whose numbers are sound, unique, and nobody’s', async () => {
  const people = await rows('SELECT id, certificate_sealed, certificate_index, birth_date, sex FROM member')
  const certificates = people.map((p) => vault.open('member.certificate', p.id, p.certificate_sealed))
  people.forEach((p, i) => {
    expect(checkCertificate({ certificate: certificates[i], birthDate: p.birth_date, sex: p.sex }, today)).toEqual([])
    expect(certificates[i].slice(14, 17)).toMatch(/^99[6-9]$/)
    expect(certificates[i].slice(10, 14)).not.toBe('0229')
  })
  expect(new Set(certificates.map((c) => c.slice(0, 18))).size).toBe(people.length)
  for (const row of await rows('SELECT id, phone_sealed FROM household LIMIT 50')) expect(vault.open('household.phone', row.id, row.phone_sealed)).toMatch(/^154\d{8}$/)
})

it('is plausible as a whole: heads, sizes, schooling, causes, types, states, exits', async () => {
  const households = await rows('SELECT * FROM household')
  const members = await rows('SELECT * FROM member')
  const at = new Map<string, Record<string, any>[]>()
  for (const m of members) at.set(m.household_id, [...at.get(m.household_id) ?? [], m])
  for (const h of households) {
    const people = at.get(h.id) ?? []
    const who = `${h.household_no} ${h.head_name}`
    expect([who, people.length, people.filter((m) => m.relation === '01').length, people.filter((m) => m.relation === '02').length <= 1]).toEqual([who, h.member_count, 1, true])
    expect(people.find((m) => m.relation === '01')?.name).toBe(h.head_name)
    for (const m of people) {
      const age = ageOn(m.birth_date, today)
      expect([who, m.name, (m.education === null) !== (m.student_status === null)]).toEqual([who, m.name, true])
      if (age >= 7 && age <= 14) expect([who, m.name, m.student_status >= '03']).toEqual([who, m.name, true])
      if (m.work_months !== null) expect([who, m.name, age >= 16 && m.work_place !== null]).toEqual([who, m.name, true])
    }
    const has = { '01': people.some((m) => m.health === '02' || m.health === '03'), '02': people.some((m) => m.disability_category), '03': people.some((m) => m.student_status >= '03') }
    for (const [cause, there] of Object.entries(has)) if ([h.cause_main, h.cause_other1, h.cause_other2].includes(cause)) expect([who, cause, there]).toEqual([who, cause, true])
    if (h.household_type === '02') expect([who, people.some((m) => m.minimum_living === 1)]).toEqual([who, true])
    if (h.household_type === '03') expect([who, people.length, people[0].destitute_support]).toEqual([who, 1, 1])
    if (h.state === '15' || h.state === '16') expect([who, h.danger_house, h.safe_water, h.exit_year !== null, h.below_line]).toEqual([who, 0, 1, true, 0])
    else if (h.state !== '17') expect([who, h.exit_year]).toEqual([who, null])
  }
  const share = (test: (h: Record<string, any>) => boolean): number => households.filter(test).length / households.length
  expect(members.length / households.length).toBeGreaterThan(2)
  expect(members.length / households.length).toBeLessThan(3.5)
  for (const state of ['08', '09', '15', '16']) expect(share((h) => h.state === state)).toBeGreaterThan(0.04)
  expect(share((h) => h.below_line === 1)).toBeGreaterThan(0.01)
  expect(share((h) => h.due_on < today)).toBeGreaterThan(0.06)
  expect(share((h) => h.due_on < today)).toBeLessThan(0.3)
  expect(households.filter((h) => h.due_on === null)).toEqual([])
})

it('leaves no screen empty: two card years of approved months, pending ones, visits, measures, steps, codes', async () => {
  const closed = county.lastClosedYear(today)
  const gaps = await rows(`SELECT h.id FROM household h WHERE (SELECT COUNT(DISTINCT e.period) FROM entry e WHERE e.household_id = h.id AND e.state = '03' AND e.period BETWEEN '${closed - 2}-10' AND '${closed}-09') < 22`)
  expect(gaps).toEqual([])
  for (const table of ['measure', 'visit', 'step', 'pairing']) expect([table, await rows(`SELECT h.id FROM household h LEFT JOIN ${table} x ON x.household_id = h.id WHERE x.id IS NULL`)]).toEqual([table, []])
  const states = await rows<{ state: string }>('SELECT DISTINCT state FROM entry')
  expect(states.map((s) => s.state).sort()).toEqual(['01', '02', '03', '04'])
  expect(await rows(`SELECT id FROM visit WHERE on_day > '${today}'`)).toEqual([])
  const codes = await rows<{ code: string; number: string }>('SELECT code, number FROM household_code')
  expect(codes.every((c) => isCode(c.code) && isNumber(c.number))).toBe(true)
  expect(codes).toHaveLength(91 * PER_VILLAGE)
  const most = await rows<{ n: string }>('SELECT COUNT(*) AS n FROM pairing WHERE to_day IS NULL GROUP BY account_id ORDER BY n DESC LIMIT 1')
  expect(Number(most[0].n)).toBeLessThanOrEqual(county.settings.pairing.maxHouseholdsPerHelper)
})

it('writes of each visit what is true of that household, and nothing twice for one', async () => {
  const people = await rows('SELECT household_id, name, health, disability_category, student_status, work_place, public_post FROM member')
  const homes = new Map((await rows('SELECT * FROM household')).map((h) => [h.id, { ...h, people: people.filter((p) => p.household_id === h.id) } as Record<string, any>]))
  const grown = await rows<{ household_id: string; item: string }>('SELECT DISTINCT household_id, item FROM entry')
  const earns = new Set(grown.map((e) => `${e.household_id} ${e.item}`))
  const sums = new Set((await rows(`SELECT household_id, period, item, SUM(fen) AS fen FROM entry WHERE state = '03' GROUP BY household_id, period, item`)).map((e) => `${e.household_id} ${Number(e.period.slice(5))} ${Number(e.fen) / 100}`))
  const visits = await rows('SELECT household_id, on_day, kind, note, topics FROM visit ORDER BY household_id, on_day DESC')
  const before = new Map<string, string[]>()
  for (const v of visits) {
    const h = homes.get(v.household_id) as Record<string, any>
    const who = `${h.household_no} ${v.on_day} ${v.note}`
    const earlier = before.get(h.id) ?? []
    expect([who, earlier.includes(v.note)]).toEqual([who, false])
    before.set(h.id, [...earlier, v.note])
    const named = /看望([^，]+)，/.exec(v.note)?.[1]
    if (named) expect([who, h.people.some((p: any) => p.name === named && (p.health !== '01' || p.disability_category !== null))]).toEqual([who, true])
    const needs: [RegExp, boolean][] = [
      [/果园|果树|卖果/, earns.has(`${h.id} B3`)], [/鸡舍|鸡蛋|鸡饲料/, earns.has(`${h.id} B2`)], [/流转/, !earns.has(`${h.id} B1`)], [/危房/, h.danger_house === 1 || /危房改造/.test(v.note)], [/不漏不透风/, h.danger_house === 0],
      [/浅井/, h.safe_water === 0], [/水清/, h.safe_water === 1], [/一个人住/, h.member_count === 1], [/在校|暑假|寒假|课外书/, h.people.some((p: any) => p.student_status >= '03')],
      [/务工，/, h.people.some((p: any) => p.work_place && !p.public_post)], [/低保金/, h.household_type === '02'], [/特困供养金/, h.household_type === '03'], [/脱贫后/, h.exit_year !== null], [/看了|看望|扫了/, v.kind === '01'],
      [/套袋/, !/-(12|01|02)-/.test(v.on_day)], [/防煤烟|不冷/, /-(11|12|01|02)-/.test(v.on_day)], [/防溺水/, /-0[78]-/.test(v.on_day)],
    ]
    for (const [words, fits] of needs) if (words.test(v.note)) expect([who, String(words), fits]).toEqual([who, String(words), true])
    for (const [, month, yuan] of v.note.matchAll(/核对 (\d+) 月\D+? ([\d.]+) 元/g)) expect([who, sums.has(`${h.id} ${month} ${Number(yuan)}`)]).toEqual([who, true])
    for (const { topic, ok } of JSON.parse(v.topics) as { topic: string; ok: boolean }[]) {
      if (topic === '住房') expect([who, ok]).toEqual([who, h.danger_house === 0])
      if (topic === '饮水') expect([who, ok]).toEqual([who, h.safe_water === 1])
    }
  }
  // Among thousands of visits hardly any text comes back in another household.
  expect(new Set(visits.map((v) => v.note)).size / visits.length).toBeGreaterThan(0.6)
})

it('has measures whose days and sums agree with the rest: nothing done ends in the future, benefits are what the entries hold', async () => {
  const closed = county.lastClosedYear(today)
  expect(await rows(`SELECT id FROM measure WHERE (status IN ('03', '04') AND (to_day IS NULL OR to_day >= '${today}' OR to_day < from_day)) OR (status = '02' AND from_day > '${today}') OR (status = '01' AND (from_day <= '${today}' OR paid_fen > 0)) OR paid_fen > planned_fen`)).toEqual([])
  for (const [kind, item] of [['09', 'D2'], ['10', 'D3'], ['11', 'D4'], ['03', 'A4'], ['16', 'C1'], ['13', 'D51']]) {
    const both = await rows<{ paid: string; came: string }>(`SELECT m.paid_fen AS paid, (SELECT COALESCE(SUM(e.fen), 0) FROM entry e WHERE e.household_id = m.household_id AND e.item = '${item}' AND e.state = '03' AND e.period BETWEEN '${closed - 1}-10' AND '${closed}-09') AS came FROM measure m WHERE m.kind = '${kind}'`)
    expect([kind, both.length > 0, both.filter((m) => Number(m.paid) !== Number(m.came) || (Number(m.paid) === 0 && kind !== '13'))]).toEqual([kind, true, []])
    expect([kind, await rows(`SELECT DISTINCT e.household_id FROM entry e LEFT JOIN measure m ON m.household_id = e.household_id AND m.kind = '${kind}' WHERE e.item = '${item}' AND e.state = '03' AND m.id IS NULL`)]).toEqual([kind, []])
  }
  expect(await rows(`SELECT h.id FROM household h WHERE (h.household_type = '02') <> EXISTS (SELECT 1 FROM measure m WHERE m.household_id = h.id AND m.kind = '09')`)).toEqual([])
})

it('has an account of every role that opens with its published password; the two helpers’ households are apart', async () => {
  const published = readDemoAccounts()
  expect([...new Set(published.map((a) => a.role))].sort()).toEqual([...ROLE_IDS].sort())
  const accounts = new Map((await rows('SELECT a.*, p.role, p.household_id, p.lands, p.unit_id FROM account a JOIN appointment p ON p.account_id = a.id')).map((a) => [a.account, a]))
  for (const { account, name, role, password } of published) {
    const row = accounts.get(account)
    expect([account, row?.name, row?.role, row?.demo, row?.active]).toEqual([account, name, role, 1, 1])
    expect([account, await verifyPassword(row?.password_hash, password)]).toEqual([account, true])
  }
  expect(await rows(`SELECT id FROM account WHERE password_hash IS NOT NULL`)).toHaveLength(published.length)
  const paired = async (account: string): Promise<string[]> => (await rows<{ region: string }>(`SELECT DISTINCT h.region FROM pairing p JOIN account a ON a.id = p.account_id JOIN household h ON h.id = p.household_id WHERE a.account = '${account}' AND p.to_day IS NULL`)).map((r) => r.region)
  const [first, second] = [published.find((a) => a.account === 'helper'), published.find((a) => a.account === 'helper2')]
  expect(first?.region.slice(0, 9)).toBe(second?.region.slice(0, 9))
  expect([await paired('helper'), await paired('helper2')]).toEqual([[first?.region], [second?.region]])
  const own = await rows(`SELECT h.head_name, h.region FROM household h JOIN appointment p ON p.household_id = h.id JOIN account a ON a.id = p.account_id WHERE a.account = 'household'`)
  expect(own).toEqual([{ head_name: published[0].name, region: first?.region }])
  expect(await rows(`SELECT p.id FROM pairing p JOIN account a ON a.id = p.account_id JOIN appointment u ON u.unit_id = p.unit_id AND u.role = 'unit_manager' WHERE a.account = 'helper' LIMIT 1`)).toHaveLength(1)
})

it('leaves a database alone that holds somebody’s own households, and refuses in production', async () => {
  const other = await county91()
  const house = other.everywhere('a test')
  await house.execute(`INSERT INTO household (id, household_no, region, head_name, member_count, state, household_type, cause_main, position_confirmed, created_at, updated_at)
    VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', '1', '210881004205', '样甲', 1, '08', '01', '01', 0, NOW(3), NOW(3))`)
  expect(await seedDemo(other, vault, county, { perVillage: 1 })).toBe(0)
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try { await expect(seedDemo(other, vault, county, { perVillage: 1 })).rejects.toThrow(/production/) } finally { process.env.NODE_ENV = before }
})

it('has changes of the record behind it, some that wait, and one conflict in a village', async () => {
  const states = Object.fromEntries((await rows<{ state: string; n: string }>('SELECT c.state, COUNT(*) AS n FROM record_change c JOIN household h ON h.id = c.household_id GROUP BY c.state')).map((row) => [row.state, Number(row.n)]))
  expect(states).toEqual({ effective: expect.any(Number), proposed: 91, conflict: 91 })
  expect(states.effective).toBeGreaterThan(91)
  // What took effect is what the record says, and no later than today.
  const [{ n }] = await rows<{ n: string }>(`SELECT COUNT(*) AS n FROM record_change c JOIN record_change_field f ON f.change_id = c.id JOIN household h ON h.id = c.household_id
    WHERE c.state = 'effective' AND ((f.field = 'fuel' AND f.new_value <> h.fuel) OR (f.field = 'toilet' AND f.new_value <> h.toilet) OR (f.field = 'roadToDoor' AND f.new_value <> h.road_to_door) OR c.effective_on > '${today}' OR c.effective_on < h.recorded_since)`)
  expect(Number(n)).toBe(0)
})

it('has problems of every state, some past their day, and at the demo household one that waits for its word, promises, and looks', async () => {
  const states = await rows<{ status: string; n: string }>('SELECT status, COUNT(*) AS n FROM problem GROUP BY status')
  expect(states.map((s) => s.status).sort()).toEqual(expect.arrayContaining(['01', '02', '03', '04']))
  expect(await rows("SELECT id FROM problem WHERE (status = '04') <> (open_until IS NULL AND closed_at IS NOT NULL)")).toEqual([])
  expect(await rows('SELECT s.id FROM problem_step s JOIN problem p ON p.id = s.problem_id WHERE s.at < p.raised_at')).toEqual([])
  expect(await rows("SELECT p.id FROM problem p JOIN problem_step s ON s.problem_id = p.id AND s.act = 'close' WHERE s.account_id = p.responsible_id")).toEqual([])
  const [own] = await rows<{ id: string }>("SELECT p.household_id AS id FROM problem p JOIN appointment a ON a.household_id = p.household_id AND a.role = 'household' WHERE p.source = '06' AND p.status = '02' AND p.answered = 1")
  expect(own).toBeDefined()
  expect((await rows(`SELECT id FROM household_read WHERE household_id = '${own.id}'`)).length).toBeGreaterThan(4)
  expect((await rows('SELECT id FROM visit WHERE promises IS NOT NULL')).length).toBeGreaterThan(0)
})

it('issues last year\'s cards, as they are derived today, signed by some, and leaves some to the secretary', async () => {
  const year = county.lastClosedYear(today)
  const cards = await rows('SELECT c.*, (SELECT COUNT(*) FROM card_signature s WHERE s.household_id = c.household_id AND s.year = c.year AND s.version = c.version) AS signatures FROM issued_card c ORDER BY c.household_id, c.version')
  const newest = new Map(cards.map((card) => [card.household_id as string, card]))
  expect([newest.size > 91 * PER_VILLAGE * 0.6, newest.size < 91 * PER_VILLAGE, cards.length > newest.size]).toEqual([true, true, true])
  expect(new Set(cards.map(({ signatures }) => Number(signatures)))).toEqual(new Set([0, 1, 2, 3]))
  const contents = new AnnualContents(county, vault)
  const span = contents.span(year, today)
  const ids = [...newest.keys()].slice(0, 60)
  const select = (sql: string, params: Record<string, unknown>) => db.everywhere('a test looks at everything').select(sql, params)
  const derived = contents.build(await gatherAnnual(select, await select('SELECT h.* FROM household h WHERE h.id IN (:ids) ORDER BY h.id', { ids }), UNSCOPED, span), span, today)
  const frozen = new Frozen(vault)
  for (const { id, content } of derived) {
    const { json, hash } = freeze(content)
    const { version, body, verification } = newest.get(id) as Record<string, any>
    expect([newest.get(id)?.hash, frozen.open({ householdId: id, year, version }, body), frozen.genuine({ householdId: id, year, version }, hash, verification)]).toEqual([hash, json, true])
  }
})
