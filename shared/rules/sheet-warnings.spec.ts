import { seeded } from './seeded-random.fixture'
import { addMonths } from './period'
import { incomeOf, oddnessOf, sheetSums, warnSheet, type SheetBasis, type Sums, type WarnedLine } from './sheet-warnings'

const settings: SheetBasis['settings'] = {
  jump: { times: 2, leastYuan: 2000, months: 3 }, outlier: { times: 4, leastYuan: 3000, leastHouseholds: 5 }, measures: { D2: ['09'] }, spendingAboveIncomeYuan: 500, workAge: 16,
  evidence: { fromYuan: 8000, items: ['A', 'B', 'D69'] }, weights: { jump: 40, late: 10 },
}
const basis: SheetBasis = {
  period: '2020-09', heads: 2, months: [], villageMedianFen: null, measures: [], explained: [], members: [{ id: 'm', name: '样小苗', unfit: 'young' }, { id: 'd', name: '样老根', unfit: 'dead' }, { id: 'w', name: '样远山', unfit: null }],
  labels: { A1: '务工收入', B3: '林果业收入', D2: '低保金' }, notCounted: [], lineFen: 400_000, closesOn: '2020-10-10', closed: false, settings,
}
const line = (item: string, yuan: number, more: Partial<WarnedLine> = {}): WarnedLine => ({ item, fen: yuan * 100, evidence: 0, ...more })
const sums = (yuan: Partial<Record<'wage' | 'business' | 'transfer' | 'expense', number>>): Sums => {
  const { wage = 0, business = 0, transfer = 0, expense = 0 } = yuan
  return { wageFen: wage * 100, businessFen: business * 100, propertyFen: 0, transferFen: transfer * 100, expenseFen: expense * 100, netFen: (wage + business + transfer - expense) * 100 }
}
const texts = (lines: WarnedLine[], more: Partial<SheetBasis> = {}): string[] => warnSheet(lines, { ...basis, ...more }).map(({ rule, text }) => `${rule}: ${text}`)
const past = (months: Record<string, Parameters<typeof sums>[0]>): Pick<SheetBasis, 'months'> => ({ months: Object.entries(months).map(([period, yuan]) => ({ period, sums: sums(yuan) })) })

test('a plain month says nothing', () => {
  expect(texts([line('A1', 3000, { member: 'w' }), line('D4', 216)], past({ '2020-08': { wage: 3000, transfer: 216 }, '2020-07': { wage: 3000, transfer: 216 } }))).toEqual([])
  expect(texts([])).toEqual([])
})

describe('a jump against the household’s own past', () => {
  test.each<[string, number, Parameters<typeof past>[0], string[]]>([
    ['far above last month', 11_000, { '2020-08': { wage: 3000 } }, ['jump: 工资性收入比8月多 8,000 元']],
    ['as last year in this month', 11_000, { '2020-08': { wage: 3000 }, '2019-09': { wage: 10_000 } }, []],
    ['as the mean of three months', 3100, { '2020-08': { wage: 0 }, '2020-07': { wage: 6000 }, '2020-06': { wage: 3000 } }, []],
    ['gone', 0, { '2020-08': { wage: 5000 }, '2020-07': { wage: 5000 }, '2020-06': { wage: 5000 } }, ['jump: 工资性收入比8月少 5,000 元']],
    ['twofold is not more than twofold', 4000, { '2020-08': { wage: 2000 } }, []],
    ['too little to matter', 1900, { '2020-08': { wage: 0 } }, []],
    ['nothing to compare with', 7000, {}, []],
    ['against last year, which is nearest', 20_000, { '2020-08': { wage: 0 }, '2019-09': { wage: 6000 } }, ['jump: 工资性收入比去年9月多 14,000 元']],
  ])('%s', (_, yuan, months, expected) => { expect(texts(yuan ? [line('A1', yuan, { evidence: 1 })] : [], past(months)).filter((t) => t.startsWith('jump'))).toEqual(expected) })
})

