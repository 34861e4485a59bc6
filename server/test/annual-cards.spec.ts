// 年度明白卡 over real HTTP: derived to the fen, frozen with each issue, changed only by another version, signed, verified from paper, in scope alone.
import { createHash, randomUUID } from 'node:crypto'
import { operations } from '@onecard/shared/operations'
import type { SignCard } from '@onecard/shared/contract/annual-cards.requests'
import { canonicalJson } from '@onecard/shared/rules/canonical-json'
import { addMonths, cardYear } from '@onecard/shared/rules/period'
import { AnnualFigures, Papers } from '../src/features/annual-cards'
import { Entry } from '../src/features/ledger/entry.entity'
import { Sheet } from '../src/features/ledger/sheet.entity'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { newId } from '../src/kernel/ids'
import type { Who } from './actors'
import type { HouseholdFacts } from './population'
import { LAND, sheetRow } from './population'
import { startWorld, type World } from './world'

const { annualCards, scans, households } = operations
let world: World
const year = county.lastClosedYear(clock.today())
const span = cardYear(year, county.settings.cardYear.startMonth)

beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const home = (): HouseholdFacts => world.households.a1
const as = async (who: Who, key?: string) => ({ token: await world.token(who), ...(key && { headers: { 'idempotency-key': key } }) })
const get = async (who: Who = 'village_secretary', id = home().id) => world.call(annualCards.get, { id, year }, await as(who))
const version = async (n: number, who: Who = 'village_secretary') => world.call(annualCards.version, { id: home().id, year, version: n }, await as(who))
const issue = async (basis: string, reason?: string, who: Who = 'village_secretary', key: string = randomUUID()) => world.call(annualCards.issue, { id: home().id, year, basis, ...(reason && { reason }) }, await as(who, key))
const sign = async (input: Partial<SignCard>, who: Who) => world.call(annualCards.sign, { id: home().id, year, version: 1, as: 'household', hash: '', ...input }, await as(who))
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const add = (item: string, fen: number, period: string, state = '03'): Promise<void> => world.db.everywhere('a test enters a line').write((tx) => tx.insert(Entry, {
  id: newId(), householdId: home().id, period, item, fen, state, note: null, source: 'typed', createdBy: world.people.helper.accountId, approvedBy: state === '03' ? world.people.village_secretary.accountId : null, approvedAt: state === '03' ? clock.date() : null,
}))
/** Facts change behind the services' back, as an import does, and the relay hears of it. */
async function change(set: string): Promise<void> {
  await world.rows(`UPDATE household SET ${set}, version = version + 1 WHERE id = :id`, { id: home().id })
  await world.db.everywhere('a test emits').write((tx) => tx.emit('card.stale', { households: [home().id] }))
  await world.settle()
}

