import type { FullCard, FullListItem, FullMember } from './record'
import { SIGHT_BREADTH, SIGHT_GRID, SIGHT_OF_ROLE, isChild, seeCard, seeListItem, widestSight, type Sight, REVEALS, mayReveal, type RevealField } from './sight'

const TODAY = '2020-03-12'
const MASKED = '210881********9972'

function coded(code: string, label = code) {
  return { code, label }
}

function member(id: string, name: string, birthDate: string, more: Partial<FullMember> = {}): FullMember {
  return {
    id, name, birthDate, relation: coded('03', '之子'), sex: coded('1', '男'), certificateMasked: MASKED, certificateLast4: '9972', schoolStage: null, education: '初中',
    health: [coded('02', '长期慢性病'), coded('04', '残疾')], disability: { category: '肢体', level: '三级' }, labour: coded('01', '普通劳动力'),
    work: { place: '省外', months: 8, employer: '样厂' }, insurance: ['城乡居民基本医疗'], serving: false, ...more,
  }
}

const full: FullCard = {
  id: 'H', version: 3, code: 'CODE', number: 'NUMBER', householdNo: '9001', headName: '样甲山',
  region: { code: '210881004205', township: '太阳升街道', village: '尚和寨村', group: '3 组' },
  state: coded('08', '帮扶中'), type: coded('02', '低保贫困户'), causes: [coded('02', '因残')], identifiedOn: '2013-12-01', plannedExitYear: 2020, exitYear: null,
  memberCount: 3, phone: '15400000001', phoneMasked: '154****0001', bank: { name: '样行', last4: '4321' },
  members: [
    member('M1', '样甲山', '1956-02-29'),
    member('M2', '例小河', '2006-03-12', { schoolStage: '初中', education: null }),
    member('M3', '例小溪', '2006-03-13', { schoolStage: '小学', education: null }),
  ],
  housing: { areaM2: '72', structure: '砖瓦砖木', danger: false, dangerLevel: null, repairYear: null },
  utilities: { safeWater: true, livePower: true, workPower: true, tv: true, toilet: null, fuel: '柴草' },
  land: { arable: '6.50', irrigated: '0.00', forest: '2.00', reforested: '1.00', orchard: '1.50', pasture: '0.00', water: '0.00' },
  road: { distanceKm: '0.3', toDoor: '水泥路' }, position: { lng: 122.3, lat: 40.4, system: 'wgs84', confirmed: true },
  income: {
    year: 2020, from: '2019-10', to: '2020-09', state: 'partial', missingMonths: 6, wageFen: 600000, businessFen: 0, propertyFen: 0, transferFen: 0, expenseFen: 0, grossFen: 600000,
    netFen: 600000, members: 3, perCapitaFen: 200000, lineFen: 400000, below: true, pendingFen: 0, rigidFen: 5000, items: [{ item: coded('A1', '务工收入'), group: 'A', fen: 600000 }],
  },
  months: [{ period: '2020-02', incomeFen: 100000, expenseFen: 0, state: coded('03') }],
  measures: [
    { id: 'S1', kind: coded('01', '产业扶贫'), content: '果树', status: coded('02'), from: '2019-03-01', to: null, plannedFen: 100000, paidFen: 50000, department: '农业农村局' },
    { id: 'S2', kind: coded('06', '健康扶贫'), content: '慢病签约', status: coded('03'), from: '2019-03-01', to: null, plannedFen: null, paidFen: 30000, department: '卫健局' },
  ],
  helpers: [{ name: '例国安', phone: '15400000009', unit: '样单位', post: '科员', primary: true, from: '2019-01-01' }],
  visits: [{ id: 'V1', on: '2020-02-12', kind: coded('01', '入户'), by: '例国安', note: '腿伤复查', topics: [{ topic: '住房', ok: true }] }],
  steps: [{ state: coded('07', '建档立卡'), on: '2013-12-01' }],
}

