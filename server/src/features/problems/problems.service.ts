// 问题: raised by whoever stands at the house or looks at its record, answered within its day, struck off by somebody else than who mended it.
import type { Page } from '@onecard/shared/contract/common.views'
import type { AdvanceProblem, GetProblem, ListHouseholdProblems, ListProblems, RaiseProblem } from '@onecard/shared/contract/problems.requests'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import { deadlineAfter, deadlineOf, NEEDS_WORDS, sourceOf, STATUS, stepProblem, type Refused, type Stepped } from '@onecard/shared/rules/problem-path'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Reader, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { photosByHash } from '../photos'
import { lineLabel } from './lines'
import { actorOf, caseView, factsOf, roleHere } from './problem.view'
import type { ProblemRow, Problems } from './problems.repository'

const PAGE = 30
const NEWEST = 'Z'.repeat(26)
const REFUSED = { not_yours: 'problem.not_yours', own: 'problem.own', not_now: 'problem.not_now' } as const satisfies Record<Refused, string>

export class ProblemsService {
  constructor(private readonly db: Database, private readonly problems: Problems, private readonly county: County, private readonly reads: ReadRecorder) {}

  /** Throws `not_found`, `request.invalid` at `kind` or `line`, `key.reused`. The source follows from who raises it, the day from its kind. */
  raise(actor: Actor, input: RaiseProblem, once: Once): Promise<CaseView> {
    return this.db.once(actor, 'problems.raise', once, async (tx) => {
      const household = await tx.household(input.id, true)
      const role = household && roleHere(actor, household.id, household.region)
      if (!household || !role) throw problem('not_found')
      if (!this.county.has('problem_kind', input.kind)) throw fault('kind', '请选是哪方面的')
      const text = input.text.trim()
      if (text.length < 2) throw fault('text', '请写几个字说明')
      const label = input.line === undefined ? null : await lineLabel(tx, household, this.county, input.line)
      if (input.line !== undefined && label === null) throw fault('line', '明白卡上没有这一项，请刷新再选')
      const now = clock.date()
      const deadline = deadlineOf(input.kind, clock.today(), this.county.settings.problems)
      const id = newId()
      await this.problems.insert(tx, household, {
        id, kind: input.kind, source: sourceOf(role), status: STATUS.open, line: input.line ?? null, lineLabel: label?.slice(0, 60) ?? null, text, photos: hashes(input.photos), raisedBy: actor.accountId, raisedAt: now,
        deadline, openUntil: deadline, responsibleId: null, answered: false, closedAt: null, version: 1,
      })
      await tx.audit({ subject: id, householdId: household.id, region: household.region, changed: [{ field: 'problem', before: null, after: input.kind }] })
      await tx.emit('problem.raised', { household: household.id, problem: id })
      return this.#view(tx, actor, household.id, id)
    })
  }

  /** Throws `not_found`, `conflict`, `problem.own`, `problem.not_now`, `problem.not_yours`, `request.invalid` at `text`. */
  advance(actor: Actor, input: AdvanceProblem, once: Once): Promise<CaseView> {
    return this.db.once(actor, 'problems.advance', once, async (tx) => {
      const household = await tx.household(input.id, true)
      const row = household && await this.problems.one(tx, household.id, input.problem)
      if (!household || !row) throw problem('not_found')
      const role = roleHere(actor, household.id, household.region)
      const { objectDays } = this.county.settings.problems
      const stepped = stepProblem(factsOf(row), input.act, actorOf(role, actor.accountId, row, await this.problems.steps(tx, [row.id])), clock.today(), { objectDays })
      // Whom a step does not belong to is told that, whatever he had last seen; everybody else must have seen the last step.
      if (stepped === 'not_yours' || stepped === 'own') throw problem(REFUSED[stepped])
      if (row.version !== input.version) throw problem('conflict')
      if (stepped === 'not_now') throw problem(REFUSED[stepped])
      const text = input.text?.trim() || null
      if (NEEDS_WORDS.includes(input.act) && (text ?? '').length < 2) throw fault('text', '请写几个字说明')
      const step = newId()
      await this.#move(tx, row, input.act, stepped)
      await this.problems.addStep(tx, household, { id: step, problemId: row.id, act: input.act, accountId: actor.accountId, role: role ?? '-', takes: stepped.takes, text, photos: hashes(input.photos), at: clock.date() })
      await tx.audit({ subject: row.id, householdId: household.id, region: household.region, changed: [{ field: `problem.${input.act}`, before: row.status, after: stepped.status }] })
      await tx.emit('problem.advanced', { household: household.id, problem: row.id, step })
      return this.#view(tx, actor, household.id, row.id)
    })
  }

