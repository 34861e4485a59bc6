// Problems as rows, for 首页, 一户 and lists: for offices by deadline, for the household by what happens next. Pure, and small: it is in the main package.
import type { CaseView } from '@onecard/shared/contract/problems.views'
import { daysBetween, formatDate } from '@onecard/shared/rules/day'
import { STATUS } from '@onecard/shared/rules/problem-path'
import type { Entry } from '../../data/outbox/entry'
import type { Tone } from '../../ui/basics'

export interface Chip { text: string; tone: Tone }
/** Days to the deadline; struck off ones have none. */
export function deadlineChip(problem: Pick<CaseView, 'status' | 'deadline'>, today: string): Chip {
  if (problem.status.code === STATUS.closed) return { text: '已销号', tone: 'done' }
  const days = daysBetween(today, problem.deadline)
  if (days < 0) return { text: `过了 ${-days} 天`, tone: 'danger' }
  return { text: days === 0 ? '今天到期' : `还有 ${days} 天`, tone: days <= 3 ? 'warn' : 'idle' }
}

/** What becomes of it, as the household would say. */
const OWN_WORD: Readonly<Record<string, Chip>> = {
  [STATUS.open]: { text: '等村里接手', tone: 'idle' }, [STATUS.fixing]: { text: '正在办', tone: 'info' }, [STATUS.awaitingCheck]: { text: '说办好了，等核查', tone: 'info' },
  [STATUS.closed]: { text: '办完了', tone: 'done' }, [STATUS.reopened]: { text: '接着办', tone: 'warn' },
}
export function ownChip(problem: Pick<CaseView, 'status' | 'mayAct'>): Chip {
  if (problem.mayAct.includes('accept')) return { text: '请您看看', tone: 'warn' }
  return OWN_WORD[problem.status.code] ?? { text: problem.status.label, tone: 'idle' }
}

/** The last words that were meant for the household; null = none since it last objected. */
export function answerOf(problem: Pick<CaseView, 'path'>): { by: string; text: string; at: string } | null {
  for (const step of problem.path.slice().reverse()) {
    if (step.act.code === 'object') return null
    if ((step.act.code === 'answer' || step.act.code === 'fixed') && step.text) return { by: step.by, text: step.text, at: step.at }
  }
  return null
}

export function titleOf(problem: Pick<CaseView, 'text' | 'line'>): string {
  return problem.line ? `${problem.line.label}：${problem.text}` : problem.text
}

export interface ProblemRow { id: string; household: string; title: string; hint: string[]; chip: Chip }
export function problemRow(problem: CaseView, today: string, options: { own?: boolean; house?: boolean } = {}): ProblemRow {
  const answer = answerOf(problem)
  const due = problem.status.code === STATUS.closed ? '' : `${options.own ? '村里最晚' : '期限'} ${formatDate(problem.deadline, today)}${options.own ? '前答复' : ''}`
  return {
    id: problem.id, household: problem.household.id, title: titleOf(problem), chip: options.own ? ownChip(problem) : deadlineChip(problem, today),
    hint: (options.own
      ? [answer ? `${answer.by}答复：${answer.text}` : due, `${formatDate(problem.raisedOn, today)}反映的`]
      : [options.house ? '' : problem.household.headName, problem.kind.label, problem.status.label, problem.responsible ? `${problem.responsible}负责` : '还没人认领', due]).filter(Boolean),
  }
}

/** Those of this phone that have not arrived yet, newest first. */
export function waitingRows(entries: readonly Entry[]): { key: string; title: string; refused: boolean; why: string | null }[] {
  return entries.filter((e) => e.operation === 'problems.raise' && e.receipt === null).slice().reverse()
    .map((e) => ({ key: e.key, title: String(e.input.text ?? ''), refused: e.state === 'refused', why: e.why && e.state === 'refused' ? e.why.title : null }))
}
