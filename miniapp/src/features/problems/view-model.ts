// The forms of problems in words: raising one, and taking it a step on. Pure.
import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { RaiseProblem } from '@onecard/shared/contract/problems.requests'
import { formatDate, formatInstant } from '@onecard/shared/rules/day'
import { STATUS, type ProblemAct } from '@onecard/shared/rules/problem-path'
import type { Entry } from '../../data/outbox/entry'
import type { Step } from '../../ui/choice'

/** Code list `problem_kind`, in the words of who raises: those about how one lives first. */
export const KINDS = [
  { code: '01', text: '住房' }, { code: '02', text: '饮水' }, { code: '04', text: '看病' }, { code: '03', text: '上学' }, { code: '05', text: '收入' },
  { code: '06', text: '政策没落实' }, { code: '07', text: '帮扶的事' }, { code: '08', text: '记得不对' }, { code: '99', text: '别的' },
] as const

/** Which kind a line of the card belongs to, so that nobody has to choose. */
export function kindOfLine(line: string | undefined): string | null {
  if (!line) return null
  const front = line.split('.')[0]
  const kinds: Readonly<Record<string, string>> = { income: '05', given: '06', measures: '06', housing: '01', water: '02', helper: '07', visits: '07' }
  return kinds[front] ?? '08'
}

/** With a line, two words say it all; without one, the person's own. */
export type Complaint = 'wrong' | 'trouble'
export const COMPLAINT: Readonly<Record<Complaint, string>> = { wrong: '不对', trouble: '有困难' }
export interface RaiseDraft { kind: string | null; complaint: Complaint | null; text: string }

export function missingOf(draft: RaiseDraft, line: string | undefined): { kind?: string; text?: string } {
  const missing: { kind?: string; text?: string } = {}
  if (draft.kind === null && !line) missing.kind = '点一个，是哪方面的'
  if (line ? draft.complaint === null && draft.text.trim().length < 2 : draft.text.trim().length < 2) missing.text = line ? '点「不对」或「有困难」' : '写几个字，是什么事'
  return missing
}

export function raiseInput(id: string, draft: RaiseDraft, line: string | undefined, photos: readonly { sha256: string }[]): RaiseProblem {
  const said = draft.text.trim()
  const word = line && draft.complaint ? COMPLAINT[draft.complaint] : ''
  return {
    id, kind: draft.kind ?? kindOfLine(line) ?? '99', text: [word, said].filter(Boolean).join('：').slice(0, 500),
    ...(line && { line }), ...(photos.length > 0 && { photos: photos.map((p) => p.sha256) }),
  }
}

/** Whether the record has it already: an open problem of the same line, or of the same kind where neither names a line. */
export function askedTwice(draft: RaiseDraft, line: string | undefined, problems: readonly Pick<CaseView, 'kind' | 'status' | 'line'>[]): 0 | 1 {
  const kind = draft.kind ?? kindOfLine(line)
  return problems.some((p) => p.status.code !== STATUS.closed && (line ? p.line?.path === line : !p.line && p.kind.code === kind)) ? 1 : 0
}

/** The step of a problem that waits on this phone. */
export function waitingStep(entries: readonly Entry[], problem: string): Entry | null {
  return entries.find((e) => e.operation === 'problems.advance' && e.input.problem === problem && e.receipt === null) ?? null
}

export interface ActWord { act: ProblemAct; text: string; kind: 'main' | 'line' | 'soft'; /** What the sheet asks for; null: none is needed, a tap does it. */ asks: string | null; photos: boolean }
const WORDS: Readonly<Record<ProblemAct, ActWord>> = {
  claim: { act: 'claim', text: '我来办', kind: 'main', asks: null, photos: false },
  answer: { act: 'answer', text: '答复', kind: 'line', asks: '怎么答复，农户看得到', photos: false },
  fixed: { act: 'fixed', text: '申请销号', kind: 'main', asks: '怎么办好的，农户看得到', photos: true },
  close: { act: 'close', text: '看过了，销号', kind: 'main', asks: '核查看到什么（可以不写）', photos: true },
  return: { act: 'return', text: '退回', kind: 'line', asks: '为什么退回，还差什么', photos: true },
  accept: { act: 'accept', text: '满意', kind: 'main', asks: null, photos: false },
  object: { act: 'object', text: '还不行', kind: 'line', asks: '还差什么', photos: true },
}
/** At most two at the bottom of the screen: the one that brings it on, and the other way. */
export function actsOf(problem: Pick<CaseView, 'mayAct' | 'status'>): ActWord[] {
  const may = (act: ProblemAct) => problem.mayAct.includes(act)
  if (may('close')) return [WORDS.return, WORDS.close]
  if (may('accept')) return [WORDS.object, WORDS.accept]
  if (may('object')) return [{ ...WORDS.object, kind: 'soft', text: problem.status.code === STATUS.closed ? '其实还没办好' : '还不行' }]
  if (may('fixed')) return [WORDS.answer, WORDS.fixed]
  if (may('claim')) return [WORDS.answer, WORDS.claim]
  return may('answer') ? [{ ...WORDS.answer, kind: 'soft', text: '答复农户' }] : []
}

const OWN_ACT: Readonly<Record<string, string>> = { claim: '村里接手', answer: '答复您', fixed: '说办好了', close: '核查过，办完了', return: '核查没过，接着办', accept: '您说满意', object: '您说还不行' }
const ACT: Readonly<Record<string, string>> = { claim: '认领整改', answer: '答复农户', fixed: '申请销号', close: '核查销号', return: '退回重改', accept: '农户满意', object: '农户不认可' }

/** Everything that happened, oldest first, the raising before all. */
export function pathOf(problem: CaseView, today: string, own: boolean): Step[] {
  const first: Step = { title: own ? '您反映' : `登记（${problem.source.label}）`, text: `${problem.raisedBy} ${formatDate(problem.raisedOn, today)}`, state: 'done' }
  return [first, ...problem.path.map((step): Step => ({
    title: (own ? OWN_ACT : ACT)[step.act.code] ?? step.act.label, state: 'done', text: `${step.by} ${formatInstant(Date.parse(step.at), today)}${step.text ? `「${step.text}」` : ''}`,
  }))]
}

/** Where it stands on the way, 0 to 3. */
export const WAY = ['登记', '整改', '核查', '销号'] as const
export function wayAt(status: string): number { return status === STATUS.open ? 0 : status === STATUS.awaitingCheck ? 2 : status === STATUS.closed ? 3 : 1 }
