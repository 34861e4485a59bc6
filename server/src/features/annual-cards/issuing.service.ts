// Freezing cards and signing them. A later issue never touches an earlier one.
import type { IssueCard, IssueCards, SignCard } from '@onecard/shared/contract/annual-cards.requests'
import type { IssuedCardView, IssuedManyView } from '@onecard/shared/contract/annual-cards.views'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { DatabaseFailure, type Database, type HouseholdRef, type Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem } from '../../kernel/http/problem'
import type { AnnualCardsService } from './annual-cards.service'
import type { AnnualCards, IssuedRow } from './annual-cards.repository'
import type { DerivedAnnual } from './annual-content'
import { freeze, type Frozen } from './frozen'
import { isOn, mayBe, mayOn } from './standing'

/** Two cards may come out with one code; whoever comes second takes the next of his own. */
const DRAWS = 5

export class IssuingService {
  constructor(private readonly db: Database, private readonly cards: AnnualCards, private readonly frozen: Frozen, private readonly annual: AnnualCardsService) {}

  issue(actor: Actor, input: IssueCard, once: Once): Promise<IssuedCardView> {
    return this.#drawing((skip) => this.db.once(actor, 'annualCards.issue', once, async (tx) => {
      const household = await tx.household(input.id, true)
      const derived = household && await this.annual.derive(tx, input.id, input.year)
      if (!household || !derived) throw problem('not_found')
      const { json, hash } = freeze(derived.content)
      if (hash !== input.basis) throw problem('card.changed_since')
      if (derived.hindrances.length > 0) throw problem('card.not_ready', { why: derived.hindrances.join('；') })
      const newest = (await this.cards.newest(tx, [household.id], input.year)).get(household.id)
      if (newest?.hash === hash) throw problem('card.unchanged')
      const reason = input.reason?.trim() || null
      if (newest && reason === null) throw problem('request.invalid', {}, { errors: [{ field: 'reason', message: '请写明为什么出新的一版' }] })
      const version = await this.#put(tx, actor, household, input.year, json, hash, newest, reason, skip)
      return await this.#viewOf(tx, actor, household, input.year, version)
    }))
  }

  /** All of a village whose year is whole, which nothing stands in the way of, and whose newest card says something else or is not there. */
  issueMany(actor: Actor, { region, year }: IssueCards, once: Once): Promise<IssuedManyView> {
    return this.#drawing((skip) => this.db.once(actor, 'annualCards.issueMany', once, async (tx) => {
      if (!tx.scope.coversLand(region)) throw problem('not_found')
      const ids = (await tx.select<{ id: string }>('SELECT h.id FROM household h WHERE h.region = :region AND {scope:h} ORDER BY h.id FOR UPDATE', { region })).map(({ id }) => id)
      const [derived, newest] = [await this.annual.deriveAll(tx, ids, year), await this.cards.newest(tx, ids, year)]
      const answer: IssuedManyView = { issued: 0, skipped: [] }
      for (const one of derived) {
        const { json, hash } = freeze(one.content)
        const known = newest.get(one.id)
        if (known?.hash === hash) continue
        const why = whyNot(one)
        const household = why === null ? await tx.household(one.id) : null
        if (!household) { answer.skipped.push({ household: { id: one.id, headName: one.content.headName }, why: why ?? '没有找到' }); continue }
        await this.#put(tx, actor, household, year, json, hash, known, known ? '全村统一重新签发' : null, skip)
        answer.issued++
      }
      return answer
    }))
  }

  sign(actor: Actor, input: SignCard, once: Once): Promise<IssuedCardView> {
    return this.db.once(actor, 'annualCards.sign', once, async (tx) => {
      const household = await tx.household(input.id, true)
      if (!household) throw problem('not_found')
      const newest = (await this.cards.newest(tx, [household.id], input.year)).get(household.id)
      if (!newest || input.version > newest.version) throw problem('not_found')
      if (newest.version !== input.version || newest.hash !== input.hash) throw problem('card.changed_since')
      if (!mayBe(actor, input.as, household)) throw problem('permission.denied')
      const own = isOn(actor, 'household', household)
      if (input.as === 'household' && !own && !input.drawn) throw problem('request.invalid', {}, { errors: [{ field: 'drawn', message: '在别人手机上签，请户主亲手写名字' }] })
      const of = { householdId: household.id, year: input.year, version: input.version }
      const name = input.as === 'household' ? this.frozen.content(of, newest.body).headName : actor.name
      await this.cards.sign(tx, {
        year: input.year, version: input.version, signedAs: input.as, accountId: actor.accountId, name, at: clock.date(), drawnSealed: input.drawn ? this.frozen.drawn(of, input.as, input.drawn) : null,
      }, household).catch((error: unknown) => { throw error instanceof DatabaseFailure && error.duplicate ? problem('card.signed') : error })
      await tx.audit({ subject: household.id, householdId: household.id, region: household.region, changed: [{ field: `annual_card.${input.year}.${input.version}.${input.as}`, before: null, after: 'signed' }] })
      return this.#viewOf(tx, actor, household, input.year, input.version)
    })
  }

  async #put(tx: Tx, actor: Actor, household: HouseholdRef, year: number, json: string, hash: string, newest: IssuedRow | undefined, reason: string | null, skip: number): Promise<number> {
    const version = (newest?.version ?? 0) + 1
    const of = { householdId: household.id, year, version }
    if (newest?.changed) await this.cards.current(tx, household.id, year)
    await this.cards.insert(tx, { year, version, hash, verification: this.frozen.code(of, hash, skip), body: this.frozen.seal(of, json), issuedAt: clock.date(), issuedBy: actor.accountId, reason, changed: false }, household)
    await tx.audit({ subject: household.id, householdId: household.id, region: household.region, reason, changed: [{ field: `annual_card.${year}`, before: newest?.version ?? null, after: version }] })
    return version
  }

  async #viewOf(tx: Tx, actor: Actor, household: HouseholdRef, year: number, version: number): Promise<IssuedCardView> {
    const [rows, signatures] = [await this.cards.ofYear(tx, household.id, year), await this.cards.signatures(tx, household.id)]
    const row = rows.find((candidate) => candidate.version === version)
    const view = row && this.annual.view(actor, household, row, rows[0].version, signatures)
    if (!view || !mayOn(actor, 'card.read', household)) throw problem('not_found')
    return view
  }

  async #drawing<T>(draw: (skip: number) => Promise<T>): Promise<T> {
    for (let skip = 0; ; skip++) {
      try { return await draw(skip) } catch (error) { if (!(error instanceof DatabaseFailure && error.duplicate && skip < DRAWS)) throw error }
    }
  }
}

function whyNot({ content, hindrances }: DerivedAnnual): string | null {
  if (hindrances.length > 0) return hindrances.join('；')
  if (content.through < content.to) return `${content.year} 年度还没有过完`
  return content.missingMonths > 0 ? `还缺 ${content.missingMonths} 个月的收支` : null
}