const row: FullListItem = {
  id: 'H', code: 'CODE', number: 'NUMBER', headName: '样甲山', region: full.region, memberCount: 3, state: full.state, type: full.type, causes: full.causes,
  perCapitaFen: 200000, below: true, helperName: '例国安', lastVisitOn: '2020-02-12', dueOn: '2020-03-14', version: 3,
}

const see = (sight: Sight, policyArea?: string[]) => seeCard(full, sight, { today: TODAY, policyArea })
const ALL = Object.keys(full).concat('childCount')
const ABSENT: Record<Sight, string[]> = {
  household: ['childCount'],
  office: ['childCount'],
  helper: ['bank', 'childCount'],
  county: ['bank', 'childCount'],
  acceptance: ['bank', 'childCount'],
  unit: ['bank', 'causes', 'householdNo', 'income', 'months', 'visits'],
  department: ['bank', 'causes', 'householdNo', 'housing', 'income', 'land', 'measures', 'months', 'position', 'road', 'steps', 'utilities', 'visits'],
  prefecture: ['bank', 'causes', 'childCount', 'helpers', 'householdNo', 'housing', 'land', 'measures', 'members', 'months', 'phone', 'position', 'road', 'steps', 'utilities', 'visits'],
}

test.each(SIGHT_BREADTH)('%s: fields of the card, reviewed by hand', (sight) => {
  const present = Object.keys(see(sight))
  expect(ALL.filter((key) => key !== 'phoneMasked' && !present.includes(key)).sort()).toEqual(ABSENT[sight])
  expect(present).not.toContain('phoneMasked')
})

test('nobody is sent the masked and the whole together, or a field without a value', () => {
  for (const sight of SIGHT_BREADTH) {
    const text = JSON.stringify(see(sight, ['01', '04', '06']))
    expect(text).not.toContain('certificateMasked')
    expect(text).not.toContain('certificateLast4')
    expect(text.includes('15400000001') && text.includes('154****0001')).toBe(false)
    for (const one of see(sight).members ?? []) expect(Object.values(one)).not.toContain(null)
  }
})

test('certificate, phone, name, address, bank', () => {
  const cell = (sight: Sight) => {
    const card = see(sight)
    return [card.members?.[0].certificate, card.phone, card.headName, card.region.group, card.bank?.last4]
  }
  expect(cell('household')).toEqual(['9972', '15400000001', '样甲山', '3 组', '4321'])
  expect(cell('helper')).toEqual([MASKED, '15400000001', '样甲山', '3 组', undefined])
  expect(cell('office')).toEqual([MASKED, '15400000001', '样甲山', '3 组', '4321'])
  expect(cell('county')).toEqual([MASKED, '15400000001', '样甲山', '3 组', undefined])
  expect(cell('acceptance')).toEqual([MASKED, '15400000001', '样甲山', '3 组', undefined])
  expect(cell('unit')).toEqual([undefined, '154****0001', '样甲山', '3 组', undefined])
  expect(cell('department')).toEqual([MASKED, '154****0001', '样甲山', undefined, undefined])
  expect(cell('prefecture')).toEqual([undefined, undefined, '样**', undefined, undefined])
})

test('a whole number on reason: certificates and phones for offices and county, the bank account for the county alone, which is told that there is one', () => {
  const askable = (sight: Sight) => (Object.keys(REVEALS) as RevealField[]).filter((field) => mayReveal(field, sight))
  expect(Object.fromEntries(SIGHT_BREADTH.map((sight) => [sight, askable(sight)]).filter(([, fields]) => fields.length > 0))).toEqual({ office: ['certificate', 'phone'], county: ['certificate', 'phone', 'bank'] })
  expect(SIGHT_BREADTH.filter((sight) => see(sight).bankOnReason)).toEqual(['county'])
  expect(seeCard({ ...full, bank: null }, 'county', { today: TODAY })).not.toHaveProperty('bankOnReason')
})

