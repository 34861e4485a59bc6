import type { PromiseView } from '@onecard/shared/contract/visits.views'
import type { Entry } from '../../data/outbox/entry'
import { openPromises, promiseDay } from './view-model'

const TODAY = '2020-03-12'
const promise = (index: number, by: string, keptOn: string | null = null): PromiseView => ({ visit: 'V', index, text: `事${index}`, by, keptOn, late: false, madeOn: '2020-03-02', madeBy: '样志远' })
const told = (index: number, more: Partial<Entry> = {}) => ({ operation: 'visits.keepPromise', input: { visit: 'V', index, kept: true }, state: 'waiting', receipt: null, why: null, ...more }) as unknown as Entry

test('how near the day is', () => {
  expect(['2020-03-10', TODAY, '2020-03-15', '2020-03-20'].map((by) => promiseDay(by, TODAY))).toEqual([
    { text: '过了 2 天', tone: 'danger' }, { text: '今天', tone: 'warn' }, { text: '3月15日前', tone: 'warn' }, { text: '3月20日前', tone: 'idle' },
  ])
})

test('kept ones are left out, and so is what the server has taken from this phone; what is on its way or was refused says so', () => {
  const items = [promise(0, '2020-03-10'), promise(1, '2020-03-15'), promise(2, '2020-03-20'), promise(3, '2020-03-01', '2020-03-02'), promise(4, '2020-03-21')]
  const rows = openPromises(items, [told(0), told(1, { state: 'sent', receipt: { id: '' } }), told(2, { state: 'refused', why: { title: '走访已撤回' } as Entry['why'] })], TODAY)
  expect(rows.map((r) => [r.text, r.said, r.told])).toEqual([
    ['事0', '样志远 3月2日答应的', { refused: false, why: '' }], ['事2', '样志远 3月2日答应的', { refused: true, why: '走访已撤回' }], ['事4', '样志远 3月2日答应的', null],
  ])
})
