import { divisorOf, type Presence } from './card'
import { arrivalState, countsFrom, effectOn, stateAfter, valueOn, verdictOf, WAITING, type ChangeState, type Effect } from './change-states'
import { addDays } from './day'
import { addMonths, cardYear, lastDayOf, monthsBetween, periodOf } from './period'
import { seeded } from './seeded-random.fixture'

const nobody = { others: false, author: false }

describe('verdict', () => {
  test.each([
    ['says what is there', { before: 'a', after: 'b', current: 'b', since: { others: true, author: false } }, 'same'],
    ['nobody was there', { before: 'a', after: 'b', current: 'a', since: nobody }, 'fits'],
    ['somebody else was', { before: 'a', after: 'b', current: 'c', since: { others: true, author: false } }, 'conflict'],
    ['somebody else was, and it is again as it was', { before: 'a', after: 'b', current: 'a', since: { others: true, author: false } }, 'conflict'],
    ['the author himself was', { before: 'a', after: 'b', current: 'c', since: { others: false, author: true } }, 'fits'],
    ['both were', { before: 'a', after: 'b', current: 'c', since: { others: true, author: true } }, 'conflict'],
    ['nobody is known to have been, yet it differs', { before: 'a', after: 'b', current: 'c', since: nobody }, 'conflict'],
    ['the author does not see it', { before: undefined, after: 'b', current: 'c', since: nobody }, 'fits'],
    ['empty is a value', { before: null, after: 'b', current: null, since: nobody }, 'fits'],
  ] as const)('%s', (_, facts, verdict) => { expect(verdictOf(facts)).toBe(verdict) })

  test('a conflict waits whether or not the field is sensitive; what is there already needs nobody', () => {
    expect([true, false].map((sensitive) => arrivalState('conflict', sensitive))).toEqual(['conflict', 'conflict'])
    expect([true, false].map((sensitive) => arrivalState('same', sensitive))).toEqual(['effective', 'effective'])
    expect([true, false].map((sensitive) => arrivalState('fits', sensitive))).toEqual(['proposed', 'effective'])
  })
})

test('what has ended stays ended; who approves what moved must look again', () => {
  for (const state of ['effective', 'returned', 'withdrawn'] as ChangeState[]) for (const act of ['approve', 'return', 'withdraw'] as const) expect(stateAfter(state, act)).toBeNull()
  for (const state of WAITING) {
    expect([stateAfter(state, 'approve'), stateAfter(state, 'approve', true), stateAfter(state, 'return', true), stateAfter(state, 'withdraw')]).toEqual(['effective', 'conflict', 'returned', 'withdrawn'])
  }
})

describe('the value of a day', () => {
  const chain: Effect[] = [{ on: '2020-03-05', order: 1, before: 'a', after: 'b' }, { on: '2020-03-05', order: 2, before: 'b', after: 'c' }, { on: '2020-03-12', order: 3, before: 'c', after: null }]
  test.each([['2020-03-04', 'a'], ['2020-03-05', 'c'], ['2020-03-11', 'c'], ['2020-03-12', null], ['2021-01-01', null]])('%s', (day, value) => { expect(valueOn(null, chain, day)).toBe(value) })
  test('without a change it is what is there', () => { expect(valueOn('x', [], '1990-01-01')).toBe('x') })
  test('said later of an earlier day', () => {
    const effects: Effect[] = [{ on: '2020-03-10', order: 1, before: 'a', after: 'b' }, { on: '2020-03-01', order: 2, before: 'b', after: 'c' }]
    expect(['2020-02-28', '2020-03-02', '2020-03-10'].map((day) => valueOn('c', effects, day))).toEqual(['a', 'c', 'c'])
    expect(effectOn(effects, '2020-03-10')?.order).toBe(2)
    expect(effectOn(effects, '2020-02-28')).toBeNull()
  })

  test('any days in any order give what a calendar would on which each word is written over its day and all later ones', () => {
    const random = seeded(20200229)
    const days = Array.from({ length: 30 }, (_, i) => addDays('2020-02-15', i))
    for (let run = 0; run < 400; run++) {
      const calendar = new Map(days.map((day) => [day, 'base' as string | null]))
      let record: string | null = 'base'
      const effects: Effect[] = []
      const much = 1 + random.below(12)
      for (let order = 0; order < much; order++) {
        const on = random.pick(days.slice(1))
        const after = random.below(8) === 0 ? null : `v${random.below(6)}`
        effects.push({ on, order, before: record, after })
        record = after
        for (const day of days) if (day >= on) calendar.set(day, after)
      }
      const shuffled = effects.map((effect) => ({ effect, at: random.next() })).sort((a, b) => a.at - b.at).map(({ effect }) => effect)
      for (const day of days) {
        expect(valueOn(record, shuffled, day)).toBe(calendar.get(day))
        expect(effectOn(shuffled, day)?.after ?? null).toBe(effects.some(({ on }) => on <= day) ? calendar.get(day) : null)
      }
      expect([valueOn(record, shuffled, '2020-01-01'), valueOn(record, shuffled, '2021-01-01')]).toEqual(['base', record])
    }
  })

  test('any chain of 40 changes gives back each day as it was written', () => {
    const random = seeded(20200312)
    for (let run = 0; run < 200; run++) {
      let day = '2019-12-20'
      let value = 'start'
      const held = new Map<string, string>([[day, value]])
      const effects: Effect[] = []
      for (let order = 0; order < 40; order++) {
        day = addDays(day, random.below(4))
        const after = `v${random.below(5)}`
        effects.push({ on: day, order, before: value, after })
        value = after
        held.set(day, value)
      }
      const shuffled = effects.map((effect) => ({ effect, at: random.next() })).sort((a, b) => a.at - b.at).map(({ effect }) => effect)
      for (const [on, was] of held) expect(valueOn(value, shuffled, on)).toBe(was)
    }
  })
})

describe('first month that counts', () => {
  const year = cardYear(2020, 10)
  /** Heads that the card's divisor counts in one month: a year of that month alone. */
  const headsIn = (rule: Parameters<typeof countsFrom>[2], presence: Presence, month: string): number =>
    divisorOf(rule, [presence], { ...year, from: month, to: month, firstDay: `${month}-01`, lastDay: lastDayOf(month) }).heads

  test('agrees with the arithmetic of the card, by either rule, on any day', () => {
    const random = seeded(7)
    for (let run = 0; run < 500; run++) {
      const on = addDays(year.firstDay, random.below(366))
      for (const rule of ['registered_at_period_end', 'member_months'] as const) for (const kind of ['join', 'leave'] as const) {
        const presence = kind === 'join' ? { joinedOn: on, leftOn: null } : { joinedOn: null, leftOn: on }
        const from = countsFrom(kind, on, rule)
        const there = (month: string): boolean => headsIn(rule, presence, month) > 0
        expect(monthsBetween(periodOf(on), from)).toBe(kind === 'leave' && rule === 'member_months' ? 1 : 0)
        expect([there(addMonths(from, -1)), there(from)]).toEqual(kind === 'join' ? [false, true] : [true, false])
      }
    }
  })
})
