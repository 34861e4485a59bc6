// The annual 明白卡: derived from approved sheets on every read, and as it was frozen.
import type { AnnualCardView, IssuedCardView, IssueSummary } from '@onecard/shared/contract/annual-cards.views'
import type { ListAnnualCards, OfIssue, OfYear } from '@onecard/shared/contract/annual-cards.requests'
import type { Page } from '@onecard/shared/contract/common.views'
import { cardDifferences } from '@onecard/shared/rules/annual-card-differences'
import { cardYearOf } from '@onecard/shared/rules/period'
import { printVerification } from '@onecard/shared/rules/verification-code'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Reader } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { pageOf } from '../../kernel/http/paging'
import type { AnnualCards, IssuedRow, SignatureRow } from './annual-cards.repository'
import type { AnnualContents, DerivedAnnual } from './annual-content'
import { freeze, type Frozen } from './frozen'
import { mayBe, mayOn, seenBy, type Of, type SignAs } from './standing'

const PAGE = 50
const ALL_SIGN: readonly SignAs[] = ['household', 'helper', 'secretary']

export class AnnualCardsService {
  constructor(
    private readonly db: Database, private readonly county: County, private readonly cards: AnnualCards, private readonly contents: AnnualContents, private readonly frozen: Frozen,
    private readonly reads: ReadRecorder) {}

  async get(actor: Actor, { id, year }: OfYear): Promise<AnnualCardView> {
    const reader = this.db.read(actor)
    const [derived, issued, signatures, known] = await Promise.all([this.derive(reader, id, year), this.cards.ofYear(reader, id, year), this.cards.signatures(reader, id), this.cards.known(reader, id)])
    if (!derived) throw problem('not_found')
    const content = seenBy(actor, derived, derived.content)
    if (!content) throw problem('not_found')
    this.note(actor, derived)
    const newest = issued[0] as IssuedRow | undefined
    // As he sees both: what is kept from him of a child is not told by how it changed.
    const before = newest && seenBy(actor, derived, this.frozen.content(of(newest), newest.body))
    const view = newest && this.view(actor, derived, newest, newest.version, signatures)
    const taken = signatures.filter((s) => s.year === year && s.version === newest?.version).map((s) => s.signed_as)
    return {
      household: { id, headName: content.headName, region: content.region }, year, years: this.#years(known), content, basis: freeze(derived.content).hash, issued: view ?? null,
      differences: before ? cardDifferences(before, content) : [],
      mayIssue: mayOn(actor, 'card.issue', derived), hindrances: derived.hindrances,
      maySignAs: newest ? ALL_SIGN.filter((as) => !taken.includes(as) && mayBe(actor, as, derived)) : [],
    }
  }

  /** Newest first; each with what it changed against the version before it. */
  async list(actor: Actor, { id, limit = PAGE, after }: ListAnnualCards): Promise<Page<IssueSummary>> {
    const reader = this.db.read(actor)
    const household = await reader.household(id)
    if (!household) throw problem('not_found')
    const [rows, signatures] = await Promise.all([this.cards.ofHousehold(reader, id, cursor(after), limit + 1), this.cards.signatures(reader, id)])
    const page = pageOf(rows, limit, (row) => `${row.year}-${row.version}`)
    this.note(actor, household)
    const contents = rows.map((row) => {
      const content = seenBy(actor, household, this.frozen.content(of(row), row.body))
      if (!content) throw problem('not_found')
      return content
    })
    const newest = await this.#newestOf(reader, id, page.items)
    const items = await Promise.all(page.items.map(async (row, i) => {
      const older = rows[i + 1]?.year !== row.year && row.version > 1 ? await this.#contentOf(reader, id, row.year, row.version - 1) : null
      const before = rows[i + 1]?.year === row.year ? contents[i + 1] : older && seenBy(actor, household, older)
      const { net, perCapitaFen } = contents[i]
      const signed = signatures.filter((s) => s.year === row.year && s.version === row.version)
      return {
        year: row.year, version: row.version, state: stateOf(row.version, newest.get(row.year) ?? row.version, signed), issuedAt: clock.iso(row.issued_at), issuedBy: row.issued_by_name ?? '',
        netFen: net.fen, perCapitaFen, signatures: signed.map((s) => ({ as: s.signed_as, on: clock.iso(s.at) })), differences: before ? cardDifferences(before, contents[i]) : [],
      }
    }))
    return { items, next: page.next }
  }

