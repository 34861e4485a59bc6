import { addDays, daysBetween } from './day'
import { seeded } from './seeded-random.fixture'
import { clockOff, daysOverdue, isOverdue, mayStillCorrect, visitClockOff, visitDueOn, visitRuleOn, visitsCountFrom, type VisitFacts, type VisitRule } from './visits'

const RULES: VisitRule[] = [
  { id: 'exited', label: '脱贫后每季度一次', everyDays: 92, states: ['15', '16'] },
  { id: 'destitute', label: '特困供养户每半月一次', everyDays: 16, types: ['03'] },
  { id: 'exit_year', label: '脱贫前一年每半月一次', everyDays: 16, fromExitYear: true },
  { id: 'monthly', label: '每月一次', everyDays: 31 },
]
const of = (more: Partial<VisitFacts> = {}): VisitFacts => ({ state: '08', type: '01', plannedExitYear: null, lastVisitOn: '2020-02-12', pairedOn: '2019-01-01', ...more })

test('monthly from the last visit or the pairing, whichever is later; overdue the day after', () => {
  expect(visitDueOn(of(), RULES)).toBe('2020-03-14')
  expect(visitDueOn(of({ lastVisitOn: '2019-02-12', pairedOn: '2020-03-01' }), RULES)).toBe('2020-04-01')
  expect(visitDueOn(of({ lastVisitOn: null, pairedOn: '2020-03-01' }), RULES)).toBe('2020-04-01')
  expect(visitDueOn(of({ lastVisitOn: '2020-03-01', pairedOn: null }), RULES)).toBe('2020-04-01')
  expect(visitDueOn(of({ lastVisitOn: null, pairedOn: null }), RULES)).toBeNull()
  expect([isOverdue('2020-03-14', '2020-03-14'), isOverdue('2020-03-14', '2020-03-15'), isOverdue(null, '2020-03-15')]).toEqual([false, true, false])
  expect([daysOverdue('2020-03-14', '2020-03-01'), daysOverdue('2020-03-14', '2020-03-24')]).toEqual([0, 10])
})

test('by state and attribute: quarterly after exit, twice a month for 特困供养 and in the year before exit, never outside the work', () => {
  expect(visitDueOn(of({ state: '15', type: '03' }), RULES)).toBe(addDays('2020-02-12', 92))
  expect(visitDueOn(of({ type: '03' }), RULES)).toBe('2020-02-28')
  expect(visitDueOn(of({ plannedExitYear: 2020 }), RULES)).toBe('2020-02-28')
  expect(visitDueOn(of({ plannedExitYear: 2021 }), RULES)).toBe('2020-03-14')
  for (const state of ['01', '06', '18', '19', '20']) expect(visitDueOn(of({ state }), RULES)).toBeNull()
})

test('over the turn of the year the tighter rule begins on 1 January and no sooner', () => {
  const due = (lastVisitOn: string): string | null => visitDueOn(of({ lastVisitOn, plannedExitYear: 2021 }), RULES)
  // 16 days have passed long ago when the year begins; on its first day the visit is due.
  expect(due('2020-12-10')).toBe('2021-01-01')
  expect(due('2020-12-20')).toBe('2021-01-05')
  expect(due('2020-11-20')).toBe('2020-12-21')
  expect(visitRuleOn(of({ plannedExitYear: 2021 }), '2020-12-31', RULES)?.id).toBe('monthly')
  expect(visitRuleOn(of({ plannedExitYear: 2021 }), '2021-01-01', RULES)?.id).toBe('exit_year')
})

test('for any facts and rules it is the first day on which the interval in force has passed', () => {
  const random = seeded(20200312)
  const codes = { states: ['07', '08', '09', '14', '15', '16', '17', '18', '03'], types: ['01', '02', '03'] }
  for (let round = 0; round < 500; round++) {
    const rules = Array.from({ length: random.below(5) }, (_, i): VisitRule => ({
      id: `r${i}`, label: `r${i}`, everyDays: 1 + random.below(70),
      ...(random.below(3) === 0 && { types: [random.pick(codes.types)] }), ...(random.below(3) === 0 && { states: [random.pick(codes.states), random.pick(codes.states)] }), ...(random.below(3) === 0 && { fromExitYear: true }),
    }))
    const day = (): string | null => random.below(4) === 0 ? null : addDays('2019-10-01', random.below(200))
    const facts: VisitFacts = { state: random.pick(codes.states), type: random.pick(codes.types), plannedExitYear: random.below(3) === 0 ? null : 2019 + random.below(3), lastVisitOn: day(), pairedOn: day() }
    const since = visitsCountFrom(facts)
    let first: string | null = null
    for (let n = 0; since !== null && first === null && n <= 1200; n++) {
      const on = addDays(since, n)
      const rule = visitRuleOn(facts, on, rules)
      if (rule && daysBetween(since, on) >= rule.everyDays) first = on
    }
    expect([facts, rules, visitDueOn(facts, rules)]).toEqual([facts, rules, first])
  }
})

test('a clock is off beyond five minutes, with its sign; a visit can be corrected for 24 hours', () => {
  const now = Date.UTC(2020, 2, 12, 1)
  expect([0, 4.9, 5, -5, 5.1, -61, 60 * 24 * 365].map((minutes) => clockOff(now + minutes * 60_000, now))).toEqual([null, null, null, null, 5, -61, 525_600])
  expect([mayStillCorrect(now, now + 86_399_999), mayStillCorrect(now, now + 86_400_000)]).toEqual([true, false])
})

test('a visit that ended after it was sent, or began months before, is told by its own times', () => {
  const now = Date.UTC(2020, 2, 12, 1)
  const day = 24 * 60
  /** Minutes from the arrival at which it began, ended, was sent. */
  const off = (began: number, ended: number, sent: number) => visitClockOff({ startedMs: now + began * 60_000, endedMs: now + ended * 60_000, sentMs: now + sent * 60_000 }, now)
  expect([off(-60, -30, 0), off(-60, 5, 0), off(-60, 60, 0), off(0, 3 * day, 0), off(-60 * day, -59 * day, 0), off(-61 * day, -61 * day, 0)]).toEqual([null, null, 60, 3 * day, null, -61 * day])
  // The clock as it was when it was sent explains the rest.
  expect([off(1, 31, 61), off(1, 62, 61), off(1, 121, 61), off(-400 * day, -400 * day, -400 * day), off(-90, 0, -30), off(-90, 10, -30)]).toEqual([61, 61, 121, -400 * day, -30, 10])
})
