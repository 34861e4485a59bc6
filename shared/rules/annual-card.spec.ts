import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CARD_YEAR, cardFacts as facts, person, YEAR_BEFORE } from './annual-card.fixture'
import { annualCard, BACK_MEASURES, type AnnualCardContent, type AnnualCardFacts, type CardLine, type CardPerson, type QuarterSums } from './annual-card'
import { cardDifferences } from './annual-card-differences'
import { seeAnnualCard, maySeeAnnualCard } from './annual-card-sight'
import { canonicalJson } from './canonical-json'
import { cardYear, ENTRY, incomeOfYear } from './card'
import { parseFen } from './fen'
import { addMonths, periodsBetween } from './period'
import { seeded, type Seeded } from './seeded-random.fixture'
import { SIGHT_BREADTH } from './sight'

const YEAR = CARD_YEAR
const BEFORE = YEAR_BEFORE
const STATES = Object.values(ENTRY).filter((state) => state !== ENTRY.approved)
const COUNTED = ['A1', 'A4', 'B1', 'B2', 'C1', 'C6', 'D2', 'D4', 'D51', 'E1', 'E2', 'E8']

const people = (n: number): CardPerson[] => Array.from({ length: n }, (_, i) => person({ name: `样${i}` }))
const line = (item: string, yuan: string, on = '2020-03', state: string = ENTRY.approved): CardLine => ({ item, fen: parseFen(yuan)!, on, state })

/** Net, per head and verdict in yuan, as the handbook writes them. */
function verdict(lines: readonly CardLine[], who: readonly CardPerson[], more: Partial<AnnualCardFacts> = {}) {
  const card = annualCard(facts(lines, who, more))
  return [card.net.fen / 100, card.perCapitaFen === null ? null : card.perCapitaFen / 100, card.below]
}

describe('worked examples of the handbook, by their numbers', () => {
  const family = [...people(3), person({ name: '样新生', joinedOn: '2020-03-15' })]
  const couple = [person(), person({ name: '例秀兰', leftOn: '2020-01-20' })]
  const months: Partial<AnnualCardFacts> = { rule: 'member_months' }
  const days = [line('A1', '800', '2019-09-30'), line('A1', '900', '2019-10-01'), line('A1', '1000', '2020-09-30'), line('A1', '1100', '2020-10-01')]
  test.each([
    ['1', verdict([line('A1', '12000'), line('B1', '8500'), line('C2', '600'), line('D4', '1746'), line('E1', '3200')], people(3)), [19646, 6548.67, false]],
    ['2', verdict([line('B1', '3000'), line('D4', '9600'), line('D2', '2592'), line('E1', '7400')], people(2)), [7792, 3896, true]],
    ['3', verdict([line('B1', '2000'), line('D4', '1296'), line('E1', '6000.01')], people(3)), [-2704.01, -901.34, true]],
    ['4', verdict([line('D4', '1296')], []), [1296, null, null]],
    ['5a', verdict([line('A1', '16000')], family), [16000, 4000, false]],
    ['5b', verdict([line('A1', '16000')], family, months), [16000, 4465.12, false]],
    ['6a', verdict([line('D4', '5200')], couple), [5200, 5200, false]],
    ['6b', verdict([line('D4', '5200')], couple, months), [5200, 3900, true]],
    ['7a', verdict([line('A1', '8000.01')], people(2)), [8000.01, 4000.01, false]],
    ['7b', verdict([line('A1', '7999.99')], people(2)), [7999.99, 4000, true]],
    ['8', verdict([line('X1', '500'), line('X3', '20000'), line('X6', '6300.50'), line('X7', '50000'), line('D66', '2400'), line('D2', '5400')], people(1)), [7800, 7800, false]],
    ['9', verdict([line('A1', '4000'), line('A1', '900', '2020-03', ENTRY.submitted), line('A1', '300', '2020-03', ENTRY.returned), line('A1', '1200', '2020-03', ENTRY.reversed), line('A1', '-1200', '2020-03', ENTRY.reversed)], people(1)), [4000, 4000, false]],
    ['10', verdict(days, people(1)), [1900, 1900, true]],
    ['10, calendar year', verdict(days, people(1), { year: cardYear(2020, 1), before: cardYear(2019, 1), through: '2020-12' }), [2100, 2100, true]],
    ['11', verdict(periodsBetween(YEAR.from, YEAR.to).map((month) => line('D4', '108.10', month)), people(1)), [1297.2, 1297.2, true]],
    ['12', verdict([line('B1', '9000'), line('E1', '4000'), line('E8', '1500')], people(2)), [6500, 3250, true]],
    ['13', verdict([line('A1', '13333.48')], people(3)), [13333.48, 4444.49, false]],
    ['14', verdict([], people(2)), [0, null, null]],
  ])('%s', (_no, got, expected) => { expect(got).toEqual(expected) })

  test('8: what does not count stands apart; 5: heads by month', () => {
    const eight = annualCard(facts([line('X1', '500'), line('X3', '20000'), line('X6', '6300.50'), line('X7', '50000'), line('D66', '2400'), line('D2', '5400')], people(1)))
    expect([eight.excludedFen, eight.missingMonths, eight.missing.length]).toEqual([7_680_050, 11, 11])
    const five = annualCard(facts([line('A1', '16000')], family, months))
    expect(five.headCounts.map(({ members }) => members)).toEqual([3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4])
    expect(five.divisor).toEqual({ rule: 'member_months', members: 4, heads: 43, scale: 12 })
  })
})