test.each<[string, WarnedLine[], Partial<SheetBasis>, string[]]>([
  ['outlier per head', [line('A1', 40_000, { evidence: 1 })], { villageMedianFen: 200_000 }, ['outlier: 人均收入 20,000 元，村里这个月中间水平是 2,000 元']],
  ['four times is not more than four times', [line('A1', 16_000, { evidence: 1 })], { villageMedianFen: 200_000 }, []],
  ['a transfer without its measure', [line('D2', 520)], {}, ['no_measure: 低保金 520 元，没有登记相应的措施']],
  ['with it', [line('D2', 520)], { measures: ['09'] }, []],
  ['explained by the record', [line('D2', 520)], { explained: ['D2'] }, []],
  ['spending above income', [line('E3', 700), line('A1', 100)], {}, ['spending_above_income: 支出比收入多 600 元']],
  ['the subsidy on it taken off', [line('E3', 700), line('E8', 300)], {}, []],
  ['too young, and dead', [line('A1', 100, { member: 'm' }), line('A5', 100, { member: 'd' }), line('D2', 1, { member: 'm' })], { measures: ['09'] }, ['member: 样小苗还没到干活的年纪，却记了工资', 'member: 样老根登记为已去世，却记了工资']],
  ['a large sum without a picture', [line('B3', 8000), line('B3', 7999), line('B3', 9000, { evidence: 1 }), line('C1', 9000)], {}, ['no_evidence: 林果业收入 8,000 元，没有凭证']],
  ['the month before is missing', [], { months: [{ period: '2020-06', sums: sums({}) }] }, ['missing_month: 2020年8月还没有填']],
  ['its first month', [], {}, []],
  ['late', [], { closed: true }, ['late: 2020年9月应在2020年10月10日前交，这是补报']],
])('%s', (_, lines, more, expected) => { expect(texts(lines, more)).toEqual(expected) })

test('below the line is told in the month in which it becomes so, not in every one after', () => {
  const year = (each: number, last: number) => ({ months: Array.from({ length: 12 }, (_, i) => ({ period: addMonths('2020-09', -1 - i), sums: sums({ transfer: i === 11 ? last : each }) })) })
  // Two people, line 4,000: 8,000 in twelve months. The month that falls out brought what kept them above.
  expect(texts([line('D4', 600)], year(600, 1500)).filter((t) => t.startsWith('below'))).toEqual(['below_line: 近 12 个月人均 3,600 元，低于标准线 4,000 元'])
  expect(texts([line('D4', 600)], year(600, 600)).filter((t) => t.startsWith('below'))).toEqual([])
  expect(texts([line('D4', 1400)], year(600, 1500)).filter((t) => t.startsWith('below'))).toEqual([])
  expect(texts([line('D4', 600)], { ...year(600, 1500), heads: 0 }).filter((t) => t.startsWith('below'))).toEqual([])
})

test('sums equal their parts in any order; what stands beside the card and what the county leaves out is not in them', () => {
  const random = seeded(9)
  const items = ['A1', 'A4', 'B1', 'C1', 'D2', 'D4', 'E1', 'E8', 'X1', 'R1']
  for (let run = 0; run < 300; run++) {
    const lines = Array.from({ length: random.below(12) }, () => ({ item: random.pick(items), fen: random.below(900_000) }))
    const whole = sheetSums(lines, ['D4'])
    expect(sheetSums([...lines].reverse(), ['D4'])).toEqual(whole)
    const by = (test: (item: string) => boolean) => lines.filter(({ item }) => test(item)).reduce((sum, { fen }) => sum + fen, 0)
    expect(incomeOf(whole)).toBe(by((item) => /^[A-D]/.test(item) && item !== 'D4'))
    expect(whole.netFen).toBe(incomeOf(whole) - by((item) => item === 'E1') + by((item) => item === 'E8'))
  }
})

test('oddness is the weight of its rules; one without a weight counts', () => {
  expect(oddnessOf([{ rule: 'jump', text: '' }, { rule: 'late', text: '' }, { rule: 'member', text: '' }], settings.weights)).toBe(51)
  expect(oddnessOf([], settings.weights)).toBe(0)
})
