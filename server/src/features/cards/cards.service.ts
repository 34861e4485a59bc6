import { gunzipSync, gzipSync } from 'node:zlib'
import { SIGHT_OF_ROLE, seeCard, type Sight } from '@onecard/shared/rules/sight'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { GZIP, cardSeal, type CardBuilder } from './card-builder'
import { READY_SIGHTS, type Cards, type ReadySight } from './cards.repository'
import type { FullCards } from './full-card'

/** A card ready for the wire. `gzip` tells how `body` is packed; no body when the asker's copy is current. */
export interface Sent { etag: string; body: Buffer | null; gzip: boolean }

/** `seen`: sight and, of a department, its policy area · `until`: first day on which the card would read otherwise by itself. */
export const cardEtag = (version: number, seen: string, until: string): string => `"v${version}-${seen}-${until}"`

/** RFC 9110: a list, weak or strong, or any. A proxy that packs answers weakens their tags. */
function current(known: string | undefined, etag: string): boolean {
  return known !== undefined && (known.trim() === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
}

export interface DerivedCard { card: CardView; region: string; etag: string }

export class CardsService {
  constructor(private readonly db: Database, private readonly cards: Cards, private readonly full: FullCards, private readonly vault: Vault, private readonly reads: ReadRecorder, private readonly builder: CardBuilder) {}

  /** The card as the actor sees it; recorded as a read, also when it is unchanged. Throws `not_found` outside the scope. */
  async send(actor: Actor, id: string, way: string, known: string | undefined, acceptsGzip: boolean): Promise<Sent> {
    const today = clock.today()
    const ready = this.readySight(actor)
    if (ready) {
      const row = await this.cards.ready(actor, id, ready)
      if (row && row.fresh_until > today) {
        this.#record(actor, id, row.region, way)
        const etag = cardEtag(row.version, ready, row.fresh_until)
        if (current(known, etag)) return { etag, body: null, gzip: false }
        const body = this.vault.openBytes('household_card.body', cardSeal(id, ready), row.body)
        return acceptsGzip ? { etag, body, gzip: true } : { etag, body: gunzipSync(body), gzip: false }
      }
    }
    const { card, region, etag } = await this.derive(actor, id)
    if (ready) this.builder.soon(id)
    this.#record(actor, id, region, way)
    if (current(known, etag)) return { etag, body: null, gzip: false }
    const json = JSON.stringify(card)
    return acceptsGzip ? { etag, body: gzipSync(json, GZIP), gzip: true } : { etag, body: Buffer.from(json), gzip: false }
  }

  /** The card derived afresh from its rows. */
  async derive(actor: Actor, id: string): Promise<DerivedCard> {
    const [derived] = await this.deriveAll(actor, [id])
    if (!derived) throw problem('not_found')
    return derived
  }

  /** Those of the named households that are in scope, each as the actor's appointment that reaches it sees it. */
  async deriveAll(actor: Actor, ids: string[]): Promise<DerivedCard[]> {
    const today = clock.today()
    const reader = this.db.read(actor)
    const households = ids.length ? await this.cards.households(reader, ids) : []
    if (households.length === 0) return []
    const fulls = this.full.build(await this.cards.rows(reader, households, today), today)
    return fulls.flatMap((full) => {
      const standing = standingOf(actor, full.id, full.region.code)
      const sight = standing && SIGHT_OF_ROLE[standing.role]
      if (!standing || !sight) return []
      return [{ card: seeCard(full, sight, { today, policyArea: standing.policyArea }), region: full.region.code, etag: cardEtag(full.version, [sight, ...standing.policyArea].join('.'), today) }]
    })
  }

  /** The one ready sight that all acting appointments share; otherwise the household decides, and the card is derived. */
  readySight(actor: Actor): ReadySight | null {
    let found: Sight | null = null
    for (const standing of actor.acting) {
      const sight = SIGHT_OF_ROLE[standing.role]
      if (found !== null && sight !== found) return null
      found = sight
    }
    return (READY_SIGHTS as readonly (string | null)[]).includes(found) ? found as ReadySight : null
  }

  #record(actor: Actor, id: string, region: string, way: string): void {
    const standing = standingOf(actor, id, region)
    if (!standing || !this.reads.note(actor, standing, id, region, way)) throw problem('server.unavailable', {}, { retryAfter: 5 })
  }
}
