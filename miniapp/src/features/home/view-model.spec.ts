import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { TotalsView } from '@onecard/shared/contract/county.views'
import type { CardView, HouseholdListItem } from '@onecard/shared/contract/households.views'
import { homeKind, tabsFor } from '../../session/tabs'
import { countWord, dueRows, givenRows, greeting, helperFacts, householdRow, inOneVillage, monthRing, ownYear, visitProgress } from './view-model'

const TODAY = '2020-10-15'
const item = (id: string, change: Partial<HouseholdListItem> = {}): HouseholdListItem => ({
  id, headName: '例丙兰', region: { code: '210881004205', township: '太阳升街道', village: '尚和寨村', group: '二组' }, state: { code: '09', label: '预脱贫' }, version: 1, helperName: '例志远', ...change,
})
const actor = (...roles: ActorView['appointments'][number]['role'][]): ActorView => ({
  account: 'a', name: '例志远', large: false, permissions: ['household.read'], appointments: roles.map((role) => ({ id: role, role, roleLabel: role, where: '尚和寨村 12 户', from: '2018-01-01', to: null })),
})

test('greeting by the hour in Shanghai', () => {
  const at = (hour: number) => greeting(Date.UTC(2020, 9, 15, hour - 8))
  expect([at(2), at(9), at(12), at(15), at(20)]).toEqual(['夜深了', '上午好', '中午好', '下午好', '晚上好'])
})

test('the ring counts this month only', () => {
  expect(monthRing([item('a', { lastVisitOn: '2020-10-01' }), item('b', { lastVisitOn: '2020-09-30' }), item('c', { lastVisitOn: null })], TODAY)).toEqual({ done: 1, of: 3, title: '十月走访了 1 户', rest: '月底前还有 2 户' })
  expect(monthRing([item('a', { lastVisitOn: '2020-10-01' })], TODAY).rest).toBe('这个月都走到了')
})

test('due rows: late and near told apart, the longest first; every household in one of them or in none', () => {
  const items = [item('later', { dueOn: '2020-10-30' }), item('soon', { dueOn: '2020-10-20' }), item('today', { dueOn: TODAY }), item('over', { dueOn: '2020-10-12', lastVisitOn: '2020-09-11' }), item('longest', { dueOn: '2020-09-12' }), item('none')]
  const rows = (need: 'overdue' | 'soon') => dueRows(items, need, TODAY, '例志远').map((r) => [r.id, r.after, r.chip.text, ...r.hint])
  expect(rows('overdue')).toEqual([['longest', '二组', '超期 33 天'], ['over', '二组', '超期 3 天', '上次 9月11日']])
  expect(rows('soon')).toEqual([['today', '二组', '今天到期'], ['soon', '二组', '还有 5 天']])
})

test('rows say the village where there are several, and the helper where it is another', () => {
  const elsewhere = item('b', { region: { code: '210881004206', township: '太阳升街道', village: '双台子村' } })
  expect(inOneVillage([item('a'), elsewhere])).toBe(false)
  expect(householdRow(elsewhere, TODAY, { hint: 'visit', oneVillage: false, reader: '样建国' })).toMatchObject({ after: '双台子村', hint: ['例志远帮扶'], chip: { text: '预脱贫', tone: 'info' } })
})

test('income in a row: absent is silent, unknown is said, below is said', () => {
  const hint = (change: Partial<HouseholdListItem>) => householdRow(item('a', change), TODAY, { hint: 'income', oneVillage: true }).hint
  expect([hint({}), hint({ perCapitaFen: null }), hint({ perCapitaFen: 389_600, below: true })]).toEqual([[], ['还没有收入数字'], ['人均 3,896 元，低于标准线']])
})

test('progress: what is late is told apart, and never counted twice in the bar', () => {
  const totals = { asOf: TODAY, households: 42, people: 96, visitedThisMonth: 31, overdue: 2 } as TotalsView
  expect(visitProgress(totals)).toMatchObject({ title: '10月走访', facts: ['走到 31 户', '还没走 11 户'], spoken: '走到 31 户，还没走 11 户，其中已超期 2 户' })
  expect(visitProgress({ ...totals, households: 0, visitedThisMonth: 0, overdue: 0 }).parts.every((p) => p.percent === 0)).toBe(true)
  expect([countWord(null), countWord(2730)]).toEqual(['少于 5 户', '2,730 户'])
})

test('the household\'s own year', () => {
  const income = { year: 2020, state: 'whole', perCapitaFen: 712_000, netFen: 1_424_000, missingMonths: 0, lastYear: { year: 2019, netFen: 1, perCapitaFen: 569_000 }, items: [{ item: { code: 'D4', label: '养老保险金' }, group: 'D', fen: 216_000 }, { item: { code: 'A1', label: '务工' }, group: 'A', fen: 1 }] }
  const card = { income } as unknown as CardView
  expect(ownYear(card)).toEqual({ label: '2020年度平均每人', perHead: '7,120', trend: { text: '比去年多 1,430 元', up: true }, whole: '全家 14,240 元', missing: null })
  expect(ownYear({ income: { ...income, state: 'none' } } as unknown as CardView)).toMatchObject({ perHead: null, missing: '这一年的收入还没有记' })
  expect(givenRows(card)).toEqual({ rows: [{ name: '养老保险金', amount: '2,160 元' }], sum: '2,160 元' })
  expect([ownYear({} as CardView), givenRows({} as CardView)]).toEqual([null, null])
})

describe('who has which home and tabs', () => {
  test.each([[['helper'], 'helper'], [['village_secretary', 'helper'], 'village'], [['helper', 'township_officer'], 'office'], [['household'], 'household'], [['system_admin'], 'desk'], [['auditor'], 'desk']] as const)('%j: %s', (roles, kind) => {
    expect(homeKind(actor(...roles))).toBe(kind)
  })
  test('no tab leads nowhere', () => {
    expect(tabsFor(actor('helper')).map((t) => t.text)).toEqual(['首页', '名册', '我的'])
    expect(tabsFor(actor('household')).map((t) => t.text)).toEqual(['首页', '我的家', '我的'])
    expect(tabsFor({ ...actor('auditor'), permissions: ['audit.read'] }).map((t) => t.text)).toEqual(['首页', '我的'])
  })
  test('the helper\'s line says the number of households once', () => {
    expect([helperFacts(actor('helper'), [item('a'), item('b')]), helperFacts(actor('helper'), undefined)]).toEqual([['尚和寨村', '帮扶 2 户'], ['尚和寨村 12 户']])
  })
})
