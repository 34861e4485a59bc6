import type { CardView, IncomeView, MemberView } from '@onecard/shared/contract/households.views'
import { difference, incomePicture, livingFacts, measureRows, memberRows, monthRows, pathSteps, perHead, recordFacts, sections, visitRows, visitsThisYear } from './view-model'
import { causesWord, dialable, dueChip, groupOf, placeWord, stateTone, stateWord } from './words'

const TODAY = '2020-10-15'
const term = (code: string, label: string) => ({ code, label })

const income: IncomeView = {
  year: 2020, from: '2019-10-01', to: '2020-09-30', state: 'whole', missingMonths: 0,
  wageFen: 600_000, businessFen: 720_000, propertyFen: 50_000, transferFen: 314_000, expenseFen: 260_000, grossFen: 1_684_000, netFen: 1_424_000,
  members: 2, perCapitaFen: 712_000, lineFen: 400_000, below: false, pendingFen: 0, lastYear: { year: 2019, netFen: 1_138_000, perCapitaFen: 569_000 },
  items: [{ item: term('B1', '种植'), group: 'B', fen: 720_000 }, { item: term('A1', '务工'), group: 'A', fen: 600_000 }, { item: term('E1', '种植支出'), group: 'E', fen: 260_000 }],
}
const card: CardView = { id: '01J00000000000000000000001', version: 3, headName: '样甲山', region: { code: '210881004205', township: '太阳升街道', village: '尚和寨村', group: '三组' }, state: term('09', '预脱贫') }

describe('per head against the line', () => {
  test('above: what it is, by how much, and where the bar ends', () => {
    expect(perHead(income)).toEqual({ amount: '7,120', compare: '比标准线高 3,120 元', low: false, percent: 89, lineWord: '标准线 4,000', spoken: '人均 7,120 元，标准线 4,000 元，比标准线高 3,120 元' })
  })
  test.each<[string, Partial<IncomeView>, string, boolean]>([
    ['below', { perCapitaFen: 389_600, below: true }, '比标准线低 104 元', true],
    ['rounded to the line and below all the same', { perCapitaFen: 400_000, below: true }, '略低于标准线', true],
    ['exactly on it is not below', { perCapitaFen: 400_000, below: false }, '正好到标准线', false],
    ['negative', { perCapitaFen: -90_134, below: true }, '比标准线低 4,901.34 元', true],
  ])('%s', (_, change, compare, low) => {
    expect(perHead({ ...income, ...change })).toMatchObject({ compare, low })
  })
  test('no bar runs out of its frame', () => {
    expect(perHead({ ...income, perCapitaFen: 9_000_000 })!.percent).toBe(100)
    expect(perHead({ ...income, perCapitaFen: -1, below: true })!.percent).toBe(0)
  })
  test('nothing entered, nobody in it, or not for this reader: no figure, never 0', () => {
    expect([perHead(undefined), perHead({ ...income, state: 'none' }), perHead({ ...income, perCapitaFen: null })]).toEqual([null, null, null])
  })
})

describe('明白卡', () => {
  test('the sum can be followed from the parts', () => {
    const picture = incomePicture(income)!
    expect(picture).toMatchObject({ title: '2020年度', net: '14,240', change: '比去年多 2,860 元', state: { text: '12 个月都齐', tone: 'done' }, lineRule: '标准线按 2 人算：4,000 元 × 2', formula: '(16,840 − 2,600) ÷ 2 人 = ', result: '人均 7,120 元', pending: null })
    expect(picture.rows.map((r) => [r.name, r.amount, r.share])).toEqual([
      ['工资性', '6,000 元', '占 36%'], ['生产经营性', '7,200 元', '占 43%'], ['财产性', '500 元', '占 3%'], ['转移性', '3,140 元', '占 19%'], ['减去 支出', '2,600 元', null],
    ])
    expect(picture.rows[1].lines).toEqual([{ code: 'B1', name: '种植', amount: '7,200 元' }])
  })
  test('the bar: parts of the gross, the flag at line × people', () => {
    const { bar } = incomePicture(income)!
    expect(bar.parts.map((p) => p.percent)).toEqual([35.63, 42.76, 2.97, 18.65])
    expect(bar).toMatchObject({ net: 84.56, spent: 15.44, line: { percent: 47.51, text: '标准线 8,000 元' } })
    expect(bar.label).toContain('纯收入 14,240 元')
    expect(bar.label).toContain('工资性收入 6,000 元，占 36%')
  })
  test('a line above the gross is the measure, and spending above the gross does not break the frame', () => {
    const { bar } = incomePicture({ ...income, grossFen: 200_000, wageFen: 200_000, businessFen: 0, propertyFen: 0, transferFen: 0, expenseFen: 600_000, netFen: -400_000 })!
    expect(bar).toMatchObject({ net: 0, spent: 25, line: { percent: 100 } })
  })
  test('missing months and unapproved sums are said', () => {
    expect(incomePicture({ ...income, state: 'partial', missingMonths: 3, pendingFen: 90_000 })).toMatchObject({ state: { text: '还缺 3 个月', tone: 'warn' }, pending: '另有 900 元 还没审，没有算进来' })
  })
  test('nobody to divide by', () => {
    expect(incomePicture({ ...income, members: 0, perCapitaFen: null })).toMatchObject({ result: '没有人口，算不出人均', bar: { line: null } })
  })
  test('totals without lines, and a year with nothing', () => {
    expect(incomePicture({ ...income, items: undefined })!.rows.every((r) => r.lines.length === 0)).toBe(true)
    expect(incomePicture({ ...income, state: 'none' })).toBeNull()
  })
  test('against last year', () => {
    expect([difference(2, 1, '一样'), difference(1, 2, '一样'), difference(1, 1, '一样')]).toEqual(['比去年多 0.01 元', '比去年少 0.01 元', '一样'])
  })
})

