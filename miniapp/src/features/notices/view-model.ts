// The inbox in words, where a notice leads, and when a reminder is offered. Pure.
import type { NoticeView, SubscriptionsView } from '@onecard/shared/contract/notices.views'
import { addDays, dayOfInstant, formatDay, formatInstant } from '@onecard/shared/rules/day'
import type { HomeKind } from '../../session/tabs'
import type { IconName } from '../../ui/icon-names'

export type ReminderTopic = 'visit_due' | 'entry_returned' | 'problem_due' | 'change_decided' | 'problem_answered'

export interface DayOfNotices { day: string; title: string; items: NoticeView[] }

/** By day in Shanghai, newest first; the items come so. */
export function byDay(items: readonly NoticeView[], today: string): DayOfNotices[] {
  const days: DayOfNotices[] = []
  for (const notice of items) {
    const day = dayOfInstant(Date.parse(notice.at))
    const last = days.at(-1)
    if (last?.day === day) last.items.push(notice)
    else days.push({ day, title: day === today ? '今天' : day === addDays(today, -1) ? '昨天' : formatDay(day, today), items: [notice] })
  }
  return days
}

/** 「9:40」 */
export const timeWord = (at: string): string => formatInstant(Date.parse(at), '').split(' ').pop() ?? ''

const ICON: Record<NoticeView['opens']['page'], IconName> = { due: 'cal', visit: 'people', change: 'edit', problem: 'flag', household: 'doc', sheet: 'edit' }
export const iconOf = (notice: NoticeView): IconName => ICON[notice.opens.page]

export interface Way { path: string; query: Record<string, string> }

/** A household looks at its own pages; who decides a change goes to the decision. Null: it leads nowhere. */
export function wayOf({ topic, opens: { page, household, id, period } }: NoticeView, kind: HomeKind): Way | null {
  if (page === 'due') return { path: 'packages/visit/due/index', query: {} }
  if (!household) return null
  if (page === 'sheet' && period) return { path: 'packages/books/sheet/index', query: { id: household, period } }
  if (page === 'household' || page === 'sheet' || !id) return { path: 'pages/household/index', query: { id: household, way: 'list' } }
  if (page === 'problem') return { path: 'packages/mine/problem/index', query: { id: household, problem: id } }
  if (page === 'visit') return kind === 'household' ? { path: 'packages/mine/visits/index', query: { id: household } } : { path: 'packages/visit/detail/index', query: { id: household, visit: id } }
  return topic === 'change_proposed' ? { path: 'packages/visit/decide/index', query: { change: id } } : { path: 'packages/visit/changes/index', query: { id: household } }
}

interface Offer { text: string; /** What one tap asks for, the topic itself first: WeChat shows them in one question. */ topics: readonly ReminderTopic[] }
export const OFFERS: Record<ReminderTopic, Offer> = {
  visit_due: { text: '下次快到期时提醒我', topics: ['visit_due', 'problem_due'] },
  problem_due: { text: '快到期时提醒我', topics: ['problem_due'] },
  change_decided: { text: '有结果时提醒我', topics: ['change_decided'] },
  problem_answered: { text: '有答复时提醒我', topics: ['problem_answered'] },
  entry_returned: { text: '退回时提醒我', topics: ['entry_returned'] },
}

/** One 「允许」 is one message; with so many in hand nobody is asked for more. */
const ENOUGH = 5
const MOST_TEMPLATES = 3

/** What a tap would ask for; empty: nothing is offered. */
export function toAsk(topic: ReminderTopic, held: SubscriptionsView | undefined): { topic: ReminderTopic; template: string }[] {
  const wanted = OFFERS[topic].topics.flatMap((one) => held?.topics.filter((t) => t.topic === one) ?? [])
  if (wanted[0]?.topic !== topic || wanted[0].left >= ENOUGH) return []
  return wanted.filter((t) => t.left < ENOUGH).slice(0, MOST_TEMPLATES).map(({ topic: one, template }) => ({ topic: one as ReminderTopic, template }))
}