describe('derived', () => {
  test('the same integers as the household\'s card, by quarter and item, and their hash', async () => {
    const { body } = await get()
    const { content } = body
    const { income } = (await world.call(households.card, { id: home().id }, await as('village_secretary'))).body
    expect([content.gross.fen, content.groups.E.fen, content.net.fen, content.perCapitaFen, content.below, content.excludedFen, content.rigidFen, content.lineFen])
      .toEqual([income?.grossFen, income?.expenseFen, income?.netFen, income?.perCapitaFen, income?.below, income?.excludedFen, income?.rigidFen, income?.lineFen])
    expect(content.net).toEqual({ quarters: [689_475, 689_475, 689_475, 689_475], fen: 2_757_900 })
    expect([content.perCapitaFen, content.divisor, content.missing, content.from, content.to]).toEqual([551_580, { rule: 'registered_at_period_end', members: 5, heads: 5, scale: 1 }, [], span.from, span.to])
    expect(content.items.map(({ item, fen }) => [item.code, fen])).toEqual([['A1', 2_160_000], ['B1', 720_600], ['C1', 24_000], ['D4', 105_600], ['E1', 252_300]])
    expect(content.helpers.map(({ name, role, phone }) => [name, role, phone])).toEqual([['样志远', 'helper', world.people.helper.phone], ['样明哲', 'first_secretary', world.people.first_secretary.phone]])
    expect(content.measures.filter(({ back }) => back).map(({ kind }) => kind.code)).toEqual(['06'])
    expect(content.cardNo).toBe(`${year}-004205-${home().householdNo.slice(-4)}`)
    expect(body).toMatchObject({ basis: sha256(canonicalJson(content)), issued: null, differences: [], hindrances: [], mayIssue: true, maySignAs: [] })
  })

  test('a rule of the county changes: the figures of the list are reckoned anew for all, once', async () => {
    const figures = world.running.app.get(AnnualFigures)
    const { income } = county.settings
    const listed = async () => (await world.rows('SELECT per_capita_fen, below_line FROM household WHERE id = :id', { id: home().id }))[0]
    await figures.rebuild()
    expect(await listed()).toEqual({ per_capita_fen: '551580', below_line: 0 })
    expect(await figures.rebuild()).toBe(0)
    try {
      income.notCountedItems.push('D4')
      await figures.keep()
      expect(await listed()).toEqual({ per_capita_fen: '530460', below_line: 0 })
      expect((await get()).body.content.perCapitaFen).toBe(530_460)
    } finally { income.notCountedItems.pop() }
    await figures.keep()
    expect(await listed()).toEqual({ per_capita_fen: '551580', below_line: 0 })
    await world.settle()
  })

  test('who may not see incomes has no card; a helper sees of a child no more than its school', async () => {
    for (const who of ['department', 'unit_manager', 'prefecture_office', 'system_admin'] as const) expect((await get(who)).problem.code).toBe('permission.denied')
    for (const who of ['helper2', 'household2', 'village_secretary2', 'township_officer2'] as const) expect((await get(who)).problem.code).toBe('not_found')
    const pupil = async (who: Who) => (await get(who)).body.content.members.find(({ school }) => school === '小学')
    expect(await pupil('helper')).toMatchObject({ age: null, sex: '', labour: null })
    expect(await pupil('household')).toMatchObject({ age: expect.any(Number), sex: '女' })
  })

  test('each figure opens its lines: who entered, who approved; what waits is among them and counts nothing', async () => {
    await add('B1', 12_345, span.to, '02')
    const lines = async (of?: string) => (await world.call(annualCards.lines, { id: home().id, year, ...(of && { of }) }, await as('household'))).body
    const business = await lines('B')
    expect([business.sumFen, business.lines.length, business.lines.at(-1)]).toEqual([720_600, 13, expect.objectContaining({ fen: 12_345, state: 'submitted', by: '样志远', approvedBy: null, item: { code: 'B1', label: '种植业收入' } })])
    expect([(await lines('X')).sumFen, (await lines('R')).sumFen, (await lines('D4')).sumFen, (await lines()).sumFen]).toEqual([600_000, 396_000, 105_600, 2_757_900])
  })
})

