// Who moves a monthly sheet from which state to which, and until when. One table for both sides; the README prints it.
import { addDays } from './day'
import { addMonths, cardYear, cardYearOf, firstDayOf } from './period'

/** `none`: nothing kept of the month. A superseded revision is no state of the month: it is an older revision of it. */
export type SheetState = 'none' | 'draft' | 'submitted' | 'approved' | 'returned'
export type SheetAct = 'save' | 'submit' | 'approve' | 'return' | 'undo' | 'reopen' | 'send_back' | 'confirm'

/** writer: helper, village clerk, village team · approver: secretary or deputy · township: whoever samples · household: its own account. */
export type SheetHand = 'writer' | 'approver' | 'township' | 'household'

export interface SheetMove {
  from: SheetState
  act: SheetAct
  to: SheetState
  hand: SheetHand
  /** Never by somebody who entered any of it. */
  another: boolean
  /** Begins a new revision; the one before counts until the new one is approved. */
  revision: boolean
  /** Needs a reason in words. */
  reason: boolean
}

function move(from: SheetState, act: SheetAct, to: SheetState, hand: SheetHand, more: Partial<Pick<SheetMove, 'another' | 'revision' | 'reason'>> = {}): SheetMove {
  return { from, act, to, hand, another: false, revision: false, reason: false, ...more }
}

export const SHEET_MOVES: readonly SheetMove[] = [
  move('none', 'save', 'draft', 'writer'),
  move('none', 'submit', 'submitted', 'writer'),
  move('draft', 'save', 'draft', 'writer'),
  move('draft', 'submit', 'submitted', 'writer'),
  move('returned', 'save', 'draft', 'writer'),
  move('returned', 'submit', 'submitted', 'writer'),
  move('submitted', 'save', 'draft', 'writer'),
  move('submitted', 'submit', 'submitted', 'writer'),
  move('submitted', 'approve', 'approved', 'approver', { another: true }),
  move('submitted', 'return', 'returned', 'approver', { reason: true }),
  move('approved', 'undo', 'submitted', 'approver'),
  move('approved', 'reopen', 'draft', 'approver', { revision: true, reason: true }),
  move('approved', 'send_back', 'returned', 'township', { revision: true, reason: true }),
  move('approved', 'confirm', 'approved', 'household', { another: true }),
]

export function moveOf(from: SheetState, act: SheetAct): SheetMove | null {
  return SHEET_MOVES.find((m) => m.from === from && m.act === act) ?? null
}

/** `own`: the person entered some of it. */
export interface SheetMover { hands: readonly SheetHand[]; own: boolean }
export type SheetRefusal = 'not_now' | 'not_yours' | 'own'

/** The move, or why not. Whom an act does not belong to is told so in any state; nobody decides on what he entered himself. */
export function judgeMove(from: SheetState, act: SheetAct, mover: SheetMover): SheetMove | SheetRefusal {
  if (!SHEET_MOVES.some((m) => m.act === act && mover.hands.includes(m.hand))) return 'not_yours'
  const found = moveOf(from, act)
  if (found === null) return 'not_now'
  return found.another && mover.own ? 'own' : found
}

export function mayMove(from: SheetState, act: SheetAct, mover: SheetMover): boolean { return typeof judgeMove(from, act, mover) === 'object' }

/** `day`: of the month after, the last on which an entry is not late. `yearsBack`: card years before the running one that may still be filled. */
export interface Closing { day: number; yearsBack: number }

/** Last day on which the month is not late. */
export function closesOn(period: string, { day }: Closing): string {
  return addDays(firstDayOf(addMonths(period, 1)), day - 1)
}

/** The day is over, or the card year of the month has its card (`yearIssued`). Then an entry needs a reason. */
export function isClosed(period: string, today: string, closing: Closing, yearIssued: boolean): boolean {
  return yearIssued || today > closesOn(period, closing)
}

/** Months that may be filled at all: from the first of the oldest open card year to the running one. */
export function isFillable(period: string, today: string, startMonth: number, { yearsBack }: Closing): boolean {
  return period <= today.slice(0, 7) && period >= cardYear(cardYearOf(today, startMonth).year - yearsBack, startMonth).from
}