test('months: the year where it is another, the word of their state', () => {
  const month = (period: string, code: string) => ({ period, incomeFen: 301_600, expenseFen: 14_000, state: term(code, '?') })
  expect(monthRows([month('2020-09', '03'), month('2020-08', '02'), month('2019-12', '04')], TODAY)).toEqual([
    { key: '2020-09', title: '9月', hint: ['收 3,016 元', '支 140 元'], chip: { text: '已审', tone: 'done' } },
    { key: '2020-08', title: '8月', hint: ['收 3,016 元', '支 140 元'], chip: { text: '未审', tone: 'warn' } },
    { key: '2019-12', title: '2019年12月', hint: ['收 3,016 元', '支 140 元'], chip: { text: '被退回', tone: 'warn' } },
  ])
})

test('measures: sums only where the reader may see them', () => {
  const measure = { id: 'm1', kind: term('06', '健康扶贫'), content: '慢病报销', status: term('03', '已落实'), from: '2020-03-01', to: '2020-06-30', department: '医保局' }
  expect(measureRows([{ ...measure, paidFen: 126_050 }, measure], TODAY).map((r) => [r.icon, ...r.hint, r.chip.text])).toEqual([
    ['med', '慢病报销', '已给 1,260.50 元', '到 6月30日', '医保局', '办完'], ['med', '慢病报销', '到 6月30日', '医保局', '办完'],
  ])
})

test('visits: what was wrong is named, the rest is 都正常', () => {
  const visit = { id: 'v', on: '2020-10-08', kind: term('01', '入户'), by: '例志远', note: '' }
  const rows = visitRows([{ ...visit, topics: [{ topic: '住房', ok: true }] }, { ...visit, topics: [{ topic: '就医', ok: false }, { topic: '住房', ok: true }] }, { ...visit, on: '2019-12-30', topics: [] }], TODAY)
  expect(rows.map((r) => [r.title, ...r.hint])).toEqual([['10月8日 周四', '例志远', '入户', '都正常'], ['10月8日 周四', '例志远', '入户', '就医有问题'], ['2019年12月30日 周一', '例志远', '入户']])
  expect(visitsThisYear([{ ...visit, topics: [] }, { ...visit, on: '2019-12-30', topics: [] }], TODAY)).toBe(1)
})

test('members: a child shows what is there and nothing is made up', () => {
  const members: MemberView[] = [
    { id: 'a', name: '样甲山', relation: term('01', '户主'), sex: term('1', '男'), age: 68, education: '小学', health: [term('01', '健康'), term('02', '长期慢性病')], labour: term('03', '弱劳动力或半劳动力'), certificate: '210881********9972' },
    { id: 'b', name: '样小禾', relation: term('07', '之孙子'), schoolStage: '小学' },
  ]
  expect(memberRows(members)).toEqual([
    { key: 'a', name: '样甲山', after: '户主', facts: ['男', '68 岁', '小学', '弱劳动力或半劳动力', '长期慢性病'], insurance: '', certificate: '210881********9972', phone: null },
    { key: 'b', name: '样小禾', after: '之孙子', facts: ['小学'], insurance: '', certificate: null, phone: null },
  ])
})

