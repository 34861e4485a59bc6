// Words and tones that several screens share. Pure.
import { daysBetween } from '@onecard/shared/rules/day'
import { visitNeed } from '@onecard/shared/rules/visit-need'
import type { Place, Term } from '@onecard/shared/contract/common.views'
import type { Tone } from '../../ui/basics'

/** 「已脱贫（享受政策）」 is too long for a chip: what stands in brackets is on the page itself. */
export function stateWord(state: Term): string { return state.label.replace(/（.*）$/, '') }

/** By lifecycle code: green = out of poverty, red = fallen back, blue = on the way, grey = closed otherwise. */
export function stateTone(state: Term): Tone {
  if (state.code === '15' || state.code === '16') return 'done'
  if (state.code === '17') return 'danger'
  return ['18', '19', '20'].includes(state.code) ? 'idle' : 'info'
}

export interface Due { text: string; tone: Tone }
/** A week ahead is early enough to be told. */
export function dueChip(dueOn: string | null | undefined, today: string): Due | null {
  const need = visitNeed(dueOn, today)
  if (!dueOn || need === null) return null
  const days = daysBetween(today, dueOn)
  if (need === 'overdue') return { text: `超期 ${-days} 天`, tone: 'danger' }
  return days === 0 ? { text: '今天到期', tone: 'warn' } : { text: `还有 ${days} 天`, tone: 'idle' }
}

/** The roll of regions writes 「榜式堡村委会」; the place is the village, not its committee. */
export function villageWord(name: string): string { return name.replace(/村(民)?委(员)?会$/, '村') }

/** 「第6村民组」 as people say it: 「6组」. */
function groupWord(group: string): string { return group.replace(/^第?(\d+)村民小?组$/, '$1组') }

export function placeWord(place: Place): string { return place.group ? `${villageWord(place.village)} ${groupWord(place.group)}` : villageWord(place.village) }
export function groupOf(place: Place): string { return place.group ? groupWord(place.group) : '' }

/** 因病、缺劳动力: the list says 因病 where the code list says it, never 「其他」 alone. */
export function causesWord(causes: readonly Term[] | undefined): string | null {
  return causes && causes.length > 0 ? causes.map((c) => c.label).join('、') : null
}

/** Digits only: what the dialler takes; null where the number is masked or missing. */
export function dialable(phone: string | null | undefined): string | null {
  return phone && /^[\d -]{7,}$/.test(phone) ? phone : null
}
