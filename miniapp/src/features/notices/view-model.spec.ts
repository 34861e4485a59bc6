import type { NoticeView } from '@onecard/shared/contract/notices.views'
import { byDay, timeWord, toAsk, wayOf } from './view-model'

const notice = (id: string, at: string, opens: NoticeView['opens'] = { page: 'due' }, topic = 'visit_due'): NoticeView => ({ id, topic, title: '', text: '', at, read: false, opens })

test('by day in Shanghai, not by the day of the clock in Greenwich', () => {
  const days = byDay([notice('c', '2020-10-15T01:40:00.000Z'), notice('b', '2020-10-14T16:30:00.000Z'), notice('a', '2020-10-14T15:59:00.000Z'), notice('z', '2020-10-01T01:00:00.000Z')], '2020-10-15')
  expect(days.map((d) => [d.title, d.items.map((n) => n.id)])).toEqual([['今天', ['c', 'b']], ['昨天', ['a']], ['10月1日 周四', ['z']]])
  expect(timeWord('2020-10-15T01:05:00.000Z')).toBe('9:05')
})

test('where a notice leads, by what it is about and who reads it', () => {
  const way = (page: NoticeView['opens']['page'], topic = '', kind: Parameters<typeof wayOf>[1] = 'helper') => wayOf(notice('n', '2020-10-15T01:40:00.000Z', { page, household: 'H', id: 'S' }, topic), kind)
  expect(way('problem')).toEqual({ path: 'packages/mine/problem/index', query: { id: 'H', problem: 'S' } })
  expect([way('visit'), way('visit', '', 'household')].map((w) => w?.path)).toEqual(['packages/visit/detail/index', 'packages/mine/visits/index'])
  expect([way('change', 'change_proposed'), way('change', 'change_returned')].map((w) => w?.query)).toEqual([{ change: 'S' }, { id: 'H' }])
  expect(wayOf(notice('n', '2020-10-15T01:40:00.000Z', { page: 'problem' }), 'helper')).toBeNull()
})

test('a reminder is offered while its template is there and few are in hand, three templates at most', () => {
  const topics = [{ topic: 'visit_due', template: 'v', left: 0 }, { topic: 'problem_due', template: 'p', left: 0 }]
  expect(toAsk('visit_due', { topics, unread: 0 })).toEqual([{ topic: 'visit_due', template: 'v' }, { topic: 'problem_due', template: 'p' }])
  expect(toAsk('visit_due', { topics: [topics[0], { ...topics[1], left: 5 }], unread: 0 })).toEqual([{ topic: 'visit_due', template: 'v' }])
  expect([toAsk('visit_due', { topics: [topics[1]], unread: 0 }), toAsk('visit_due', { topics: [{ ...topics[0], left: 5 }], unread: 0 }), toAsk('change_decided', { topics, unread: 0 }), toAsk('visit_due', undefined)]).toEqual([[], [], [], []])
})
