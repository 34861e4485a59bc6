import type { SheetProgressItem, SheetQueueItem } from '@onecard/shared/contract/sheets.views'
import { newEntry } from '../../data/outbox/entry'
import { progressRows } from './progress-view'
import { approvedWords, approveInput, bulkSummary, flaggedOf, ownOf, plainOf, queueRow, reasonOf, undecided, undoneWord } from './queue-view'
import { compareRows } from './sheet-words'

const place = { code: '210881004205', township: '太阳升街道', village: '尚和寨村委会', group: '第3村民组' }
const item = (id: string, more: Partial<SheetQueueItem> = {}): SheetQueueItem => ({ household: { id, headName: `样${id}`, region: place }, period: '2020-09', version: 2, incomeFen: 248_000, expenseFen: 18_000, netFen: 230_000, warnings: [], by: '例志远', submittedAt: '2020-10-09T01:00:00.000Z', mayDecide: true, ...more })
const odd = item('c', { warnings: [{ rule: 'jump', text: '工资性收入比8月多 8,000 元' }, { rule: 'no_evidence', line: 0, text: '务工 11,000 元，没有凭证' }] })
const all = [odd, item('a'), item('b', { by: '样文清', incomeFen: 100 }), item('d', { mayDecide: false })]

test('the odd ones, the plain ones, and those of one\'s own hand', () => {
  expect([flaggedOf(all), plainOf(all), ownOf(all)].map((list) => list.map((i) => i.household.id))).toEqual([['c'], ['a', 'b'], ['d']])
  expect(queueRow(odd)).toMatchObject({ name: '样c', after: '3组', why: '工资性收入比8月多 8,000 元', more: 1, net: '2,300 元', month: '9月纯收入', low: false })
})

test('before many are approved: count, sums, hands, and what stays out; each at the version that was shown', () => {
  expect(bulkSummary(plainOf(all), all)).toEqual({ count: 2, income: '2,481 元', expense: '360 元', by: '例志远 1 张、样文清 1 张', left: '要细看的 1 张不在里面。' })
  expect(bulkSummary([all[1]], all).left).toBe('要细看的 1 张不在里面。没选中的 1 张不在里面。')
  expect(approveInput(place.code, '2020-09', plainOf(all))).toEqual({ region: place.code, period: '2020-09', sheets: [{ household: 'a', version: 2 }, { household: 'b', version: 2 }] })
})

test('what this phone has decided waits no longer; a refused decision does', () => {
  const decided = (household: string, version: number, state: 'waiting' | 'refused' = 'waiting') => ({ ...newEntry({ key: household, owner: 'me', serial: 1, operation: 'sheets.decide', input: { period: '2020-09', version, approve: true }, madeAt: 0, photoKeys: [] }, { household, label: '' }), state })
  expect(undecided(all, [decided('a', 2), decided('b', 1), decided('c', 2, 'refused')]).map((i) => i.household.id)).toEqual(['c', 'b', 'd'])
})

test('words of an answer, of an undo, of a reason', () => {
  expect(approvedWords({ batch: '', approved: 14, incomeFen: 0, expenseFen: 0, undoUntil: '', refused: [{ household: 'a', headName: '样甲河', code: 'sheet.changed_since' }] })).toEqual({ text: '通过了 14 张', refused: [{ name: '样甲河', why: '有人刚改过' }] })
  expect([undoneWord({ undone: 3, kept: 0 }), undoneWord({ undone: 2, kept: 1 })]).toEqual(['撤销了，3 张又回到要审的里', '撤销了 2 张，1 张已经用上了，撤不了'])
  expect([reasonOf(['缺凭证', '写明原因'], ''), reasonOf(['缺凭证'], ' 是不是几个月一起发的？ '), reasonOf([], '不对')]).toEqual(['缺凭证、写明原因', '缺凭证。是不是几个月一起发的？', '不对'])
})

test('beside last month and last year: a jump is marked where the rule told of it', () => {
  const sums = { wageFen: 1_100_000, businessFen: 0, propertyFen: 0, transferFen: 21_600, expenseFen: 0, netFen: 1_121_600 }
  const rows = compareRows({ sums, lastMonth: { period: '2020-08', sums: { ...sums, wageFen: 300_000, netFen: 321_600 }, lines: [] }, lastYear: { period: '2019-09', sums }, warnings: odd.warnings })
  expect(rows[0]).toEqual({ part: 'a', name: '工资', now: '11,000', last: '3,000', lastYear: '11,000', change: '多 8,000', odd: true })
  expect(rows.slice(1).map((r) => [r.name, r.change, r.odd])).toEqual([['生产', '一样', false], ['财产', '一样', false], ['转移', '一样', false], ['支出', '一样', false], ['纯收入', '多 8,000', false]])
  expect(compareRows({ sums, warnings: [] })[0]).toMatchObject({ last: '没有', change: '', lastYear: null })
})

test('a township sees villages with most left first', () => {
  const village = (name: string, more: Partial<SheetProgressItem>): SheetProgressItem => ({ region: { ...place, code: name, village: name }, households: 10, none: 0, draft: 0, submitted: 0, returned: 0, approved: 0, ...more })
  const rows = progressRows([village('甲村', { approved: 10 }), village('乙村', { approved: 4, submitted: 5, none: 1, oldestSubmittedAt: '2020-10-10T01:00:00.000Z' }), village('丙村', { approved: 8, submitted: 2 })], '2020-10-15')
  expect(rows.map((r) => [r.name, r.chip.text])).toEqual([['乙村', '没交 1'], ['丙村', '等审 2'], ['甲村', '都审了']])
  expect(rows[0].hint).toEqual(['已审 4 / 10', '等审 5，最早的等了 5 天'])
})
