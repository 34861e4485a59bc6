// What happened in other features, told to whom it concerns. Payloads carry ids; what else is needed is read anew, and what is gone is not told.
import { STATUS } from '@onecard/shared/rules/problem-path'
import type { Database, Everywhere, HouseTx } from '../../kernel/db'
import type { Relay } from '../../kernel/outbox/relay'
import type { NoticeDesk, Told } from './desk'
import type { NoticeKind } from './kinds'
import { helpersOf, ownersOfVisits, secretariesOf } from './recipients'

interface ChangeEvent { household: string; change: string; account: string; outcome?: 'approved' | 'returned' }
interface VisitEvent { household: string; visit: string }
interface ProblemEvent { household: string; problem: string; step?: string }
interface SheetEvent { household: string; sheet: string; version: number; account: string | null }
interface ProblemRow { raised_by: string; responsible_id: string | null; source: string; status: string }

export class NoticeEvents {
  readonly #house: Everywhere
  constructor(db: Database, private readonly desk: NoticeDesk, relay: Relay) {
    this.#house = db.everywhere('whom an event concerns is not decided by who caused it')
    const each = <E>(topic: string, tell: (tx: HouseTx, event: E) => Promise<void>): void => relay.on(topic, async (events: E[]) => {
      for (const event of events) await this.#house.write((tx) => tell(tx, event))
    })
    each<ChangeEvent>('change.proposed', (tx, event) => this.#changeProposed(tx, event))
    each<ChangeEvent>('change.decided', (tx, event) => this.#changeDecided(tx, event))
    relay.on('visit.recorded', (events: VisitEvent[]) => this.#visitsRecorded(events))
    each<VisitEvent>('visit.confirmed', (tx, event) => this.#visitConfirmed(tx, event))
    each<ProblemEvent>('problem.raised', (tx, event) => this.#problemRaised(tx, event))
    each<ProblemEvent>('problem.advanced', (tx, event) => this.#problemAdvanced(tx, event))
    each<SheetEvent>('sheet.returned', (tx, event) => this.#sheetReturned(tx, event))
    each<SheetEvent>('sheet.disputed', (tx, event) => this.#sheetDisputed(tx, event))
  }

  async #changeProposed(tx: HouseTx, { household, change, account }: ChangeEvent): Promise<void> {
    const deciders = await secretariesOf(tx, household)
    await this.desk.tell(tx, without(deciders, account), { kind: 'change_proposed', household, subject: change, cause: `change.${change}.proposed` })
  }

  async #changeDecided(tx: HouseTx, { household, change, account, outcome }: ChangeEvent): Promise<void> {
    await this.desk.tell(tx, [account], { kind: outcome === 'approved' ? 'change_approved' : 'change_returned', household, subject: change, cause: `change.${change}.${outcome}` })
  }

  /** By far the most frequent, and few households have a phone of their own: one question for all of a round. */
  async #visitsRecorded(events: readonly VisitEvent[]): Promise<void> {
    const told = await ownersOfVisits(this.#house, events.map(({ visit }) => visit))
    if (told.length === 0) return
    await this.#house.write(async (tx) => {
      for (const { account, household, visit } of told) await this.desk.tell(tx, [account], { kind: 'visit_recorded', household, subject: visit, cause: `visit.${visit}` })
    })
  }

  /** Agreement needs nobody; a household that says it was not so is heard by who wrote it and who is responsible. */
  async #visitConfirmed(tx: HouseTx, { household, visit }: VisitEvent): Promise<void> {
    const [row] = await tx.select<{ account_id: string }>('SELECT v.account_id FROM visit v WHERE v.id = :visit AND v.confirmed = 0', { visit })
    if (row) await this.desk.tell(tx, [row.account_id, ...await helpersOf(tx, household)], { kind: 'visit_disputed', household, subject: visit, cause: `visit.${visit}.disputed` })
  }

  /** Whoever entered it mends it; where nobody is known to have, the person responsible for the household. */
  async #sheetReturned(tx: HouseTx, { household, sheet, version, account }: SheetEvent): Promise<void> {
    await this.desk.tell(tx, account === null ? await helpersOf(tx, household) : [account], { kind: 'entry_returned', household, subject: sheet, cause: `sheet.${sheet}.${version}` })
  }

  /** The household says that the month is not so. */
  async #sheetDisputed(tx: HouseTx, { household, sheet, version, account }: SheetEvent): Promise<void> {
    const near = [...account === null ? [] : [account], ...await helpersOf(tx, household), ...await secretariesOf(tx, household)]
    await this.desk.tell(tx, near, { kind: 'entry_disputed', household, subject: sheet, cause: `sheet.${sheet}.${version}` })
  }

  /** Nobody has it in hand yet: whoever helps the household, and the village. */
  async #problemRaised(tx: HouseTx, { household, problem }: ProblemEvent): Promise<void> {
    const row = await problemOf(tx, problem)
    if (!row) return
    const near = [...await helpersOf(tx, household), ...await secretariesOf(tx, household)]
    await this.desk.tell(tx, without(near, row.raised_by), { kind: 'problem_raised', household, subject: problem, cause: `problem.${problem}` })
  }

  async #problemAdvanced(tx: HouseTx, { household, problem, step }: ProblemEvent): Promise<void> {
    const row = await problemOf(tx, problem)
    const [taken] = step ? await tx.select<{ act: string; account_id: string }>('SELECT s.act, s.account_id FROM problem_step s WHERE s.id = :step', { step }) : []
    if (!row || !taken) return
    const raiser = [row.raised_by]
    const responsible = row.responsible_id ? [row.responsible_id] : await helpersOf(tx, household)
    const told: Readonly<Record<string, [NoticeKind, readonly string[]][]>> = {
      claim: [['problem_claimed', raiser]],
      answer: [['problem_answered', raiser]],
      fixed: [['problem_answered', raiser], ['problem_to_check', row.status === STATUS.awaitingCheck ? await secretariesOf(tx, household) : []]],
      return: [['problem_returned', responsible]],
      close: [['problem_closed', [...raiser, ...responsible]]],
      accept: [['problem_accepted', responsible]],
      object: [['problem_objected', responsible]],
    }
    const already = [taken.account_id]
    for (const [kind, accounts] of told[taken.act] ?? []) {
      const fresh = without(accounts, ...already)
      await this.desk.tell(tx, fresh, { kind, household, subject: problem, cause: `step.${step}` } satisfies Told)
      already.push(...fresh)
    }
  }
}

const without = (accounts: readonly string[], ...not: string[]): string[] => accounts.filter((account) => !not.includes(account))

async function problemOf(tx: HouseTx, problem: string): Promise<ProblemRow | null> {
  return (await tx.select<ProblemRow>('SELECT p.raised_by, p.responsible_id, p.source, p.status FROM problem p WHERE p.id = :problem', { problem }))[0] ?? null
}
