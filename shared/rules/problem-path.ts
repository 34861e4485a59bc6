// The path of a problem: 待认领 → 整改中 → 待验收 → 已销号, or 退回重改. One function says who may take which step now; server and phone both ask it.
import { addDays, daysBetween } from './day'

/** Codes of list `problem_status`; 06 超期 is never a state of its own: it is told by the deadline. */
export const STATUS = { open: '01', fixing: '02', awaitingCheck: '03', closed: '04', reopened: '05' } as const
export type ProblemStatus = (typeof STATUS)[keyof typeof STATUS]

/**
 * `claim` 认领 · `answer` 答复农户 · `fixed` 申请销号 · `close` 核查后销号 · `return` 退回重改: of those who work on it.
 * `accept` 满意 · `object` 不认可: of the household.
 */
export const ACTS = ['claim', 'answer', 'fixed', 'close', 'return', 'accept', 'object'] as const
export type ProblemAct = (typeof ACTS)[number]

export type ProblemParty = 'household' | 'worker' | 'checker' | 'reader'

const CHECKERS: readonly string[] = ['village_clerk', 'village_secretary', 'village_team', 'first_secretary', 'township_officer', 'township_leader', 'county_office']

/** What a role is in the path. The acceptance group finds and checks, and mends nothing. */
export function partyOf(role: string): ProblemParty {
  if (role === 'household') return 'household'
  if (role === 'helper') return 'worker'
  return CHECKERS.includes(role) || role === 'acceptance_group' ? 'checker' : 'reader'
}

export interface ProblemFacts {
  status: ProblemStatus
  /** The household raised it: then the household may also say that it is done. */
  byHousehold: boolean
  /** Something was answered or mended since the household last objected. */
  answered: boolean
  /** Day on which it was struck off. */
  closedOn: string | null
}

export interface ProblemActor {
  party: ProblemParty
  /** Ever had it in hand, or said that it is mended: never the one who strikes it off. */
  fixer: boolean
  /** Has it in hand now. */
  responsible: boolean
  /** The acceptance group takes nothing in hand. */
  mends: boolean
}

export type Refused = 'not_yours' | 'own' | 'not_now'
export type Stepped = { status: ProblemStatus; takes: boolean } | Refused

/** Days after striking off within which the household may still object: `objectDays` of the county. */
export interface ProblemRule { objectDays: number }

const AT_WORK: readonly ProblemStatus[] = [STATUS.open, STATUS.fixing, STATUS.reopened]

/** What a step makes of it: its next state and whether the actor has it in hand from now on; or why it cannot be taken. */
export function stepProblem(facts: ProblemFacts, act: ProblemAct, who: ProblemActor, today: string, rule: ProblemRule): Stepped {
  const { status } = facts
  if (act === 'accept' || act === 'object') return who.party === 'household' ? stepOfHousehold(facts, act, who, today, rule) : 'not_yours'
  if (who.party !== 'worker' && who.party !== 'checker') return 'not_yours'
  if (act === 'close' || act === 'return') {
    if (who.party !== 'checker') return 'not_yours'
    if (status !== STATUS.awaitingCheck) return 'not_now'
    if (who.fixer) return 'own'
    return { status: act === 'close' ? STATUS.closed : STATUS.reopened, takes: false }
  }
  if (!who.mends) return 'not_yours'
  switch (act) {
    case 'claim': return AT_WORK.includes(status) && !(status === STATUS.fixing && who.responsible) ? { status: STATUS.fixing, takes: true } : 'not_now'
    // Who answers what nobody has in hand has taken it.
    case 'answer': return status === STATUS.closed ? 'not_now' : AT_WORK.includes(status) ? { status: STATUS.fixing, takes: status !== STATUS.fixing } : { status, takes: false }
    case 'fixed': return status === STATUS.fixing ? { status: STATUS.awaitingCheck, takes: false } : 'not_now'
  }
}

function stepOfHousehold(facts: ProblemFacts, act: 'accept' | 'object', who: ProblemActor, today: string, rule: ProblemRule): Stepped {
  const { status } = facts
  if (status === STATUS.closed) {
    const inTime = facts.closedOn !== null && daysBetween(facts.closedOn, today) <= rule.objectDays
    return act === 'object' && inTime ? { status: STATUS.reopened, takes: false } : 'not_now'
  }
  if (!facts.answered || (status !== STATUS.fixing && status !== STATUS.awaitingCheck)) return 'not_now'
  if (act === 'object') return { status: STATUS.reopened, takes: false }
  // A cadre may live in a household: what he mended himself he does not strike off as its member either.
  if (who.fixer) return 'own'
  return { status: facts.byHousehold ? STATUS.closed : status, takes: false }
}

/** The steps open to somebody now, in the order of the path. */
export function actsOpen(facts: ProblemFacts, who: ProblemActor, today: string, rule: ProblemRule): ProblemAct[] {
  return ACTS.filter((act) => typeof stepProblem(facts, act, who, today, rule) !== 'string')
}

/** Words belong to these steps; the others may go without. */
export const NEEDS_WORDS: readonly ProblemAct[] = ['answer', 'fixed', 'return', 'object']

/** By when: so many days after it was raised, by kind; after a return or an objection at least `reopenDays` more. */
export function deadlineOf(kind: string, raisedOn: string, rule: { days: Readonly<Record<string, number>>; otherDays: number }): string {
  return addDays(raisedOn, rule.days[kind] ?? rule.otherDays)
}
export function deadlineAfter(step: ProblemStatus, deadline: string, today: string, reopenDays: number): string {
  const anew = addDays(today, reopenDays)
  return step === STATUS.reopened && anew > deadline ? anew : deadline
}

/** Past its day and not struck off. */
export function isOverdueProblem(status: string, deadline: string, today: string): boolean {
  return status !== STATUS.closed && deadline < today
}

/** Codes of list `problem_source`, by who raises it. */
export const SOURCE = { visit: '01', village: '02', township: '03', assessment: '04', inspection: '05', household: '06', dataMatch: '07' } as const
export function sourceOf(role: string): string {
  switch (role) {
    case 'household': return SOURCE.household
    case 'helper': return SOURCE.visit
    case 'township_officer': case 'township_leader': return SOURCE.township
    case 'acceptance_group': return SOURCE.assessment
    case 'county_office': return SOURCE.inspection
    default: return SOURCE.village
  }
}

/** Kinds of list `problem_kind` about how a household lives; the others are about the work of offices. */
const OF_LIVING = ['01', '02', '03', '04', '05', '06']
const FOUND_HERE: readonly string[] = [SOURCE.visit, SOURCE.village, SOURCE.township]

/** Its own, and what was found at its house about how it lives; never matters of cadres, records, assessment or inspection. */
export function householdSees(source: string, kind: string): boolean {
  return source === SOURCE.household || (FOUND_HERE.includes(source) && OF_LIVING.includes(kind))
}
export const SEEN_KINDS: readonly string[] = OF_LIVING
export const SEEN_SOURCES: readonly string[] = FOUND_HERE
/** Steps whose words are for the household; what offices write to each other stays among them. */
export const WORDS_FOR_HOUSEHOLD: readonly ProblemAct[] = ['answer', 'fixed', 'accept', 'object']
