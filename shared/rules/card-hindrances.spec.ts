import { cardYear } from './card'
import { hindrances, type IssueFacts } from './card-hindrances'

const member = { name: '样守田', relation: '01', birthDate: '1964-02-29', inSchool: false, dropoutReason: null, workMonths: 9, workPlace: '鲅鱼圈' }
const sound: IssueFacts = {
  today: '2020-10-12', year: cardYear(2020, 10), state: '08', exitYear: null, identifiedOn: '2016-12', memberCount: 1, present: [member], dangerHouse: false, dangerLevel: 'B', safeWater: true, helpers: 1,
  income: { months: 11, below: true, missingMonths: 1 }, schoolAge: [6, 15],
}
const exited: Partial<IssueFacts> = { state: '15', exitYear: 2019 }

test('a sound record with a month missing may be issued', () => { expect(hindrances(sound)).toEqual([]) })

test.each<[string, Partial<IssueFacts>, string]>([
  ['nothing approved', { income: { months: 0, below: null, missingMonths: 12 } }, '还没有审核过的收支'],
  ['a year to come', { today: '2019-09-30' }, '还没有开始'],
  ['Q06 no head', { present: [{ ...member, relation: '02' }] }, '还没有户主'],
  ['Q06 two heads', { present: [member, member], memberCount: 2 }, '不止一位户主'],
  ['Q06 two spouses', { present: [member, { ...member, relation: '02' }, { ...member, relation: '02' }], memberCount: 3 }, '不止一位配偶'],
  ['Q08', { memberCount: 2 }, '登记人口是 2 人'],
  ['Q11', { present: [member, { ...member, relation: '03', birthDate: '2010-01-01', workMonths: null, workPlace: null }], memberCount: 2 }, '没有上学'],
  ['Q15 a place without months', { present: [{ ...member, workMonths: null }] }, '没有填务工时间'],
  ['Q15 months without a place', { present: [{ ...member, workPlace: null }] }, '没有填务工地点'],
  ['Q15 thirteen months', { present: [{ ...member, workMonths: 13 }] }, '0 到 12 个月'],
  ['Q16', { present: [{ ...member, birthDate: '2005-01-01', inSchool: true }] }, '未满 16 岁'],
  ['Q21 house', { ...exited, dangerHouse: true, dangerLevel: 'C' }, '住房还是危房'],
  ['Q21 water', { ...exited, safeWater: false }, '饮水还不安全'],
  ['Q22 level', { dangerHouse: true }, '不是 C 级或 D 级'],
  ['Q22 house', { dangerLevel: 'D' }, '没有登记为危房'],
  ['Q32', { ...exited, income: { months: 12, below: true, missingMonths: 0 } }, '低于当年标准'],
  ['Q40 no year', { state: '15' }, '没有填脱贫年度'],
  ['Q40 before it was known', { ...exited, exitYear: 2015 }, '早于识别年度'],
  ['Q42', { helpers: 0 }, '没有帮扶责任人'],
])('%s', (_rule, more, words) => {
  const found = hindrances({ ...sound, ...more })
  expect([found.length, found[0]]).toEqual([1, expect.stringContaining(words)])
})

test('a card with gaps says nothing about the line, also of who has exited', () => { expect(hindrances({ ...sound, ...exited })).toEqual([]) })
