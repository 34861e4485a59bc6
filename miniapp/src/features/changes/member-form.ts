// 新增成员, 减少成员: what is typed and what follows for the count of heads. Pure.
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeCatalogueView } from '@onecard/shared/contract/changes.views'
import type { CardView, MemberView } from '@onecard/shared/contract/households.views'
import { changeField, NEWBORN } from '@onecard/shared/rules/change-fields'
import type { CountyView } from '@onecard/shared/contract/county.views'
import { countsFrom } from '@onecard/shared/rules/change-states'
import type { EntryPhoto } from '../../data/outbox/entry'
import { read, REASON_LEAST } from './change-form'

export interface Coming { kind: 'join' | 'leave'; memberChange: string; member: string | null; /** Who is head when the head leaves. */ head: string; fields: Record<string, string>; on: string; reason: string; photos: EntryPhoto[] }
export const emptyComing = (today: string): Coming => ({ kind: 'join', memberChange: '', member: null, head: '', fields: {}, on: today, reason: '', photos: [] })

/** A newborn has no certificate yet. */
export function joinFields(newborn: boolean): string[] { return newborn ? ['name', 'relation', 'sex', 'birthDate'] : ['name', 'relation', 'sex', 'certificate', 'birthDate', 'health', 'labour'] }

export function faultsOfComing(value: Coming, members: readonly MemberView[], catalogue: ChangeCatalogueView | undefined, today: string): Record<string, string> {
  const out: Record<string, string> = {}
  if (!value.memberChange) out.memberChange = value.kind === 'join' ? '点一下是怎么来的' : '点一下是怎么走的'
  if (value.kind === 'leave') {
    const leaver = members.find((m) => m.id === value.member)
    if (!leaver) out.member = '点一下是谁'
    else if (leaver.relation?.code === '01' && members.length > 1 && !value.head) out.head = '户主离开，要选一位新户主'
  } else {
    for (const name of joinFields(value.memberChange === NEWBORN)) {
      const f = changeField('member', name)!
      const result = read(f, value.fields[name] ?? '', catalogue, today)
      if ('error' in result) out[name] = result.error
    }
    if (!value.fields.birthDate && !value.fields.certificate) out.birthDate = value.memberChange === NEWBORN ? '请填出生日期' : '证件号码和出生日期至少填一个'
  }
  if (!value.on) out.on = '选一下从哪天起'
  if (value.reason.trim().length < REASON_LEAST) out.reason = `写明为什么改，至少 ${REASON_LEAST} 个字`
  return out
}

export function proposalOf(household: string, version: number, value: Coming): ProposeChange {
  const fields = value.kind === 'join'
    ? joinFields(value.memberChange === NEWBORN).filter((name) => value.fields[name]).map((field) => ({ field, before: null, after: value.fields[field] }))
    : value.head ? [{ field: 'head', after: value.head }] : []
  return {
    id: household, version, kind: value.kind, memberChange: value.memberChange, effectiveOn: value.on, fields, reason: value.reason.trim(),
    ...(value.kind === 'leave' && value.member && { member: value.member }), ...(value.photos.length > 0 && { evidence: value.photos.map((p) => p.sha256) }),
  }
}

export function draftOfComing(input: ProposeChange, photos: readonly EntryPhoto[]): Coming {
  const fields = Object.fromEntries(input.fields.map((f) => [f.field, f.after ?? '']))
  return { kind: input.kind === 'leave' ? 'leave' : 'join', memberChange: input.memberChange ?? '', member: input.member ?? null, head: input.kind === 'leave' ? fields.head ?? '' : '', fields: input.kind === 'join' ? fields : {}, on: input.effectiveOn ?? '', reason: input.reason, photos: photos.map(({ sha256, bytes, takenAt, file }) => ({ sha256, bytes, takenAt, file })) }
}

/** 「2020年3月」 */
export function monthWord(period: string): string { return `${period.slice(0, 4)}年${Number(period.slice(5, 7))}月` }

export interface HeadWords { months: string; title: string; text: string }
/** What it does to the arithmetic per head, said before it is sent; the month by the county's way of counting, as the server reckons it. `divisor` undefined: this phone does not know it yet. */
export function headWords(value: Coming, card: Pick<CardView, 'memberCount' | 'members' | 'headName'>, name: string, divisor: CountyView['divisor'] | undefined): HeadWords {
  const before = card.memberCount ?? card.members?.length ?? 0
  const after = value.kind === 'join' ? before + 1 : Math.max(0, before - 1)
  const month = value.on && divisor ? monthWord(countsFrom(value.kind, value.on, divisor)) : ''
  const who = name || (value.kind === 'join' ? '这个人' : '这位成员')
  const months = month ? `书记同意后，从 ${month} 起按 ${after} 口人算人均；这之前的月份还按 ${before} 口人。` : value.on ? `书记同意后按 ${after} 口人算人均，从哪个月起由县里的算法定。` : '选了日子，这里会说从哪个月起变人数。'
  return { months, title: value.kind === 'join' ? `「${card.headName}」户新增「${who}」？` : `「${card.headName}」户减少「${who}」？`, text: `${value.kind === 'join' ? `家里从 ${before} 口人变成 ${after} 口人。` : `家里从 ${before} 口人变成 ${after} 口人，「${who}」看不到这一户了。`}${months}` }
}