test('health and disability of an adult', () => {
  const cell = (sight: Sight, area?: string[]) => {
    const head = see(sight, area).members![0]
    return [head.health?.length ?? null, head.disability?.level ?? null]
  }
  for (const sight of ['household', 'office', 'county', 'acceptance'] as const) expect(cell(sight)).toEqual([2, '三级'])
  expect(cell('helper')).toEqual([2, null])
  expect(cell('unit')).toEqual([null, null])
  expect(cell('department')).toEqual([null, null])
  expect(cell('department', ['04', '05'])).toEqual([null, null])
  expect(cell('department', ['06'])).toEqual([2, '三级'])
  expect(cell('department', ['18'])).toEqual([2, '三级'])
})

test('children under 14: judged on the day, by the reader', () => {
  expect(isChild({ birthDate: '2006-03-12' }, TODAY)).toBe(false)
  expect(isChild({ birthDate: '2006-03-13' }, TODAY)).toBe(true)
  expect(isChild({ birthDate: '2006-03-13' }, '2020-03-13')).toBe(false)
  expect(isChild({ birthDate: '' }, TODAY)).toBe(true)
  const child = { id: 'M3', name: '例小溪', relation: coded('03', '之子'), schoolStage: '小学' }
  const third = (sight: Sight, area?: string[]) => see(sight, area).members?.find((one) => one.id === 'M3')
  expect(third('helper')).toEqual(child)
  expect(third('department', ['05'])).toEqual(child)
  for (const sight of ['household', 'office', 'county', 'acceptance'] as const) expect(third(sight)).toMatchObject({ ...child, age: 13, health: [{}, {}] })
  for (const card of [see('unit'), see('department'), see('department', ['06'])]) {
    expect(card.members!.map((one) => one.id)).toEqual(['M1', 'M2'])
    expect(card.childCount).toBe(1)
    expect(JSON.stringify(card)).not.toContain('例小溪')
  }
  expect(seeCard(full, 'helper', { today: '2020-03-13' }).members![2]).toMatchObject({ certificate: MASKED, age: 14 })
})

test('money', () => {
  for (const sight of ['household', 'helper', 'office', 'county', 'acceptance'] as const) {
    expect(see(sight)).toMatchObject({ income: full.income, months: full.months, measures: full.measures })
  }
  for (const card of [see('unit'), see('department'), see('department', ['01'])]) expect(JSON.stringify(card)).not.toMatch(/netFen|perCapita|incomeFen/)
  const totals = see('prefecture').income!
  expect(totals).toMatchObject({ netFen: 600000, perCapitaFen: 200000, below: true })
  expect(totals).not.toHaveProperty('items')
  expect(totals).not.toHaveProperty('rigidFen')
})

test('measures: a unit without sums and without those that tell of health, a department those of its kind', () => {
  expect(see('unit').measures).toEqual([{ id: 'S1', kind: coded('01', '产业扶贫'), content: '果树', status: coded('02'), from: '2019-03-01', to: null, department: '农业农村局' }])
  expect(see('department', ['06', '12']).measures!.map((measure) => [measure.id, measure.paidFen])).toEqual([['S2', 30000]])
  expect(see('department', ['12']).measures).toEqual([])
})

test('a department sees fields of its policy area alone', () => {
  const extra = (area: string[]) => Object.keys(see('department', area)).filter((key) => !Object.keys(see('department')).includes(key)).sort()
  expect(extra(['07'])).toEqual(['housing', 'measures'])
  expect(extra(['08'])).toEqual(['measures', 'utilities'])
  expect(extra(['13'])).toEqual(['land', 'measures'])
  expect(extra(['06'])).toEqual(['causes', 'measures'])
  expect(extra(['12'])).toEqual(['measures'])
  expect(see('department', ['02']).members![0]).toMatchObject({ labour: coded('01', '普通劳动力') })
  expect(see('department', ['06']).members![0]).toMatchObject({ insurance: ['城乡居民基本医疗'] })
  expect(see('department', ['04']).members![1]).toMatchObject({ schoolStage: '初中' })
  expect(Object.keys(see('department').members![0]).sort()).toEqual(['age', 'certificate', 'id', 'name', 'relation', 'sex'])
})

