// Cards for paper, batch by batch: the newest issued version as it was frozen, or, where it is wished, the draft of today.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { printVerification, verificationPath } from '@onecard/shared/rules/verification-code'
import { clock } from '../../kernel/clock'
import type { Everywhere } from '../../kernel/db'
import type { CardStamp } from '../../paper'
import { gatherAnnual, UNSCOPED, type AnnualContents, type AnnualRow, type Frozen } from '../annual-cards'

export interface IssuedCardRow { household_id: string; year: number; version: number; verification: string; body: Buffer; issued_at: Date; changed: number }
interface SignatureRow { household_id: string; year: number; version: number; signed_as: 'household' | 'helper' | 'secretary'; name: string; at: Date; drawn_sealed: string | null }

export interface PrintedCard { content: AnnualCardContent; stamp: CardStamp; issued: IssuedCardRow | null; signed: number }

/** `version` is the newest of its year. */
export const NEWEST = 'c.version = (SELECT MAX(d.version) FROM issued_card d WHERE d.household_id = c.household_id AND d.year = c.year)'

export class CardSource {
  constructor(private readonly house: Everywhere, private readonly frozen: Frozen, private readonly contents: AnnualContents, private readonly publicUrl: string) {}

  doorAddress(code: string): string { return `${this.publicUrl}/h/${code}` }
  paperAddress(verification: string): string { return `${this.publicUrl}${verificationPath(verification)}` }

  /** In the order of the ids; those without a card are left out, unless drafts are wished. */
  async cards(ids: readonly string[], year: number, drafts: boolean): Promise<PrintedCard[]> {
    const [rows, codes, signatures] = await Promise.all([
      this.house.select<IssuedCardRow>(`SELECT c.household_id, c.year, c.version, c.verification, c.body, c.issued_at, c.changed FROM issued_card c WHERE c.household_id IN (:ids) AND c.year = :year AND ${NEWEST}`, { ids, year }),
      this.house.select<{ household_id: string; code: string }>('SELECT c.live_household_id AS household_id, c.code FROM household_code c WHERE c.live_household_id IN (:ids)', { ids }),
      this.house.select<SignatureRow>('SELECT s.* FROM card_signature s WHERE s.household_id IN (:ids) AND s.year = :year ORDER BY s.at', { ids, year }),
    ])
    const issued = new Map(rows.map((row) => [row.household_id, row]))
    const door = new Map(codes.map((row) => [row.household_id, this.doorAddress(row.code)]))
    const missing = drafts ? await this.#drafts(ids.filter((id) => !issued.has(id)), year) : new Map<string, AnnualCardContent>()
    return ids.flatMap((id) => {
      const address = door.get(id) ?? null
      const row = issued.get(id)
      const draft = missing.get(id)
      if (row) return [this.#issued(row, address, signatures.filter((s) => s.household_id === id && s.version === row.version))]
      return draft ? [{ content: draft, stamp: draftStamp(address), issued: null, signed: 0 }] : []
    })
  }

  #issued(row: IssuedCardRow, householdAddress: string | null, signatures: SignatureRow[]): PrintedCard {
    const of = { householdId: row.household_id, year: row.year, version: row.version }
    return {
      content: this.frozen.content(of, row.body), issued: row, signed: signatures.length,
      stamp: {
        version: row.version, verification: printVerification(row.verification), householdAddress, verifyAddress: this.paperAddress(row.verification), printedOn: clock.today(), replacedBy: null,
        signatures: signatures.map((s) => ({ as: s.signed_as, by: s.name, on: dayOfInstant(s.at.getTime()), ...(s.drawn_sealed !== null && { drawn: this.frozen.openDrawn(of, s.signed_as, s.drawn_sealed) }) })),
      },
    }
  }

  async #drafts(ids: readonly string[], year: number): Promise<Map<string, AnnualCardContent>> {
    if (ids.length === 0) return new Map()
    const today = clock.today()
    const span = this.contents.span(year, today)
    const households = await this.house.select<AnnualRow>('SELECT h.* FROM household h WHERE h.id IN (:ids) ORDER BY h.id', { ids })
    const derived = this.contents.build(await gatherAnnual((sql, params) => this.house.select(sql, params), households, UNSCOPED, span), span, today)
    return new Map(derived.map(({ id, content }) => [id, content]))
  }
}

/** Without a version, a code of its own or signatures: it says so on every side. */
export const draftStamp = (householdAddress: string | null): CardStamp => ({
  version: null, verification: null, householdAddress, verifyAddress: null, printedOn: clock.today(), replacedBy: null, signatures: [],
})
