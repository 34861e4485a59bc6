// An entry of the outbox as 一户 and the receipt say it. Pure.
import type { Entry } from '../../data/outbox/entry'
import type { CardView, VisitView } from '@onecard/shared/contract/households.views'
import type { RecordVisit } from '@onecard/shared/contract/visits.requests'
import { dayOfInstant, formatDay } from '@onecard/shared/rules/day'
import type { Tone } from '../../ui/basics'
import { KINDS, seenWord } from './visit-words'

export interface StateWord { text: string; tone: Tone }
export function entryState(entry: Entry, sending: boolean): StateWord {
  if (entry.state === 'refused') return { text: '要您看一下', tone: 'danger' }
  if (entry.receipt) {
    const number = entry.receipt.number ? ` #${entry.receipt.number}` : ''
    return entry.state === 'sent' ? { text: `已收到${number}`, tone: 'done' } : { text: `文字已收到${number}，照片在传`, tone: 'info' }
  }
  return sending ? { text: '正在上传', tone: 'info' } : { text: '待上传', tone: 'warn' }
}

export interface OwnVisit { key: string; title: string; hint: string[]; note: string; chip: StateWord }

/** Visits written on this phone that the record does not show yet, newest first. */
export function ownVisits(entries: readonly Entry[], sending: ReadonlySet<string>, known: readonly Pick<VisitView, 'id'>[], today: string, author: string): OwnVisit[] {
  return entries
    .filter((e) => e.operation === 'visits.record' && 'startedAt' in e.input && !(e.receipt && known.some((v) => v.id === e.receipt!.id)))
    .slice().reverse()
    .map((e) => {
      const input = e.input as unknown as RecordVisit
      const kind = KINDS.find((k) => k.code === input.kind)?.text ?? ''
      const photos = e.photos.length > 0 ? `${e.photos.length} 张照片` : ''
      return { key: e.key, title: formatDay(dayOfInstant(Date.parse(input.startedAt)), today), hint: [author, kind, seenWord(input.topics), photos].filter(Boolean), note: input.note ?? '', chip: entryState(e, sending.has(e.key)) }
    })
}

/** Day of the last visit, those of this phone that are on their way included; null = none. */
export function lastVisitOn(card: Pick<CardView, 'visits'>, entries: readonly Entry[]): string | null {
  const days = [
    ...(card.visits ?? []).filter((v) => !v.withdrawn).map((v) => v.on),
    ...entries.filter((e) => e.operation === 'visits.record' && e.state !== 'refused' && 'startedAt' in e.input).map((e) => dayOfInstant(Date.parse((e.input as unknown as RecordVisit).startedAt))),
  ].sort()
  return days[days.length - 1] ?? null
}
