// A proposal in words: what it would open, to whom, and what happens when it is confirmed or withdrawn. Pure.
import type { ProposalView } from '@onecard/shared/contract/accounts.views'
import { formatDate, formatInstant } from '@onecard/shared/rules/day'

interface Question { title: string; text: string }
export interface ProposalRow { id: string; name: string; title: string; facts: string[]; by: string; /** Why this person does not confirm it; null: he may. */ notMine: string | null; confirming: Question; withdrawing: Question }

export function proposalRow(p: ProposalView, me: string, today: string): ProposalRow {
  const appointment = p.kind === 'appointment'
  const post = [p.roleLabel, p.where].filter(Boolean).join('，')
  const begins = p.from && p.from > today ? `从 ${formatDate(p.from, today)} 起` : '从现在起'
  return {
    id: p.id, name: p.name,
    title: appointment ? `${p.name} 任${p.roleLabel ?? ''}` : `给${p.name}重设密码`,
    facts: [`账号 ${p.account}`, appointment ? p.where ?? '' : '', appointment && p.from ? `${formatDate(p.from, today)}起` : '', appointment && p.to ? `到 ${formatDate(p.to, today)}` : ''].filter(Boolean),
    by: `账号 ${p.proposedBy} ${formatInstant(Date.parse(p.proposedAt), today)} 提的`,
    notMine: p.proposedBy === me ? '您自己提的，要由另一个人来确认。' : p.account === me ? '这是给您自己的，要由别人来确认。' : null,
    confirming: appointment
      ? { title: `确认「${p.name}」任${p.roleLabel ?? ''}？`, text: `${begins}，${p.name}能看、能办「${post}」范围里的事。您的名字会和这次确认一起记下。` }
      : { title: `确认给「${p.name}」重设密码？`, text: `${p.name}用提的人给的一次性码就能设新密码、看到岗位上的资料。先确认是本人要的。您的名字会记下。` },
    withdrawing: { title: `撤掉「${appointment ? `${p.name} 任${p.roleLabel ?? ''}` : `给${p.name}重设密码`}」？`, text: '撤掉后不会生效；还要办的话，重新提一次。' },
  }
}
