import type { Page } from '@onecard/shared/contract/common.views'
import type { CountHouseholds, ListHouseholds, Reveal, SearchHouseholds } from '@onecard/shared/contract/households.requests'
import type { HouseholdCounts, HouseholdListItem, PairingView, RevealView } from '@onecard/shared/contract/households.views'
import { roleMay } from '@onecard/shared/permissions'
import { normaliseCertificate } from '@onecard/shared/rules/id-number'
import { SIGHT_OF_ROLE, SIGHT_GRID, mayReveal, seeListItem } from '@onecard/shared/rules/sight'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { seesCauses, type Condition } from './household-filter'
import type { Cursor, Households, ListRow } from './households.repository'

const PAGE = 50
const NO_CONDITION: Condition = { sql: '', params: {} }

export class HouseholdsService {
  constructor(private readonly households: Households, private readonly county: County, private readonly vault: Vault, private readonly reads: ReadRecorder) {}

  list(actor: Actor, input: ListHouseholds): Promise<Page<HouseholdListItem>> { return this.#page(actor, input, NO_CONDITION) }

  /** By a whole ID number or phone (for those who see the field at all), else by the beginning of the head's name. */
  search(actor: Actor, input: SearchHouseholds): Promise<Page<HouseholdListItem>> {
    const { text, ...filter } = input
    return this.#page(actor, filter, this.#textCondition(actor, text.trim()))
  }

  #textCondition(actor: Actor, text: string): Condition {
    // A masked value must not be found by the whole one: each search would answer whether a guess is right.
    const seesWhole = (field: 'phone' | 'headName'): boolean => actor.acting.every((s) => { const sight = SIGHT_OF_ROLE[s.role]; return sight !== null && SIGHT_GRID[field][sight] === 'full' })
    const mayReveal = actor.acting.every((s) => roleMay(s.role, 'household.reveal'))
    const certificate = normaliseCertificate(text)
    if (/^\d{17}[\dX]/.test(certificate) && certificate.length >= 18) {
      if (!mayReveal) return { sql: ' AND 1 = 0', params: {} }
      return { sql: ' AND h.id IN (SELECT sm.household_id FROM member sm WHERE sm.certificate_index = :certificate AND sm.left_on IS NULL)', params: { certificate: this.vault.index('certificate', certificate.slice(0, 18)) } }
    }
    if (/^1\d{10}$/.test(text)) {
      if (!seesWhole('phone')) return { sql: ' AND 1 = 0', params: {} }
      const phone = this.vault.index('phone', text)
      return { sql: ' AND (h.phone_index = :phone OR h.id IN (SELECT sp.household_id FROM member sp WHERE sp.phone_index = :phone AND sp.left_on IS NULL))', params: { phone } }
    }
    if (!seesWhole('headName')) return { sql: ' AND 1 = 0', params: {} }
    return { sql: ' AND h.head_name LIKE :name', params: { name: `${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%` } }
  }

  async #page(actor: Actor, input: ListHouseholds, more: Condition): Promise<Page<HouseholdListItem>> {
    const limit = input.limit ?? PAGE
    const today = clock.today()
    const { after, ...filter } = input
    const rows = await this.households.page(actor, filter, more, this.#cursor(after, input.sort), limit + 1, today)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.flatMap((row) => this.#item(actor, row, today) ?? []),
      next: rows.length > limit && last ? (input.sort === 'due' ? `${last.due_on ?? '-'}.${last.id}` : last.id) : null,
    }
  }

  #cursor(after: string | undefined, sort: string | undefined): Cursor | null {
    if (!after) return null
    const match = sort === 'due' ? /^(-|\d{4}-\d{2}-\d{2})\.([0-9A-Z]{26})$/.exec(after) : /^()([0-9A-Z]{26})$/.exec(after)
    if (!match) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '翻页标记不对，请从第一页重新打开' }] })
    return { id: match[2], ...(match[1] && match[1] !== '-' && { due: match[1] }) }
  }

  #item(actor: Actor, row: ListRow, today: string): HouseholdListItem | null {
    const standing = standingOf(actor, row.id, row.region)
    const sight = standing && SIGHT_OF_ROLE[standing.role]
    if (!standing || !sight) return null
    const { county } = this
    return seeListItem({
      id: row.id, version: row.version, code: row.code, number: row.number, headName: row.head_name, region: { ...county.place(row.region), group: row.group_name },
      memberCount: row.member_count, state: county.term('lifecycle', row.state), type: county.term('household_type', row.household_type),
      causes: [row.cause_main, row.cause_other1, row.cause_other2].filter((c): c is string => !!c).map((c) => county.term('cause', c)),
      perCapitaFen: row.per_capita_fen === null ? null : Number(row.per_capita_fen), below: row.below_line === null ? null : row.below_line === 1,
      helperName: row.helper_name, lastVisitOn: row.last_visit_on, dueOn: row.due_on,
    }, sight, { today, policyArea: standing.policyArea })
  }

  async counts(actor: Actor, input: CountHouseholds): Promise<HouseholdCounts> {
    const today = clock.today()
    const of = async (column: 'state' | 'household_type' | 'cause_main', list: string) =>
      (await this.households.counts(actor, input, column, today)).map(({ code, n }) => ({ ...this.county.term(list, code), count: Number(n) }))
    const [byState, byType, byCause] = await Promise.all([of('state', 'lifecycle'), of('household_type', 'household_type'), seesCauses(actor) ? of('cause_main', 'cause') : []])
    return { total: byState.reduce((sum, row) => sum + row.count, 0), byState, byType, byCause }
  }

  /** A whole number, with a reason that is recorded before it is answered. */
  async reveal(actor: Actor, input: Reveal): Promise<RevealView> {
    const row = await this.households.member(this.households.reader(actor), input.id, input.member)
    const standing = row && standingOf(actor, input.id, row.region)
    if (!row || !standing) throw problem('not_found')
    const phone = row.phone_sealed !== null
      ? () => this.vault.open('member.phone', row.id, row.phone_sealed as string)
      : row.household_phone !== null && row.relation === '01' ? () => this.vault.open('household.phone', row.household_id, row.household_phone as string) : null
    const certificate = row.certificate_sealed === null ? null : () => this.vault.open('member.certificate', row.id, row.certificate_sealed as string)
    const sight = SIGHT_OF_ROLE[standing.role]
    if (sight === null || !mayReveal(input.field, sight)) throw problem('permission.denied')
    const bank = row.household_bank === null || row.relation !== '01'
      ? null : () => this.vault.open('household.bank_card', row.household_id, row.household_bank as string)
    const open = { certificate, phone, bank }[input.field]
    if (!open) throw problem('not_found')
    await this.reads.now(actor, standing, input.id, row.region, 'reveal', `${input.field}: ${input.reason}`.slice(0, 200))
    return { member: row.id, field: input.field, value: open() }
  }

  async pairings(actor: Actor, household: string): Promise<Page<PairingView>> {
    const reader = this.households.reader(actor)
    if (!await reader.household(household)) throw problem('not_found')
    const rows = await this.households.pairings(reader, household)
    return { items: rows.map((r) => ({ id: r.id, account: r.account, name: r.name, unit: r.unit, primary: r.is_primary === 1, from: r.from_day, to: r.to_day })), next: null }
  }
}