describe('issued', () => {
  let first: string
  let key: string

  test('what was seen is frozen, once, by the secretary alone', async () => {
    const { basis, content } = (await get()).body
    expect((await issue(basis, undefined, 'helper')).problem.code).toBe('permission.denied')
    expect((await issue(basis, undefined, 'village_secretary2')).problem.code).toBe('not_found')
    expect((await issue('0'.repeat(64))).problem.code).toBe('card.changed_since')
    key = randomUUID()
    const [one, again] = await Promise.all([issue(basis, undefined, 'village_secretary', key), issue(basis, undefined, 'village_secretary', key)])
    expect(one.body).toEqual(again.body)
    expect(one.body).toMatchObject({ version: 1, state: 'issued', hash: basis, issuedBy: '样宝山', content, signatures: [] })
    expect(one.body.verification).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    first = one.body.verification
    expect((await issue(basis)).problem.code).toBe('card.unchanged')
    expect(await world.rows('SELECT version FROM issued_card')).toHaveLength(1)
    const [{ body }] = await world.rows<{ body: Buffer }>('SELECT body FROM issued_card')
    expect(body.includes(Buffer.from('样'))).toBe(false)
  })

  test('signed by the household on its own phone or drawn on another\'s, by helper and secretary; each once', async () => {
    const { hash } = (await version(1)).body
    expect((await get('helper')).body.maySignAs).toEqual(['household', 'helper'])
    expect((await sign({ hash: '0'.repeat(64) }, 'household')).problem.code).toBe('card.changed_since')
    expect((await sign({ hash, as: 'secretary' }, 'helper')).problem.code).toBe('permission.denied')
    expect((await sign({ hash, as: 'household' }, 'helper')).problem.errors).toEqual([{ field: 'drawn', message: '在别人手机上签，请户主亲手写名字' }])
    const drawn = 'M10 10L20 20'
    expect((await sign({ hash, as: 'household', drawn }, 'helper')).body.signatures).toEqual([{ as: 'household', by: home().headName, on: expect.any(String), drawn }])
    expect((await sign({ hash, as: 'household' }, 'household')).problem.code).toBe('card.signed')
    await sign({ hash, as: 'helper' }, 'helper')
    expect((await version(1)).body.state).toBe('issued')
    expect((await sign({ hash, as: 'secretary' }, 'village_secretary')).body).toMatchObject({ state: 'signed', signatures: [{ as: 'household' }, { as: 'helper', by: '样志远' }, { as: 'secretary', by: '样宝山' }] })
    expect((await world.rows<{ drawn_sealed: string }>("SELECT drawn_sealed FROM card_signature WHERE signed_as = 'household'"))[0].drawn_sealed).not.toContain(drawn)
  })

  test('what changes afterwards is told, and comes with another version that says why; the first stays as it was', async () => {
    const before = (await version(1)).body
    await add('D69', 100_000, span.to)
    await change("safe_water = 0, head_name = '样改名'")
    const { body } = await get()
    expect(body.differences).toEqual(expect.arrayContaining([
      { what: '其他转移性收入', before: '（没有）', after: '1,000 元' }, { what: '家庭纯收入', before: '27,579 元', after: '28,579 元' }, { what: '人均纯收入', before: '5,515.80 元', after: '5,715.80 元' },
      { what: '饮水', before: '饮水安全', after: '饮水还不安全' }, { what: '户主', before: home().headName, after: '样改名' },
    ]))
    // How a child has changed is no way around what a helper sees of it.
    const child = (await get()).body.content.members.find(({ school }) => school === '小学')?.name ?? ''
    await world.rows('UPDATE member SET other_health_aid = 1 - COALESCE(other_health_aid, 0), medical_aid = 0 WHERE household_id = :id AND name = :child', { id: home().id, child })
    const told = async (who: Who): Promise<number> => (await get(who)).body.differences.filter(({ what }) => what.includes(child)).length
    expect([await told('village_secretary'), await told('helper')]).toEqual([1, 0])
    await world.rows('UPDATE member SET other_health_aid = 1 - other_health_aid WHERE household_id = :id AND name = :child', { id: home().id, child })
    expect((await progress()).changed).toBe(1)
    expect((await issue(body.basis)).problem.errors?.[0].field).toBe('reason')
    expect((await issue(body.basis, '补报一笔收入')).body).toMatchObject({ version: 2, state: 'issued', reason: '补报一笔收入', signatures: [] })
    const after = (await version(1)).body
    expect(after).toEqual({ ...before, state: 'superseded' })
    expect(sha256(canonicalJson(after.content))).toBe(after.hash)
    expect((await sign({ hash: after.hash, as: 'household', version: 1 }, 'household')).problem.code).toBe('card.changed_since')
    const { items } = (await world.call(annualCards.list, { id: home().id }, await as('household'))).body
    expect(items.map((item) => [item.version, item.state, item.netFen, item.differences.length > 3])).toEqual([[2, 'issued', 2_857_900, true], [1, 'superseded', 2_757_900, false]])
    expect((await world.call(annualCards.list, { id: home().id, limit: 1, after: `${year}-2` }, await as('household'))).body.items.map((item) => item.version)).toEqual([1])
    expect(await progress()).toMatchObject({ households: 2, whole: 2, issued: 1, signed: 0, changed: 0 })
  })

  test('paper: a reader of the card learns which version is current, anybody else whether it is genuine', async () => {
    const verify = async (text: string, who: Who) => (await world.call(annualCards.verify, { text }, await as(who))).body
    const current = (await version(2)).body.verification
    expect(await verify(first, 'household')).toMatchObject({ genuine: true, standing: 'replaced', version: 1, currentVersion: 2, household: home().id })
    expect(await verify(`https://card.example.gov.cn/v/${current.replace('-', '')}`, 'helper')).toMatchObject({ genuine: true, standing: 'current', version: 2, currentVersion: 2, headName: '样改名' })
    for (const who of ['household2', 'village_secretary2', 'department', 'system_admin'] as const) expect(await verify(first, who)).toEqual({ genuine: true })
    expect(await verify('7K2M-9Q4T', 'household')).toEqual({ genuine: false })
    const scan = async (text: string, who: Who) => world.call(scans.create, { text }, await as(who))
    expect((await scan(`https://x.example/v/${first}`, 'helper')).body).toEqual({ household: { id: home().id }, paper: expect.objectContaining({ standing: 'replaced', currentVersion: 2 }) })
    expect([(await scan(first, 'helper2')).problem.code, (await scan('https://x.example/v/0000000Z', 'helper2')).problem.code]).toEqual(['scan.paper_genuine', 'scan.paper_false'])
    // A row that somebody without the key has written is not ours.
    await world.rows("UPDATE issued_card SET hash = REPEAT('0', 64) WHERE version = 1")
    expect(await world.running.app.get(Papers).find(first.replace('-', ''))).toBeNull()
  })

  test('codes cannot be tried one after another', async () => {
    const { misses } = county.settings.scan
    const tried = await Promise.all(Array.from({ length: misses }, async () => world.call(annualCards.verify, { text: '7K2M-9Q4T' }, await as('village_team'))))
    expect(tried.filter(({ status }) => status === 200)).toHaveLength(misses)
    expect((await world.call(annualCards.verify, { text: first }, await as('village_team'))).problem.code).toBe('scan.slow_down')
  })
})