test('the card that the README works out by hand is what the code makes of its lines', () => {
  const section = readFileSync(join(__dirname, 'README.md'), 'utf8').split('## The annual card, by hand')[1].split('\n## ')[0]
  const table = section.split('\n').filter((row) => row.startsWith('| ')).map((row) => row.slice(2, -2).split(' | '))
  const lines = table.filter(([month]) => /^\d{4}-\d{2}/.test(month)).flatMap(([month, item, yuan, state]) => {
    const [first, last = first] = month.split(' … ')
    return periodsBetween(first, last).map((on) => line(item, yuan, on, state))
  })
  const card = annualCard(facts(lines, people(3)))
  const yuan = ({ quarters, fen }: QuarterSums): string[] => [...quarters, fen].map((amount) => ((amount + 0) / 100).toFixed(2))
  const expected = Object.fromEntries(table.filter(([name]) => /^([A-E]\d*|gross|net)$/.test(name)).map(([name, ...sums]) => [name, sums]))
  expect(Object.keys(expected)).toHaveLength(20)
  expect({ ...Object.fromEntries(card.items.map((item) => [item.item.code, yuan(item)])), ...Object.fromEntries(Object.entries(card.groups).map(([group, sums]) => [group, yuan(sums)])), gross: yuan(card.gross), net: yuan(card.net) }).toEqual(expected)
  expect(section).toContain(`${(card.net.fen / 100).toFixed(2)} ÷ ${card.divisor.heads} = 6548.666…, printed ${(card.perCapitaFen! / 100).toFixed(2)}`)
  expect(section).toContain(`Apart: not counted ${(card.excludedFen / 100).toFixed(2)}, rigid ${(card.rigidFen / 100).toFixed(2)}. No month is missing.`)
  expect([card.below, card.missing]).toEqual([false, []])
})

function randomLines(random: Seeded, n: number): CardLine[] {
  const months = periodsBetween(BEFORE.from, addMonths(YEAR.to, 2))
  return Array.from({ length: n }, () => ({
    item: random.below(8) === 0 ? random.pick(['X1', 'X6', 'R1']) : random.pick(COUNTED), fen: random.below(300_000) - (random.below(20) === 0 ? 300_000 : 0), on: random.pick(months),
    state: random.below(4) === 0 ? random.pick(STATES) : ENTRY.approved, note: random.pick(['玉米', '保洁员', null]), ...(random.below(3) === 0 && { quantityMilli: 1 + random.below(5_000_000), unit: '斤', unitPriceFen: random.below(900) }),
  }))
}

