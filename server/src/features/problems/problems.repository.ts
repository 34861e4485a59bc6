// Every statement on problems and their paths. Texts are constants: each is prepared once.
import { SEEN_KINDS, SEEN_SOURCES, SOURCE } from '@onecard/shared/rules/problem-path'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database, HouseholdRef, Reader, Tx } from '../../kernel/db'
import { Problem, ProblemStep } from './problem.entity'

export interface ProblemRow {
  id: string; household_id: string; region: string; group_name: string | null; head_name: string; kind: string; source: string; status: string; line: string | null; line_label: string | null; text: string
  photos: string | null; raised_by: string; raised_by_name: string; raised_at: Date; deadline: string; open_until: string | null; responsible_id: string | null; responsible_name: string | null
  answered: number; closed_at: Date | null; version: number
}
export interface StepRow { id: string; problem_id: string; act: string; account_id: string; by_name: string; role: string; takes: number; text: string | null; photos: string | null; at: Date }

/** Where the reader is the household itself, matters of offices stay away. `own` is never empty, so that the text is one. */
const SEEN = `(p.household_id NOT IN (:own) OR p.source = '${SOURCE.household}' OR (p.source IN (${quoted(SEEN_SOURCES)}) AND p.kind IN (${quoted(SEEN_KINDS)})))`
const ROWS = `SELECT p.*, h.region, h.group_name, h.head_name, a.name AS raised_by_name, r.name AS responsible_name
  FROM problem p JOIN household h ON h.id = p.household_id AND {scope:h} JOIN account a ON a.id = p.raised_by LEFT JOIN account r ON r.id = p.responsible_id WHERE ${SEEN}`

function quoted(codes: readonly string[]): string { return codes.map((code) => `'${code}'`).join(', ') }

/** Households that the actor reads as their own. */
export function ownOf(actor: Actor): string[] {
  const own = actor.acting.filter((standing) => standing.role === 'household').flatMap((standing) => standing.households)
  return own.length > 0 ? own : ['']
}

export interface Wanted { state: 'open' | 'overdue' | 'closed'; region?: string; after: { key: string; id: string } | null; limit: number; today: string }

export class Problems {
  constructor(private readonly db: Database) {}

  reader(actor: Actor): Reader { return this.db.read(actor) }

  /** Open ones by deadline; struck off ones newest first. `after.key`: a deadline, or ms. */
  page(reader: Reader, { state, region, after, limit, today }: Wanted): Promise<ProblemRow[]> {
    const land = region ? ' AND h.region >= :land AND h.region < :afterLand' : ''
    const params = { own: ownOf(reader.actor), ...(region && { land: region, afterLand: prefixUpperBound(region) }), ...(after && { id: after.id }) }
    if (state === 'closed') {
      const rest = after ? ' AND (p.closed_at < :at OR (p.closed_at = :at AND p.id < :id))' : ''
      return reader.select(`${ROWS} AND p.closed_at IS NOT NULL${land}${rest} ORDER BY p.closed_at DESC, p.id DESC LIMIT ${Number(limit)}`, { ...params, ...(after && { at: clock.at(Number(after.key)) }) })
    }
    const due = state === 'overdue' ? 'p.open_until < :today' : 'p.open_until IS NOT NULL'
    const rest = after ? ' AND p.open_until >= :key AND (p.open_until, p.id) > (:key, :id)' : ''
    return reader.select(`${ROWS} AND ${due}${land}${rest} ORDER BY p.open_until, p.id LIMIT ${Number(limit)}`, { ...params, ...(state === 'overdue' && { today }), ...(after && { key: after.key }) })
  }

  /** Newest first. */
  ofHousehold(reader: Reader, household: string, before: string, limit: number): Promise<ProblemRow[]> {
    return reader.select(`${ROWS} AND p.household_id = :household AND p.id < :before ORDER BY p.id DESC LIMIT ${Number(limit)}`, { own: ownOf(reader.actor), household, before })
  }

  one(reader: Reader, household: string, problem: string): Promise<ProblemRow | null> {
    return reader.one(`${ROWS} AND p.household_id = :household AND p.id = :problem`, { own: ownOf(reader.actor), household, problem })
  }

  /** Oldest first. */
  steps(reader: Reader, problems: readonly string[]): Promise<StepRow[]> {
    return problems.length === 0 ? Promise.resolve([]) : reader.select(
      'SELECT s.*, a.name AS by_name FROM problem_step s JOIN household h ON h.id = s.household_id AND {scope:h} JOIN account a ON a.id = s.account_id WHERE s.problem_id IN (:problems) ORDER BY s.id', { problems })
  }

  async insert(tx: Tx, household: HouseholdRef, row: Omit<Problem, 'householdId'>): Promise<void> { await tx.insert(Problem, row, household) }

  async addStep(tx: Tx, household: HouseholdRef, row: Omit<ProblemStep, 'householdId'>): Promise<void> { await tx.insert(ProblemStep, row, household) }

  async move(tx: Tx, problem: string, to: { status: string; deadline: string; openUntil: string | null; responsible: string | null; answered: number; closedAt: Date | null }): Promise<void> {
    await tx.change(
      `UPDATE problem p JOIN household h ON h.id = p.household_id AND {scope:h} SET p.status = :status, p.deadline = :deadline, p.open_until = :openUntil, p.responsible_id = :responsible, p.answered = :answered,
       p.closed_at = :closedAt, p.version = p.version + 1 WHERE p.id = :problem`, { problem, ...to })
  }
}
