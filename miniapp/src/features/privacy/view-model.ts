// 谁看过我家 and binding, in words. Pure.
import type { ReaderView } from '@onecard/shared/contract/privacy.views'
import { formatDay } from '@onecard/shared/rules/day'

export interface ReaderRow { key: string; title: string; hint: string[] }
export interface ReaderDay { on: string; title: string; rows: ReaderRow[] }

/** By day, newest first, as they came. */
export function readerDays(items: readonly ReaderView[], today: string): ReaderDay[] {
  const days: ReaderDay[] = []
  for (const item of items) {
    let day = days[days.length - 1]
    if (!day || day.on !== item.on) days.push(day = { on: item.on, title: formatDay(item.on, today), rows: [] })
    day.rows.push({ key: `${item.on}.${item.role.code}`, title: item.role.label, hint: [item.way, item.reason ? `原因：${item.reason}` : ''].filter(Boolean) })
  }
  return days
}

/** 9:58; null once it is over. */
export function countdown(expiresAt: string, now: number): string | null {
  const left = Math.ceil((Date.parse(expiresAt) - now) / 1000)
  return left <= 0 ? null : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

/** Read out and typed in two groups. */
export function groupedCode(code: string): string { return `${code.slice(0, 3)} ${code.slice(3)}` }
/** What the person typed, blanks and all → six digits; null while it is something else. */
export function typedCode(text: string): string | null { const digits = text.replace(/\D/g, ''); return digits.length === 6 ? digits : null }