function randomFacts(random: Seeded): AnnualCardFacts {
  const who = Array.from({ length: random.below(6) }, (_, i) => person({ name: `样${i}`, joinedOn: random.below(3) === 0 ? `20${random.pick(['19-11', '20-02'])}-15` : null, leftOn: random.below(4) === 0 ? '2020-06-10' : null }))
  return facts(randomLines(random, random.below(60)), who, {
    rule: random.pick(['registered_at_period_end', 'member_months']), excludedItems: random.below(3) === 0 ? ['D4'] : [],
    measures: Array.from({ length: random.below(5) }, (_, i) => ({ kind: { code: random.pick(['01', '03', '06', '09', '16', '21']), label: `类${i}` }, content: `内容${random.below(3)}`, from: '2019-11-01', to: null, paidFen: random.below(9000), department: null, status: '实施中', running: true })),
    visits: Array.from({ length: random.below(5) }, () => ({ on: `2020-0${1 + random.below(9)}-11`, home: random.below(2) === 0 })),
  })
}

function shuffled<T>(random: Seeded, list: readonly T[]): T[] {
  return list.map((value) => ({ value, at: random.next() })).sort((a, b) => a.at - b.at).map(({ value }) => value)
}

const plus = (sums: readonly QuarterSums[]): QuarterSums => ({ quarters: [0, 1, 2, 3].map((i) => sums.reduce((sum, { quarters }) => sum + quarters[i], 0)) as QuarterSums['quarters'], fen: sums.reduce((sum, { fen }) => sum + fen, 0) })
const negative = ({ quarters, fen }: QuarterSums): QuarterSums => ({ quarters: quarters.map((quarter) => -quarter) as QuarterSums['quarters'], fen: -fen })
/** -0 and 0 are one amount. */
const plain = ({ quarters, fen }: QuarterSums) => [...quarters, fen].map((amount) => amount + 0)

describe('properties, over 300 random households', () => {
  const worlds = Array.from({ length: 300 }, (_, i) => ({ random: seeded(i + 1), facts: randomFacts(seeded(1000 + i)) }))

  test('quarters make the year, items their groups, groups gross and net; the same integers as the arithmetic of the card', () => {
    for (const { facts: given } of worlds) {
      const card = annualCard(given)
      for (const sums of [...card.items, ...Object.values(card.groups), card.gross, card.net]) expect(sums.quarters.reduce((a, b) => a + b, 0)).toBe(sums.fen)
      for (const group of ['A', 'B', 'C', 'D', 'E'] as const) expect(plain(plus(card.items.filter((item) => item.group === group)))).toEqual(plain(card.groups[group]))
      expect(plain(card.gross)).toEqual(plain(plus([card.groups.A, card.groups.B, card.groups.C, card.groups.D])))
      expect(plain(card.net)).toEqual(plain(plus([card.gross, negative(card.groups.E)])))
      const income = incomeOfYear({ year: YEAR, entries: given.lines, divisor: card.divisor, lineFen: given.lineFen, excludedItems: given.excludedItems })
      expect([card.groups.A.fen, card.groups.E.fen, card.gross.fen, card.net.fen, card.perCapitaFen, card.below, card.missingMonths, card.excludedFen, card.rigidFen])
        .toEqual([income.wageFen, income.expenseFen, income.grossFen, income.netFen, income.perCapitaFen, income.below, income.missingMonths, income.excludedFen, income.rigidFen])
      expect(card.missing).toHaveLength(card.missingMonths)
    }
  })

  test('the order of rows says nothing', () => {
    for (const { random, facts: given } of worlds) {
      expect(canonicalJson(annualCard({ ...given, lines: shuffled(random, given.lines), measures: shuffled(random, given.measures), visits: shuffled(random, given.visits) }))).toBe(canonicalJson(annualCard(given)))
    }
  })

  test('one approved line more moves its item, its group, gross and net in its quarter by its amount, and no other sum', () => {
    for (const { random, facts: given } of worlds) {
      const item = random.pick(COUNTED.filter((code) => code[0] !== 'E' && !given.excludedItems.includes(code)))
      const month = random.below(12)
      const fen = 1 + random.below(99_999)
      const [before, after] = [given, { ...given, lines: [...given.lines, { item, fen, on: addMonths(YEAR.from, month), state: ENTRY.approved }] }].map(annualCard)
      const moved = (was: QuarterSums | undefined, is: QuarterSums): number[] => plain(plus([is, ...(was ? [negative(was)] : [])]))
      const step = [0, 1, 2, 3].map((quarter) => quarter === Math.floor(month / 3) ? fen : 0).concat(fen)
      const zero = [0, 0, 0, 0, 0]
      for (const one of after.items) expect(moved(before.items.find(({ item: { code } }) => code === one.item.code), one)).toEqual(one.item.code === item ? step : zero)
      for (const group of ['A', 'B', 'C', 'D', 'E'] as const) expect(moved(before.groups[group], after.groups[group])).toEqual(group === item[0] ? step : zero)
      expect([moved(before.gross, after.gross), moved(before.net, after.net)]).toEqual([step, step])
      const { items: _i, groups: _g, gross: _gr, net: _n, perCapitaFen: _p, below: _b, missing: _m, missingMonths: _mm, result: _r, ...rest } = after
      expect(before).toMatchObject(rest)
      expect(cardDifferences(before, after).map(({ what }) => what)).toEqual(expect.arrayContaining(['年收入', '家庭纯收入']))
    }
  })

  test('a line that is not approved moves nothing; one beside the income moves no sum', () => {
    for (const { random, facts: given } of worlds) {
      const waiting = { ...line(random.pick(COUNTED), '77', '2020-05', random.pick(STATES)) }
      const before = annualCard(given)
      expect(annualCard({ ...given, lines: [...given.lines, waiting] })).toEqual(before)
      const beside = annualCard({ ...given, lines: [...given.lines, line('X1', '77', '2020-05')] })
      expect([beside.items, beside.net, beside.excludedFen]).toEqual([before.items, before.net, before.excludedFen + 7700])
    }
  })

  test('differences are empty exactly between equal contents, and say a change of any field', () => {
    for (const { facts: given } of worlds.slice(0, 40)) {
      const card = annualCard(given)
      expect(cardDifferences(card, JSON.parse(canonicalJson(card)) as AnnualCardContent)).toEqual([])
      for (const key of Object.keys(card) as (keyof AnnualCardContent)[]) {
        const changed = { ...card, [key]: typeof card[key] === 'number' ? (card[key] as number) + 1 : typeof card[key] === 'string' ? `${card[key] as string}x` : key === 'below' ? card.below !== true : card[key] } as AnnualCardContent
        if (changed[key] !== card[key] && key !== 'through') expect(cardDifferences(card, changed).length).toBeGreaterThan(0)
      }
    }
  })
})

