// A problem as its reader may see it, and what he may do with it.
import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { roleMay } from '@onecard/shared/permissions'
import { ROLES, type Role } from '@onecard/shared/roles'
import { actsOpen, isOverdueProblem, partyOf, SOURCE, WORDS_FOR_HOUSEHOLD, type ProblemAct, type ProblemActor, type ProblemFacts, type ProblemStatus } from '@onecard/shared/rules/problem-path'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { ProblemRow, StepRow } from './problems.repository'

const ACT_WORD: Readonly<Record<string, string>> = { claim: '认领', answer: '答复', fixed: '申请销号', close: '核查销号', return: '退回重改', accept: '农户满意', object: '农户不认可' }

export const factsOf = (row: ProblemRow): ProblemFacts => ({
  status: row.status as ProblemStatus, byHousehold: row.source === SOURCE.household, answered: row.answered === 1, closedOn: row.closed_at === null ? null : dayOfInstant(row.closed_at.getTime()),
})

/** Whoever is a member of the household stands here as such, whatever else he is. */
export function roleHere(actor: Actor, householdId: string, region: string): Role | null {
  const own = actor.acting.some((standing) => standing.role === 'household' && standing.households.includes(householdId))
  return own ? 'household' : standingOf(actor, householdId, region)?.role ?? null
}

export function actorOf(role: Role | null, accountId: string, row: ProblemRow, steps: readonly StepRow[]): ProblemActor {
  const mine = steps.filter((step) => step.problem_id === row.id && step.account_id === accountId)
  return {
    party: role !== null && roleMay(role, 'problem.act') ? partyOf(role) : 'reader', mends: role !== 'acceptance_group', responsible: row.responsible_id === accountId,
    fixer: row.responsible_id === accountId || mine.some((step) => step.takes === 1 || step.act === 'fixed'),
  }
}

export interface Beside { steps: readonly StepRow[]; photos: ReadonlyMap<string, PhotoView> }

export function caseView(row: ProblemRow, { steps, photos }: Beside, actor: Actor, county: County): CaseView {
  const today = clock.today()
  const role = roleHere(actor, row.household_id, row.region)
  const household = role === 'household'
  const pictures = (hashes: string | null): PhotoView[] => hashes?.split(',').flatMap((hash) => photos.get(hash) ?? []) ?? []
  const mine = steps.filter((step) => step.problem_id === row.id)
  const who = (step: StepRow): string => step.role === 'household' ? household ? '您家' : '农户本人' : step.by_name
  return {
    id: row.id, version: row.version,
    household: { id: row.household_id, headName: row.head_name, region: { ...county.place(row.region), ...(row.group_name !== null && { group: row.group_name }) } },
    kind: county.term('problem_kind', row.kind), source: county.term('problem_source', row.source), status: county.term('problem_status', row.status), overdue: isOverdueProblem(row.status, row.deadline, today),
    ...(row.line !== null && { line: { path: row.line, label: row.line_label ?? '' } }), text: row.text, photos: pictures(row.photos),
    raisedBy: row.source === SOURCE.household ? household ? '您家' : '农户本人' : row.raised_by_name, raisedOn: dayOfInstant(row.raised_at.getTime()), deadline: row.deadline, responsible: row.responsible_name,
    path: mine.map((step) => {
      const told = !household || WORDS_FOR_HOUSEHOLD.includes(step.act as ProblemAct)
      return {
        act: { code: step.act, label: ACT_WORD[step.act] ?? step.act }, by: told || step.act === 'claim' ? who(step) : ROLES[step.role as Role]?.label ?? '', at: clock.iso(step.at),
        ...(told && step.text !== null && { text: step.text }), photos: told ? pictures(step.photos) : [],
      }
    }),
    mayAct: actsOpen(factsOf(row), actorOf(role, actor.accountId, row, mine), today, { objectDays: county.settings.problems.objectDays }),
  }
}