  async version(actor: Actor, { id, year, version }: OfIssue): Promise<IssuedCardView> {
    const reader = this.db.read(actor)
    const [household, issued, signatures] = await Promise.all([reader.household(id), this.cards.ofYear(reader, id, year), this.cards.signatures(reader, id)])
    const row = issued.find((candidate) => candidate.version === version)
    const view = household && row && this.view(actor, household, row, issued[0].version, signatures)
    if (!view) throw problem('not_found')
    this.note(actor, household)
    return view
  }

  /** As this actor may read it; null where he may not. */
  view(actor: Actor, household: Of, row: IssuedRow, newest: number, signatures: readonly SignatureRow[]): IssuedCardView | null {
    const content = seenBy(actor, household, this.frozen.content(of(row), row.body))
    const signed = signatures.filter((s) => s.year === row.year && s.version === row.version)
    return content && {
      year: row.year, version: row.version, hash: row.hash, state: stateOf(row.version, newest, signed), issuedAt: clock.iso(row.issued_at), issuedBy: row.issued_by_name ?? '', reason: row.reason,
      verification: printVerification(row.verification),
      signatures: signed.map((s) => ({ as: s.signed_as, by: s.name, on: clock.iso(s.at), ...(s.drawn_sealed !== null && { drawn: this.frozen.openDrawn(of(s), s.signed_as, s.drawn_sealed) }) })),
      content,
    }
  }

  /** Null where it is not in the reader's scope. */
  async derive(reader: Reader, id: string, year: number): Promise<DerivedAnnual | null> {
    return (await this.deriveAll(reader, [id], year))[0] ?? null
  }

  /** Those of the named households that are in the reader's scope, by id. */
  async deriveAll(reader: Reader, ids: readonly string[], year: number): Promise<DerivedAnnual[]> {
    const today = clock.today()
    const households = await this.cards.households(reader, ids)
    if (households.length === 0) return []
    const span = this.contents.span(year, today)
    return this.contents.build(await this.cards.rows(reader, households, span), span, today)
  }

  async #newestOf(reader: Reader, id: string, rows: readonly IssuedRow[]): Promise<Map<number, number>> {
    const years = [...new Set(rows.map(({ year }) => year))]
    const newest = await Promise.all(years.map(async (year) => [year, (await this.cards.newest(reader, [id], year)).get(id)?.version ?? 0] as const))
    return new Map(newest)
  }

  async #contentOf(reader: Reader, id: string, year: number, version: number): Promise<ReturnType<Frozen['content']> | null> {
    const row = await this.cards.one(reader, id, year, version)
    return row && this.frozen.content(of(row), row.body)
  }

  /** Newest first: from the running year back to that of the first entry, and whatever was issued. */
  #years({ first, issued }: { first: string | null; issued: number[] }): number[] {
    const { startMonth } = this.county.settings.cardYear
    const now = cardYearOf(clock.today(), startMonth).year
    const oldest = first === null ? now : cardYearOf(first, startMonth).year
    return [...new Set([...Array.from({ length: Math.max(0, now - oldest + 1) }, (_, i) => now - i), ...issued])].sort((a, b) => b - a)
  }

  /** Reading a card is reading the household. Throws `server.unavailable` when reads cannot be recorded. */
  note(actor: Actor, { id, region }: Of): void {
    const standing = standingOf(actor, id, region)
    if (!standing || !this.reads.note(actor, standing, id, region, 'annual')) throw problem('server.unavailable', {}, { retryAfter: 5 })
  }
}

export const of = (row: { household_id: string; year: number; version: number }): { householdId: string; year: number; version: number } => ({ householdId: row.household_id, year: row.year, version: row.version })

/** Signed once all three have. */
export function stateOf(version: number, newest: number, signatures: readonly { signed_as: SignAs }[]): IssuedCardView['state'] {
  return version < newest ? 'superseded' : ALL_SIGN.every((as) => signatures.some((s) => s.signed_as === as)) ? 'signed' : 'issued'
}

function cursor(after: string | undefined): { year: number; version: number } {
  if (after === undefined) return { year: 9999, version: 0 }
  const match = /^(\d{4})-(\d{1,4})$/.exec(after)
  if (!match) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '请从第一页重新打开' }] })
  return { year: Number(match[1]), version: Number(match[2]) }
}