test('the subsidy on expense takes off in a quarter what it may by then, and over the year never more than the expense', () => {
  const card = annualCard(facts([line('E8', '1500', '2019-10'), line('E1', '400', '2020-02'), line('E1', '600', '2020-08')], people(1)))
  expect(card.items.map(({ item, quarters, fen }) => [item.code, ...quarters, fen])).toEqual([['E1', 0, 40_000, 0, 60_000, 100_000], ['E8', 0, -40_000, 0, -60_000, -100_000]])
})

test('a running year: heads and gaps until the last month that is over', () => {
  const card = annualCard(facts([line('A1', '100', '2019-10')], people(2), { through: '2019-12' }))
  expect([card.headCounts.map(({ period }) => period), card.missing, card.through]).toEqual([['2019-10', '2019-11', '2019-12'], ['2019-11', '2019-12'], '2019-12'])
})

test('notes: whose, what, how much at which price; the same sum month by month', () => {
  const grain = { ...line('B1', '1800', '2019-10'), note: '玉米', quantityMilli: 900_500, unit: '公斤', unitPriceFen: 200 }
  const post = ['2019-10', '2019-11', '2019-12'].map((month) => ({ ...line('A4', '500', month), note: '保洁员', member: '样守田' }))
  const card = annualCard(facts([grain, { ...grain, on: '2019-11', quantityMilli: 899_500 }, ...post], people(1)))
  expect(card.items.map(({ item, note }) => [item.code, note])).toEqual([['A4', '样守田，保洁员，500元×3个月'], ['B1', '玉米，1,800公斤×2元']])
})

