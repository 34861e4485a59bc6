// What a household reads about itself: what was promised, what to look at, in its own words. Pure.
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { formatDate, formatDay, addDays } from '@onecard/shared/rules/day'
import type { Entry } from '../../data/outbox/entry'
import type { Tone } from '../../ui/basics'
import { promiseDay } from '../promises/view-model'

export interface PromiseRow { key: string; visit: string; text: string; hint: string; chip: { text: string; tone: Tone } }
/** Promises not known to be kept, the nearest day first. */
export function promiseRows(visits: readonly VisitDetail[], today: string): PromiseRow[] {
  return visits.filter((v) => !v.withdrawn).flatMap((v) => v.promises.map((p, i) => ({ ...p, v, i }))).filter((p) => p.keptOn === null)
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .map(({ v, i, text, by }) => ({ key: `${v.id}.${i}`, visit: v.id, text, hint: `${v.by} ${formatDate(v.on, today)}说的`, chip: promiseDay(by, today) }))
}

/** So long after it a household is still asked whether a visit was so. */
const ASKED_DAYS = 60
/** Visits that wait for the household's word: neither withdrawn, nor said to already, nor just being said to on this phone. */
export function toConfirm(visits: readonly VisitDetail[], entries: readonly Entry[], today: string): VisitDetail[] {
  const said = new Set(entries.filter((e) => e.operation === 'visits.confirm' && e.state !== 'refused').map((e) => e.input.visit))
  return visits.filter((v) => !v.withdrawn && !v.confirmation && !said.has(v.id) && v.on >= addDays(today, -ASKED_DAYS))
}

export interface OwnVisitRow { id: string; title: string; lines: string[]; chip: { text: string; tone: Tone } | null }
/** One visit as the household reads it: who came, whom he met, what he saw and promised. */
export function visitRow(visit: VisitDetail, entries: readonly Entry[], today: string): OwnVisitRow {
  const entry = entries.find((e) => e.operation === 'visits.confirm' && e.input.visit === visit.id && !visit.confirmation)
  const wrong = visit.topics.filter((t) => !t.ok).map((t) => t.text ? `${t.topic.label}：${t.text}` : t.topic.label)
  return {
    id: visit.id, title: formatDay(visit.on, today),
    lines: [
      [visit.by, ...visit.companions].join('、') + (visit.kind.code === '02' ? '打电话来' : '来过'), visit.met.length > 0 ? `见了${visit.met.join('、')}` : '',
      wrong.length > 0 ? `看到有问题：${wrong.join('；')}` : visit.topics.length > 0 ? '看着都好' : '', visit.note,
      ...visit.promises.map((p) => `答应：${p.text}（${formatDate(p.by, today)}前）`),
    ].filter(Boolean),
    chip: visit.withdrawn ? { text: '已撤回', tone: 'idle' }
      : visit.confirmation ? visit.confirmation.agree ? { text: '您说属实', tone: 'done' } : { text: '您说不对', tone: 'danger' }
        : entry ? { text: entry.state === 'refused' ? '没传上去' : '待上传', tone: entry.state === 'refused' ? 'danger' : 'warn' } : null,
  }
}
