// 我的, in words. Pure.
import { dayOfInstant, formatInstant } from '@onecard/shared/rules/day'
import type { ActorView, OpenSessionView } from '@onecard/shared/contract/accounts.views'

export interface KeptSummary { households: number; bytes: number; oldest: number | null; newest: number | null }

export function summarise(entries: readonly { savedAt: number; bytes: number }[]): KeptSummary {
  return {
    households: entries.length,
    bytes: entries.reduce((sum, e) => sum + e.bytes, 0),
    oldest: entries.length ? Math.min(...entries.map((e) => e.savedAt)) : null,
    newest: entries.length ? Math.max(...entries.map((e) => e.savedAt)) : null,
  }
}

/** 「0.4 MB」, 「38 KB」 */
export function sizeWord(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 100_000) / 10} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`
}

/** 「今天 9:40」 or 「3月12日 9:40」 */
export function whenWord(ms: number, now: number): string {
  const today = dayOfInstant(now)
  const word = formatInstant(ms, today)
  return dayOfInstant(ms) === today ? `今天 ${word.slice(word.lastIndexOf(' ') + 1)}` : word
}

export function keptWords(summary: KeptSummary, now: number): string[] {
  return summary.households === 0 ? ['还没有存下哪一户'] : [`${summary.households} 户`, sizeWord(summary.bytes), `${whenWord(summary.oldest!, now)} 更新`]
}

/** What signing out takes off the phone, said before it happens. */
export function signOutWords(summary: KeptSummary, waiting = 0): string {
  const unsent = waiting > 0 ? `还有 ${waiting} 条没上传，会加密留在手机里，您再登录后接着传，别人看不到。` : ''
  return unsent + (summary.households === 0 ? '手机里没有存户的资料。下次要用，再登录就行。' : `手机里存的 ${summary.households} 户资料会清掉，没有信号时就看不了。服务器上的都还在。`)
}

export interface SessionRow { id: string; title: string; hint: string[]; current: boolean }
export function sessionRows(items: readonly OpenSessionView[], now: number): SessionRow[] {
  return [...items]
    .sort((a, b) => Number(b.current) - Number(a.current) || (a.lastSeenAt < b.lastSeenAt ? 1 : -1))
    .map((s) => ({ id: s.id, title: s.current ? `${s.device}（这一台）` : s.device, hint: [`${whenWord(Date.parse(s.lastSeenAt), now)} 用过`, `${whenWord(Date.parse(s.createdAt), now)} 登录`], current: s.current }))
}

export function postLines(actor: ActorView, today: string): { title: string; hint: string[] }[] {
  return actor.appointments.map((a) => ({ title: a.roleLabel, hint: [a.where, `${a.from.slice(0, 4)}年${Number(a.from.slice(5, 7))}月起`, a.to && a.to >= today ? `到${a.to.slice(0, 4)}年${Number(a.to.slice(5, 7))}月` : ''].filter(Boolean) }))
}
