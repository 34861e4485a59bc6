// 答应的事 in words: what is still open, how near its day is, and what this phone has already said about it. Pure.
import type { PromiseView } from '@onecard/shared/contract/visits.views'
import { daysBetween, formatDate } from '@onecard/shared/rules/day'
import type { Entry } from '../../data/outbox/entry'
import type { Tone } from '../../ui/basics'

const SOON_DAYS = 3
/** 「过了 2 天」, 「今天」, 「3月20日前」 */
export function promiseDay(by: string, today: string): { text: string; tone: Tone } {
  const days = daysBetween(today, by)
  if (days < 0) return { text: `过了 ${-days} 天`, tone: 'danger' }
  return { text: days === 0 ? '今天' : `${formatDate(by, today)}前`, tone: days <= SOON_DAYS ? 'warn' : 'idle' }
}

export interface OpenPromise { key: string; visit: string; index: number; text: string; said: string; day: { text: string; tone: Tone }; /** Said to be kept on this phone: on its way, or refused with the reason. */ told: { refused: boolean; why: string } | null }

/** Those not known to be kept, the nearest day first. What the server has taken from here since it was asked is open no more. */
export function openPromises(items: readonly PromiseView[], entries: readonly Entry[], today: string): OpenPromise[] {
  const told = new Map(entries.filter((e) => e.operation === 'visits.keepPromise' && e.input.kept === true).map((e) => [`${String(e.input.visit)}.${String(e.input.index)}`, e]))
  return items.filter((p) => p.keptOn === null && !told.get(`${p.visit}.${p.index}`)?.receipt).map((p) => {
    const key = `${p.visit}.${p.index}`
    const entry = told.get(key)
    return {
      key, visit: p.visit, index: p.index, text: p.text, said: `${p.madeBy} ${formatDate(p.madeOn, today)}答应的`, day: promiseDay(p.by, today),
      told: entry ? { refused: entry.state === 'refused', why: entry.state === 'refused' ? entry.why?.title ?? '' : '' } : null,
    }
  })
}