  async #move(tx: Tx, row: ProblemRow, act: AdvanceProblem['act'], { status, takes }: Exclude<Stepped, Refused>): Promise<void> {
    const deadline = deadlineAfter(status, row.deadline, clock.today(), this.county.settings.problems.reopenDays)
    const closed = status === STATUS.closed
    await this.problems.move(tx, row.id, {
      status, deadline, openUntil: closed ? null : deadline, responsible: takes ? tx.actor.accountId : row.responsible_id,
      answered: act === 'object' ? 0 : act === 'answer' || act === 'fixed' ? 1 : row.answered, closedAt: closed ? clock.date() : null,
    })
  }

  /** A land outside the scope answers what an empty one does. */
  async list(actor: Actor, { region, state = 'open', after, limit = PAGE }: ListProblems): Promise<Page<CaseView>> {
    const reader = this.problems.reader(actor)
    const rows = await this.problems.page(reader, { state, region, after: cursorOf(after), limit: limit + 1, today: clock.today() })
    const page = pageOf(rows, limit, (row) => `${state === 'closed' ? row.closed_at?.getTime() : row.open_until}.${row.id}`)
    const steps = await this.problems.steps(reader, page.items.map((row) => row.id))
    return { items: page.items.map((row) => caseView(row, { steps, photos: new Map() }, actor, this.county)), next: page.next }
  }

  async ofHousehold(actor: Actor, { id, after, limit = PAGE }: ListHouseholdProblems): Promise<Page<CaseView>> {
    const reader = this.problems.reader(actor)
    await this.#look(reader, actor, id)
    const page = pageOf(await this.problems.ofHousehold(reader, id, ulidAfter(after) || NEWEST, limit + 1), limit, (row) => row.id)
    return { items: await this.#views(reader, actor, id, page.items), next: page.next }
  }

  async get(actor: Actor, { id, problem: problemId }: GetProblem): Promise<CaseView> {
    const reader = this.problems.reader(actor)
    await this.#look(reader, actor, id)
    return this.#view(reader, actor, id, problemId)
  }

  /** Its problems tell of the household: the look stands in 谁看过我家. */
  async #look(reader: Reader, actor: Actor, id: string): Promise<void> {
    const household = await reader.household(id)
    const standing = household && standingOf(actor, id, household.region)
    if (!household || !standing) throw problem('not_found')
    if (!this.reads.note(actor, standing, id, household.region, 'problems')) throw problem('server.unavailable', {}, { retryAfter: 5 })
  }

  async #view(reader: Reader, actor: Actor, household: string, id: string): Promise<CaseView> {
    const row = await this.problems.one(reader, household, id)
    if (!row) throw problem('not_found')
    return (await this.#views(reader, actor, household, [row]))[0]
  }

  async #views(reader: Reader, actor: Actor, household: string, rows: readonly ProblemRow[]): Promise<CaseView[]> {
    const steps = await this.problems.steps(reader, rows.map((row) => row.id))
    const photos = await photosByHash(reader, household, [...rows, ...steps].flatMap((row) => row.photos?.split(',') ?? []))
    return rows.map((row) => caseView(row, { steps, photos }, actor, this.county))
  }
}

const hashes = (photos: readonly string[] | undefined): string | null => photos && photos.length > 0 ? [...new Set(photos)].join(',') : null
const fault = (field: string, message: string): Error => problem('request.invalid', {}, { errors: [{ field, message }] })

function cursorOf(after: string | undefined): { key: string; id: string } | null {
  if (after === undefined) return null
  const match = /^(\d{4}-\d{2}-\d{2}|\d{10,15})\.([0-9A-HJKMNP-TV-Z]{26})$/.exec(after)
  if (!match) throw fault('after', '请从第一页重新打开')
  return { key: match[1], id: match[2] }
}
