// 待上传, in words. Pure.
import type { Entry } from '../../data/outbox/entry'
import type { Snapshot } from '../../data/outbox/engine'
import type { Tone } from '../../ui/basics'
import { whenWord } from '../me/view-model'

export interface EntryRow {
  key: string
  label: string
  /** Since when, and what of it. */
  facts: string[]
  chip: { text: string; tone: Tone }
  /** Why it is not through, for people; '' when nothing is wrong. */
  why: string
  acts: ('retry' | 'reopen' | 'discard')[]
}

export interface Groups { refused: EntryRow[]; waiting: EntryRow[]; received: EntryRow[] }

/** Receipts that are shown at once. */
export const RECEIVED_SHORT = 20

export function groupsOf(of: Pick<Snapshot, 'entries' | 'sending' | 'signedOut' | 'restUntil'>, online: boolean, now: number): Groups {
  const row = (entry: Entry) => rowOf(entry, of, online, now)
  const of_ = (state: Entry['state']) => of.entries.filter((e) => e.state === state)
  return { refused: of_('refused').map(row), waiting: of_('waiting').map(row), received: of_('sent').slice().reverse().map(row) }
}

function rowOf(entry: Entry, of: Pick<Snapshot, 'entries' | 'sending' | 'signedOut' | 'restUntil'>, online: boolean, now: number): EntryRow {
  const sending = of.sending.has(entry.key)
  const plain = { key: entry.key, label: entry.label, facts: [`${whenWord(entry.madeAt, now)} 写的`, photoWord(entry)].filter(Boolean) }
  if (entry.state === 'sent') return { ...plain, facts: [`${whenWord(entry.sentAt ?? entry.madeAt, now)} 收到`, entry.photos.length > 0 ? `${entry.photos.length} 张照片` : '', entry.proved ? '已核对' : ''].filter(Boolean), chip: { text: numberWord(entry), tone: 'done' }, why: '', acts: [] }
  if (entry.state === 'refused') return { ...plain, chip: { text: '要您看一下', tone: 'danger' }, why: refusalWord(entry), acts: [...(entry.form && entry.receipt === null ? ['reopen' as const] : []), 'retry', 'discard'] }
  return { ...plain, chip: sending ? { text: '正在上传', tone: 'info' } : { text: online || of.signedOut ? '待上传' : '等信号', tone: 'warn' }, why: sending ? '' : waitWord(entry, of, online, now), acts: sending ? [] : ['discard'] }
}

/** 「#7K2M」 */
export function numberWord(entry: Entry): string { return entry.receipt?.number ? `已收到 #${entry.receipt.number}` : '已收到' }

function photoWord(entry: Entry): string {
  const left = entry.photos.filter((p) => p.state !== 'stored')
  if (entry.photos.length === 0) return ''
  if (entry.receipt === null) return `${entry.photos.length} 张照片`
  const sent = entry.photos.reduce((sum, p) => sum + (p.state === 'stored' ? p.bytes : p.offset), 0)
  const all = entry.photos.reduce((sum, p) => sum + p.bytes, 0)
  return `文字${numberWord(entry)}，照片还差 ${left.length} 张（${Math.floor((sent / all) * 100)}%）`
}

function refusalWord(entry: Entry): string {
  const why = entry.why ?? entry.photos.find((p) => p.why)?.why
  if (!why) return ''
  const fields = why.errors.map((e) => e.message).join('；')
  return `${why.title}。${fields || why.detail}`
}

function waitWord(entry: Entry, of: Pick<Snapshot, 'entries' | 'signedOut' | 'restUntil'>, online: boolean, now: number): string {
  const before = entry.after.map((key) => of.entries.find((e) => e.key === key)).find((e) => e && e.receipt === null)
  if (before) return `等「${before.label}」先上传。`
  if (of.signedOut) return '登录已失效，重新登录后自动上传。'
  // The page says it once, for all of them.
  if (!online) return ''
  const at = Math.max(of.restUntil ?? 0, entry.nextAt)
  const next = at > now ? `，${restWord(at - now)}后自动再试` : ''
  return entry.why ? `${entry.why.title}${next}。` : at > now ? `${restWord(at - now)}后自动上传。` : '马上上传。'
}

/** 「20 秒」 or 「3 分钟」 */
export function restWord(ms: number): string { return ms < 60_000 ? `${Math.max(1, Math.ceil(ms / 1000))} 秒` : `${Math.ceil(ms / 60_000)} 分钟` }

/** What deleting takes, with its name in it. */
export function discardWords(row: EntryRow, photos: number): { title: string; text: string } {
  return { title: `删除「${row.label}」？`, text: `这一条只在这台手机里${photos > 0 ? `，连同 ${photos} 张照片` : ''}，删了就没有了，县里不会收到。` }
}

/** All that waits, for a person who must hand it on in another way: no codes that only a machine reads but the keys. */
export function exportText(entries: readonly Entry[], who: string, now: number): string {
  const lines = entries.filter((e) => e.state !== 'sent').map((entry, i) => [
    `${i + 1}. ${entry.label}`, `   时间：${whenWord(entry.madeAt, now)}`, `   编号：${entry.key}`, `   户：${entry.household}`,
    ...(entry.receipt ? [`   文字已收到：${entry.receipt.number ?? entry.receipt.id}`] : []),
    ...entry.photos.map((p) => `   照片：${p.sha256.slice(0, 12)}，${Math.ceil(p.bytes / 1000)} KB`),
    ...JSON.stringify(entry.input, null, 2).split('\n').map((line) => `   ${line}`),
  ].join('\n'))
  return [`待上传清单 ${who} ${whenWord(now, now)}`, ...lines].join('\n\n') + '\n'
}
