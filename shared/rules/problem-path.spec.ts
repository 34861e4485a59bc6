import { ACTS, actsOpen, deadlineAfter, deadlineOf, householdSees, isOverdueProblem, partyOf, sourceOf, STATUS, stepProblem, type ProblemActor, type ProblemFacts, type ProblemStatus } from './problem-path'

const RULE = { objectDays: 30 }
const TODAY = '2020-03-12'
const facts = (status: ProblemStatus, more: Partial<ProblemFacts> = {}): ProblemFacts => ({ status, byHousehold: true, answered: false, closedOn: status === STATUS.closed ? TODAY : null, ...more })
const who = (party: ProblemActor['party'], more: Partial<ProblemActor> = {}): ProblemActor => ({ party, fixer: false, responsible: false, mends: true, ...more })
const open = (f: ProblemFacts, w: ProblemActor) => actsOpen(f, w, TODAY, RULE).join(' ')

test.each([
  ['worker', STATUS.open, 'claim answer'], ['worker', STATUS.fixing, 'claim answer fixed'], ['worker', STATUS.awaitingCheck, 'answer'], ['worker', STATUS.closed, ''], ['worker', STATUS.reopened, 'claim answer'],
  ['checker', STATUS.open, 'claim answer'], ['checker', STATUS.awaitingCheck, 'answer close return'], ['checker', STATUS.closed, ''],
  ['household', STATUS.open, ''], ['household', STATUS.closed, 'object'], ['reader', STATUS.awaitingCheck, ''],
] as const)('%s at %s may: %s', (party, status, acts) => { expect(open(facts(status), who(party))).toBe(acts) })

test('whatever the state, whoever mended it neither strikes it off nor takes its answer', () => {
  for (const status of Object.values(STATUS)) for (const party of ['household', 'worker', 'checker'] as const) {
    for (const act of ['close', 'accept'] as const) {
      const step = stepProblem(facts(status, { answered: true }), act, who(party, { fixer: true }), TODAY, RULE)
      expect(typeof step === 'string' || step.status !== STATUS.closed).toBe(true)
    }
  }
})

test('the household takes or refuses what was answered since it last objected; what offices found it does not strike off', () => {
  const household = who('household')
  expect(open(facts(STATUS.fixing), household)).toBe('')
  expect(open(facts(STATUS.fixing, { answered: true }), household)).toBe('accept object')
  expect(stepProblem(facts(STATUS.fixing, { answered: true }), 'accept', household, TODAY, RULE)).toEqual({ status: STATUS.closed, takes: false })
  expect(stepProblem(facts(STATUS.awaitingCheck, { answered: true, byHousehold: false }), 'accept', household, TODAY, RULE)).toEqual({ status: STATUS.awaitingCheck, takes: false })
  expect([['2020-02-11'], ['2020-02-10']].map(([closedOn]) => open(facts(STATUS.closed, { closedOn }), household))).toEqual(['object', ''])
})

test('who answers what nobody has in hand has taken it; who has it does not claim it again', () => {
  expect(stepProblem(facts(STATUS.open), 'answer', who('worker'), TODAY, RULE)).toEqual({ status: STATUS.fixing, takes: true })
  expect(stepProblem(facts(STATUS.fixing), 'answer', who('worker'), TODAY, RULE)).toEqual({ status: STATUS.fixing, takes: false })
  expect(stepProblem(facts(STATUS.fixing), 'claim', who('worker', { responsible: true }), TODAY, RULE)).toBe('not_now')
})

test('the acceptance group checks and mends nothing', () => {
  const group = who(partyOf('acceptance_group'), { mends: false })
  expect(ACTS.filter((act) => stepProblem(facts(STATUS.open), act, group, TODAY, RULE) === 'not_yours')).toEqual(['claim', 'answer', 'fixed', 'accept', 'object'])
  expect(open(facts(STATUS.awaitingCheck), group)).toBe('close return')
})

test('days: by kind, put off by a return, over only when past and open', () => {
  const rule = { days: { '03': 7 }, otherDays: 15 }
  expect([deadlineOf('03', '2020-02-25', rule), deadlineOf('99', '2020-02-25', rule)]).toEqual(['2020-03-03', '2020-03-11'])
  expect([deadlineAfter(STATUS.reopened, '2020-03-13', TODAY, 7), deadlineAfter(STATUS.reopened, '2020-04-13', TODAY, 7), deadlineAfter(STATUS.fixing, '2020-03-01', TODAY, 7)]).toEqual(['2020-03-19', '2020-04-13', '2020-03-01'])
  expect([isOverdueProblem('02', '2020-03-11', TODAY), isOverdueProblem('02', TODAY, TODAY), isOverdueProblem('04', '2020-03-11', TODAY)]).toEqual([true, false, false])
})

test('sources, and what a household sees', () => {
  expect(['household', 'helper', 'village_team', 'township_leader', 'acceptance_group', 'county_office'].map(sourceOf)).toEqual(['06', '01', '02', '03', '04', '05'])
  expect([householdSees('06', '07'), householdSees('01', '02'), householdSees('02', '07'), householdSees('04', '01'), householdSees('07', '01')]).toEqual([true, true, false, false, false])
})