test('helpers: their phone not for departments', () => {
  expect(see('household').helpers![0].phone).toBe('15400000009')
  expect(see('unit').helpers![0].phone).toBe('15400000009')
  expect(see('department').helpers).toEqual([{ name: '例国安', unit: '样单位', post: '科员', primary: true, from: '2019-01-01' }])
})

test('what is not recorded is absent, not null', () => {
  const bare: FullCard = { ...full, code: null, number: null, phone: null, phoneMasked: null, bank: null, income: null, identifiedOn: null, region: { ...full.region, group: null } }
  for (const sight of SIGHT_BREADTH) {
    const card = seeCard(bare, sight, { today: TODAY })
    for (const key of ['code', 'number', 'phone', 'bank', 'income', 'identifiedOn']) expect(card).not.toHaveProperty(key)
    expect(card.region).not.toHaveProperty('group')
  }
  expect(seeCard(bare, 'office', { today: TODAY }).months).toEqual(full.months)
})

test('rows of the list', () => {
  const keys = (sight: Sight, policyArea?: string[]) => Object.keys(row).filter((key) => !Object.keys(seeListItem(row, sight, { today: TODAY, policyArea })).includes(key))
  for (const sight of ['household', 'helper', 'office', 'county', 'acceptance'] as const) expect(seeListItem(row, sight, { today: TODAY })).toEqual(row)
  expect(keys('unit')).toEqual(['causes', 'perCapitaFen', 'below'])
  expect(keys('department')).toEqual(['causes', 'perCapitaFen', 'below', 'lastVisitOn', 'dueOn'])
  expect(keys('department', ['06'])).not.toContain('causes')
  expect(keys('prefecture')).toEqual(['causes', 'helperName', 'lastVisitOn', 'dueOn'])
  expect(seeListItem(row, 'prefecture', { today: TODAY })).toMatchObject({ headName: '样**', region: { code: '210881004205', township: '太阳升街道', village: '尚和寨村' } })
})

test('the card that is kept is not changed by looking at it', () => {
  const before = JSON.stringify(full)
  for (const sight of SIGHT_BREADTH) see(sight, ['01', '06'])
  expect(JSON.stringify(full)).toBe(before)
})

test('the grid is whole and the order of breadth never puts a wider sight behind', () => {
  expect([...SIGHT_BREADTH].sort()).toEqual(Object.keys(SIGHT_GRID.headName).sort())
  const leaves = (value: unknown, path = ''): string[] =>
    value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`)) : [`${path}=${String(value)}`]
  SIGHT_BREADTH.forEach((wide, i) => {
    for (const narrow of SIGHT_BREADTH.slice(i + 1)) {
      const wider = new Set(leaves(see(narrow)))
      const here = leaves(see(wide))
      expect([wide, narrow, here.every((leaf) => wider.has(leaf)) && here.length < wider.size]).toEqual([wide, narrow, false])
    }
  })
  expect(widestSight(['unit', 'helper'])).toBe('helper')
  expect(widestSight([])).toBeNull()
})

test('administrator and auditor see no household', () => {
  expect(Object.entries(SIGHT_OF_ROLE).filter(([, sight]) => sight === null).map(([role]) => role)).toEqual(['system_admin', 'auditor'])
})

test('nobody is given the birth date beside a masked certificate: together they are the whole number', () => {
  for (const sight of SIGHT_BREADTH) {
    const shown = { certificate: SIGHT_GRID.certificate[sight] as string, birthDate: SIGHT_GRID.birthDate[sight] as string }
    if (shown.certificate === 'masked') expect([sight, shown.birthDate]).toEqual([sight, 'none'])
  }
})