test('measures of the year: those that tell of illness, disability or relief are for the back; those that are income say so', () => {
  const measure = (code: string, from: string, to: string | null) => ({ kind: { code, label: code }, content: '样', from, to, paidFen: null, department: null, status: '实施中', running: true })
  const card = annualCard(facts([], people(1), { measures: [measure('06', '2019-01-01', null), measure('03', '2020-01-01', '2020-02-01'), measure('01', '2018-01-01', '2019-09-30'), measure('01', '2020-10-01', null), measure('09', '2020-09-30', null), measure('21', '2020-05-01', null)] }))
  expect(card.measures.map(({ kind, back, counts }) => [kind.code, back, counts])).toEqual([['06', true, false], ['03', false, true], ['21', true, false], ['09', true, true]])
  expect(BACK_MEASURES).toEqual(expect.arrayContaining(['06', '18', '09', '10', '21']))
})

test('a measure whose words or department tell of it goes to the back as well; pests of crops do not', () => {
  const said = (content: string, department: string | null = null) => ({ kind: { code: '02', label: '就业扶贫' }, content, from: '2020-01-01', to: null, paidFen: 1, department, status: '实施中', running: true })
  const back = (content: string, department?: string) => annualCard(facts([], people(1), { measures: [said(content, department)] })).measures[0].back
  expect([back('残疾人辅助就业'), back('慢性病签约'), back('岗位补贴', '民政局'), back('岗位补贴', '人社局'), back('果树病虫防治')]).toEqual([true, true, true, false, false])
})

test('rows that differ in nothing but department, status or quantity stand in one order, and no character is cut in half', () => {
  const given = (department: string, status: string) => ({ kind: { code: '01', label: '产业扶贫' }, content: '种苗', from: '2020-01-01', to: null, paidFen: 1, department, status, running: true })
  const measures = [given('林业局', '实施中'), given('农业局', '已完成'), given('农业局', '实施中')]
  const lines = [[1000, 80_000], [2000, 40_000], [4000, 20_000]].map(([quantityMilli, unitPriceFen]): CardLine => ({ item: 'B2', fen: 80_000, on: '2020-03', state: ENTRY.approved, note: '羊', quantityMilli, unit: '只', unitPriceFen }))
  expect(canonicalJson(annualCard(facts([...lines].reverse(), people(1), { measures: [...measures].reverse() })))).toBe(canonicalJson(annualCard(facts(lines, people(1), { measures }))))
  expect(annualCard(facts([{ ...lines[0], note: '𠮷'.repeat(70) }], people(1))).items[0].note).toBe(`${'𠮷'.repeat(59)}…`)
})

test('guarantees say what the record says, and nothing where it is silent', () => {
  const pupil = person({ name: '样小松', birthDate: '2008-02-29', school: null })
  const { guarantees } = annualCard(facts([], [person({ insured: false }), pupil, person({ serving: true, insured: false })], { safeWater: null }))
  expect(guarantees.map(({ ok, text }) => [ok, text])).toEqual([[null, '没有记录'], [null, '没有记录'], [false, '1 人没有在上学'], [false, '1 人没有参加医疗保险'], [true, 'B级，不是危房']])
})

test('who sees incomes sees the card; a helper of children no more than their school', () => {
  const today = '2020-10-12'
  expect(SIGHT_BREADTH.filter((sight) => maySeeAnnualCard({ sight, today }))).toEqual(['office', 'household', 'county', 'acceptance', 'helper'])
  const card = annualCard(facts([], [person(), person({ name: '样苗', birthDate: '2010-02-28', school: '小学', labour: '无劳动力' })]))
  expect(seeAnnualCard(card, { sight: 'helper', today }).members).toEqual([card.members[0], { ...card.members[1], sex: '', age: null, labour: null }])
  expect(seeAnnualCard(card, { sight: 'office', today })).toEqual(card)
})

test('canonical JSON: one text for one value', () => {
  expect(canonicalJson({ b: [1, { z: null, a: '“𠮷”\n' }], a: undefined, A: true })).toBe('{"A":true,"b":[1,{"a":"“𠮷”\\n","z":null}]}')
  expect(JSON.parse(canonicalJson(annualCard(facts([line('A1', '1')], people(1)))))).toEqual(annualCard(facts([line('A1', '1')], people(1))))
})
