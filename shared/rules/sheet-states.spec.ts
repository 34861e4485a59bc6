import { closesOn, isClosed, isFillable, judgeMove, mayMove, moveOf, SHEET_MOVES, type SheetAct, type SheetHand, type SheetState } from './sheet-states'

const STATES: SheetState[] = ['none', 'draft', 'submitted', 'approved', 'returned']
const ACTS: SheetAct[] = ['save', 'submit', 'approve', 'return', 'undo', 'reopen', 'send_back', 'confirm']
const HANDS: SheetHand[] = ['writer', 'approver', 'township', 'household']

test('from each state an act leads to one state at most', () => {
  for (const from of STATES) for (const act of ACTS) expect(SHEET_MOVES.filter((m) => m.from === from && m.act === act).length).toBeLessThanOrEqual(1)
})

test('an approved month is touched by nobody who enters, and goes on under its own revision until a new one is approved', () => {
  expect(ACTS.filter((act) => mayMove('approved', act, { hands: ['writer'], own: false }))).toEqual([])
  for (const m of SHEET_MOVES) expect([m.act, m.revision]).toEqual([m.act, m.from === 'approved' && (m.act === 'reopen' || m.act === 'send_back')])
})

test('only the secretary or a deputy approves, and never what he entered', () => {
  for (const from of STATES) for (const hand of HANDS) for (const own of [true, false]) {
    expect([from, hand, own, mayMove(from, 'approve', { hands: [hand], own })]).toEqual([from, hand, own, from === 'submitted' && hand === 'approver' && !own])
  }
  expect(judgeMove('submitted', 'approve', { hands: ['writer', 'approver'], own: true })).toBe('own')
  // Returning one's own is no approval.
  expect(judgeMove('submitted', 'return', { hands: ['approver'], own: true })).toEqual(moveOf('submitted', 'return'))
})

test('whom an act does not belong to is told so in any state; others learn that it is not now', () => {
  for (const from of STATES) expect(judgeMove(from, 'approve', { hands: ['writer', 'household', 'township'], own: false })).toBe('not_yours')
  for (const from of STATES) if (from !== 'submitted') expect(judgeMove(from, 'approve', { hands: ['approver'], own: true })).toBe('not_now')
})

test('whatever is sent back needs a reason', () => {
  expect(SHEET_MOVES.filter((m) => m.reason).map((m) => m.act).sort()).toEqual(['reopen', 'return', 'send_back'])
})

describe('closing', () => {
  const closing = { day: 10, yearsBack: 1 }
  test.each([['2020-09', '2020-10-10'], ['2020-12', '2021-01-10'], ['2020-01', '2020-02-10']])('%s closes on %s', (period, day) => { expect(closesOn(period, closing)).toBe(day) })
  test('its last day is not late yet; the card of its year closes it at once', () => {
    expect([isClosed('2020-09', '2020-10-10', closing, false), isClosed('2020-09', '2020-10-11', closing, false), isClosed('2020-09', '2020-09-30', closing, true)]).toEqual([false, true, true])
  })
  test('from the card year before the running one to the running month', () => {
    const at = (period: string) => isFillable(period, '2020-11-24', 10, closing)
    expect(['2019-09', '2019-10', '2020-11', '2020-12'].map(at)).toEqual([false, true, true, false])
    expect(['2018-12', '2019-01'].map((period) => isFillable(period, '2020-11-24', 1, closing))).toEqual([false, true])
  })
})