describe('the house', () => {
  const housing = { areaM2: '68.50', structure: '砖瓦砖木', danger: false, dangerLevel: null, repairYear: 2018 }
  const utilities = { safeWater: true, livePower: true, workPower: null, tv: null, toilet: false, fuel: null }
  test('in sentences; what is not known is left out', () => {
    expect(livingFacts({ ...card, housing, utilities })).toEqual([
      { k: '住房', v: '68.5 平方米，砖瓦砖木，住房安全，2018年改造' }, { k: '饮水', v: '饮水安全' }, { k: '用电', v: '通生活用电' }, { k: '厕所', v: '不是卫生厕所' },
    ])
  })
  test.each(['C', 'C级'])('danger level %s reads the same', (dangerLevel) => {
    expect(livingFacts({ ...card, housing: { ...housing, danger: true, dangerLevel, repairYear: null } })[0].v).toContain('C 级危房')
  })
  test('land of 0 mu is not land', () => {
    expect(livingFacts({ ...card, land: { arable: '6.50', irrigated: '0.00', forest: '0', reforested: '1.00', orchard: '0', pasture: '0', water: '0' } })).toEqual([{ k: '耕地', v: '6.5 亩' }, { k: '林果', v: '退耕还林 1 亩' }])
  })
})

test('record: months of the national system stay months', () => {
  expect(recordFacts({ ...card, identifiedOn: '201401', plannedExitYear: 2020 }, TODAY)).toEqual([{ k: '识别', v: '2014年1月' }, { k: '计划脱贫', v: '2020年' }])
})

describe('the path', () => {
  const steps = [{ state: term('07', '建档立卡'), on: '2014-01-10' }, { state: term('09', '预脱贫'), on: '2020-03-12' }]
  test('the last step is now', () => {
    expect(pathSteps({ ...card, steps }, TODAY)).toEqual([{ title: '建档立卡', text: '2014年1月10日', state: 'done', word: undefined }, { title: '预脱贫', text: '3月12日', state: 'now', word: '现在' }])
  })
  test('out of poverty is done, not under way', () => {
    expect(pathSteps({ ...card, steps: [...steps, { state: term('15', '已脱贫（享受政策）'), on: '2020-10-01' }] }, TODAY).map((s) => s.state)).toEqual(['done', 'done', 'done'])
  })
})

test('sections stand in reading order and only where there is something', () => {
  expect(sections(card)).toEqual([])
  expect(sections({ ...card, income, visits: [], steps: [{ state: card.state, on: TODAY }], members: [{ id: 'a', name: '样' }] }).map((s) => s.key)).toEqual(['card', 'visits', 'family', 'path'])
})

describe('words', () => {
  test.each([['2020-10-12', '超期 3 天', 'danger'], ['2020-10-15', '今天到期', 'warn'], ['2020-10-20', '还有 5 天', 'idle'], ['2020-10-22', '还有 7 天', 'idle']])('due on %s: %s', (on, text, tone) => {
    expect(dueChip(on, TODAY)).toEqual({ text, tone })
  })
  test('not due within a week, or not known: no chip', () => {
    expect([dueChip('2020-10-23', TODAY), dueChip(null, TODAY), dueChip(undefined, TODAY)]).toEqual([null, null, null])
  })
  test('states', () => {
    expect([stateWord(term('15', '已脱贫（享受政策）')), stateTone(term('15', '')), stateTone(term('17', '返贫')), stateTone(term('09', '')), stateTone(term('19', ''))]).toEqual(['已脱贫', 'done', 'danger', 'info', 'idle'])
  })
  test('places and causes', () => {
    expect([placeWord(card.region), placeWord({ ...card.region, group: undefined }), causesWord([term('01', '因病'), term('08', '缺劳动力')]), causesWord([])]).toEqual(['尚和寨村 三组', '尚和寨村', '因病、缺劳动力', null])
  })
  test('a village, not its committee; a group as people say it', () => {
    const place = { code: '210881116200', township: '榜式堡镇', village: '榜式堡村委会', group: '第6村民组' }
    expect([placeWord(place), groupOf(place), groupOf({ ...place, group: undefined })]).toEqual(['榜式堡村 6组', '6组', ''])
  })
  test('a masked phone is not dialled', () => {
    expect([dialable('15400000001'), dialable('154****0001'), dialable(undefined)]).toEqual(['15400000001', null, null])
  })
})
