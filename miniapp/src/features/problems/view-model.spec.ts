import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { CardView } from '@onecard/shared/contract/households.views'
import { LINE_OF_FACT, LINE_OF_PART } from '@onecard/shared/rules/card-lines'
import { lineWord } from './card-lines'
import { answerOf, deadlineChip, ownChip, problemRow } from './rows'
import { actsOf, kindOfLine, missingOf, pathOf, raiseInput, wayAt } from './view-model'

const TODAY = '2020-03-12'
const ROW = (mark: string) => `01J${'0'.repeat(22)}${mark}`
const term = (code: string, label: string) => ({ code, label })
const step = (code: string, text?: string) => ({ act: term(code, code), by: '样志远', at: '2020-03-10T02:00:00.000Z', photos: [], ...(text && { text }) })
const problem = (more: Partial<CaseView> = {}): CaseView => ({
  id: 'P1', version: 1, household: { id: 'H1', headName: '样甲山', region: { code: '210881102201', township: '样例镇', village: '样例村' } }, kind: term('01', '住房安全'), source: term('06', '群众反映'), status: term('02', '整改中'), overdue: false,
  text: '西屋漏雨', photos: [], raisedBy: '您家', raisedOn: '2020-03-01', deadline: '2020-03-15', responsible: '样志远', path: [], mayAct: [], ...more,
})

test('what is missing: kind and words without a line; with one, a single word will do', () => {
  expect(missingOf({ kind: null, complaint: null, text: ' ' }, undefined)).toEqual({ kind: '点一个，是哪方面的', text: '写几个字，是什么事' })
  expect(missingOf({ kind: '01', complaint: null, text: '漏雨' }, undefined)).toEqual({})
  expect(missingOf({ kind: '05', complaint: null, text: '' }, 'income.wage')).toEqual({ text: '点「不对」或「有困难」' })
  expect([missingOf({ kind: '05', complaint: 'wrong', text: '' }, 'income.wage'), missingOf({ kind: '05', complaint: null, text: '少记了' }, 'income.wage')]).toEqual([{}, {}])
})

test('what is sent: kind by the line where none was chosen, the word before what was said, photos by hash', () => {
  expect(raiseInput('H1', { kind: null, complaint: 'trouble', text: ' 井干了 ' }, 'water', [{ sha256: 'a' }])).toEqual({ id: 'H1', kind: '02', text: '有困难：井干了', line: 'water', photos: ['a'] })
  expect(raiseInput('H1', { kind: '99', complaint: 'wrong', text: '路断了' }, undefined, [])).toEqual({ id: 'H1', kind: '99', text: '路断了' })
  expect(['income.items.A1', 'measures.X', 'members.X', 'visits.X', 'helper', undefined].map(kindOfLine)).toEqual(['05', '06', '08', '07', '07', null])
})

test.each([['2020-03-11', '02', '过了 1 天', 'danger'], [TODAY, '02', '今天到期', 'warn'], ['2020-03-15', '02', '还有 3 天', 'warn'], ['2020-03-16', '02', '还有 4 天', 'idle'], ['2020-03-01', '04', '已销号', 'done']])('deadline %s, state %s: %s', (deadline, status, text, tone) => {
  expect(deadlineChip({ deadline, status: term(status, '') }, TODAY)).toEqual({ text, tone })
})

test('the household reads what becomes of it, the answer first', () => {
  const answered = problem({ path: [step('claim'), step('answer', '下周来修')], mayAct: ['accept', 'object'] })
  expect(problemRow(answered, TODAY, { own: true })).toMatchObject({ title: '西屋漏雨', hint: ['样志远答复：下周来修', '3月1日反映的'], chip: { text: '请您看看' } })
  expect(answerOf(problem({ path: [step('answer', '下周来修'), step('object', '没来')] }))).toBeNull()
  expect(problemRow(problem(), TODAY, { own: true }).hint[0]).toBe('村里最晚 3月15日前答复')
  expect(['01', '02', '03', '04', '05'].map((code) => ownChip(problem({ status: term(code, '') })).text)).toEqual(['等村里接手', '正在办', '说办好了，等核查', '办完了', '接着办'])
  expect(pathOf(answered, TODAY, true).map((s) => s.title)).toEqual(['您反映', '村里接手', '答复您'])
  expect(['01', '02', '03', '04', '05'].map(wayAt)).toEqual([0, 1, 2, 3, 1])
})

test('at most two acts, the one that brings it on last', () => {
  const acts = (mayAct: string[], status = '02') => actsOf(problem({ mayAct, status: term(status, '') })).map((a) => a.text)
  expect([acts(['claim', 'answer'], '01'), acts(['claim', 'answer', 'fixed']), acts(['answer', 'close', 'return'], '03'), acts(['accept', 'object']), acts(['object'], '04'), acts(['answer'], '03'), acts([])])
    .toEqual([['答复', '我来办'], ['答复', '申请销号'], ['退回', '看过了，销号'], ['还不行', '满意'], ['其实还没办好'], ['答复农户'], []])
})

test('every line that can be tapped has a word', () => {
  const card = {
    income: { wageFen: 100_000, businessFen: 0, propertyFen: 0, transferFen: 0, expenseFen: 0, items: [{ item: term('A1', '务工'), fen: 100_000, group: 'A' }] },
    measures: [{ id: ROW('M'), kind: term('06', '健康扶贫'), content: '签约' }], members: [{ id: ROW('N'), name: '样甲山' }], visits: [{ id: ROW('V'), on: '2020-03-02', by: '样志远' }],
  } as unknown as CardView
  for (const line of [...Object.values(LINE_OF_FACT), ...Object.values(LINE_OF_PART), 'months.2020-03', `measures.${ROW('M')}`, `members.${ROW('N')}`, `visits.${ROW('V')}`, 'income.items.A1']) expect([line, lineWord(card, line)]).toEqual([line, expect.stringMatching(/[一-鿿]/)])
  expect([lineWord(card, 'income.wage'), lineWord(card, 'income.items.A1'), lineWord(card, 'months.2020-03'), lineWord(card, `members.${ROW('G')}`), lineWord(card, 'nonsense')]).toEqual(['工资性收入 1,000 元', '务工 1,000 元', '2020年3月收支', null, null])
})
