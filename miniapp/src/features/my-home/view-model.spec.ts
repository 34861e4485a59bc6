import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import type { Entry } from '../../data/outbox/entry'
import { promiseRows, toConfirm, visitRow } from './view-model'

const TODAY = '2020-03-12'
const visit = (id: string, on: string, more: Partial<VisitDetail> = {}): VisitDetail => ({
  id, on, version: 1, kind: { code: '01', label: '入户' }, by: '样志远', companions: [], startedAt: '', endedAt: '', receivedAt: '', met: ['样甲山'], topics: [], note: '', promises: [], photos: [], signed: false, notes: [], mayCorrect: false, receipt: { number: '' }, ...more,
})
const said = (of: string, state: Entry['state'] = 'waiting') => ({ operation: 'visits.confirm', input: { visit: of }, state }) as unknown as Entry

test('promises that are not kept, the nearest day first, withdrawn visits left out', () => {
  const rows = promiseRows([
    visit('A', '2020-03-02', { promises: [{ text: '送化肥', by: '2020-03-20', keptOn: null }, { text: '换病本', by: '2020-03-10', keptOn: null }, { text: '修灯', by: '2020-03-09', keptOn: '2020-03-08' }] }),
    visit('B', '2020-03-03', { promises: [{ text: '问补贴', by: '2020-03-12', keptOn: null }] }), visit('C', '2020-03-04', { promises: [{ text: '不算', by: '2020-03-13', keptOn: null }], withdrawn: { reason: '', at: '', by: '' } }),
  ], TODAY)
  expect(rows.map((r) => [r.text, r.chip.text, r.chip.tone, r.hint])).toEqual([['换病本', '过了 2 天', 'danger', '样志远 3月2日说的'], ['问补贴', '今天', 'warn', '样志远 3月3日说的'], ['送化肥', '3月20日前', 'idle', '样志远 3月2日说的']])
})

test('asked about are visits of sixty days that nobody withdrew and the household has not spoken to, on this phone either', () => {
  const visits = [visit('new', '2020-03-10'), visit('edge', '2020-01-12'), visit('old', '2020-01-11'), visit('told', '2020-03-01', { confirmation: { agree: true, on: '' } }), visit('gone', '2020-03-01', { withdrawn: { reason: '', at: '', by: '' } }), visit('sent', '2020-03-01')]
  expect(toConfirm(visits, [said('sent')], TODAY).map((v) => v.id)).toEqual(['new', 'edge'])
  expect(toConfirm(visits, [said('sent', 'refused')], TODAY).map((v) => v.id)).toEqual(['new', 'edge', 'sent'])
})

test('a visit in the household\'s words, without what was noted for the office', () => {
  const row = visitRow(visit('A', '2020-03-02', { internalNote: '内部', topics: [{ topic: { code: '02', label: '饮水' }, ok: false, text: '水管冻裂' }], note: '看了水管', promises: [{ text: '修水管', by: '2020-03-09', keptOn: null }] }), [], TODAY)
  expect(row.lines).toEqual(['样志远来过', '见了样甲山', '看到有问题：饮水：水管冻裂', '看了水管', '答应：修水管（3月9日前）'])
  expect([row.chip, visitRow(visit('A', '2020-03-02'), [said('A')], TODAY).chip?.text, visitRow(visit('A', '2020-03-02', { kind: { code: '02', label: '电话' } }), [], TODAY).lines[0]]).toEqual([null, '待上传', '样志远打电话来'])
})