describe('a village at once', () => {
  test('what is whole is issued, what is not is named with why; again issues nothing', async () => {
    const many = async (who: Who = 'village_secretary', region: string = LAND.villageA) => world.call(annualCards.issueMany, { region, year }, await as(who))
    expect((await many('village_secretary', LAND.villageB)).problem.code).toBe('not_found')
    await change('safe_water = 1')
    const { body } = await many()
    expect([body.issued, body.skipped.map(({ why }) => why)]).toEqual([1, [expect.stringContaining('现在没有帮扶责任人')]])
    expect((await get()).body).toMatchObject({ differences: [], issued: { version: 3, reason: '全村统一重新签发' } })
    expect((await many()).body.issued).toBe(0)
  })

  test('a month whose approved sheet is empty is no gap', async () => {
    const [{ id }] = await world.add([{ region: LAND.villageA, headName: '样空月' }])
    const card = async () => (await get('village_secretary', id)).body.content
    await world.db.everywhere('a test approves sheets').write((tx) => tx.insert(Sheet, [sheetRow(id, span.from, 'approved'), sheetRow(id, addMonths(span.from, 1), 'draft')]))
    expect(await card()).toMatchObject({ missingMonths: 11, perCapitaFen: 0, net: { fen: 0 } })
    expect((await card()).missing[0]).toBe(addMonths(span.from, 1))
  })

  test('errors of the record stand in the way of an issue, and say so', async () => {
    await change('member_count = 7')
    const { body } = await get()
    expect(body.hindrances).toEqual(['登记人口是 7 人，成员有 5 人，请核对'])
    await add('D69', 1, span.from)
    const refused = await issue((await get()).body.basis, '再改一次')
    expect([refused.problem.code, refused.problem.detail]).toEqual(['card.not_ready', expect.stringContaining('登记人口是 7 人')])
  })
})

test('an address of a paper opened by a camera answers one page, whatever stands behind it', async () => {
  const pages = await Promise.all(['/v/7K2M9Q4T', '/v/none', '/v', '/v/%20'].map(async (path) => world.send('GET', path)))
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(new Set(pages.map(({ text }) => text)).size).toBe(1)
  expect(pages[0].text).toContain('核验码')
})

async function progress() {
  const { items } = (await world.call(annualCards.progress, { region: LAND.villageA, year }, await as('township_officer'))).body
  expect(items).toHaveLength(1)
  return items[0]
}
