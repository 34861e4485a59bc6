// What is new for one phone: the cards that were built after the number it holds, and those that left its land.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { GetDelta } from '@onecard/shared/contract/sync.requests'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { cardEtag, cardSeal, type CardBuilder, type CardsService } from '../cards'
import { PAGE, type CardRow, type Deltas, type Newest, type Place } from './sync.repository'

const unpack = promisify(gunzip)
const VILLAGE = 12
/** Whose unchanged answers are kept for one actor at a time. */
const VILLAGES = 4
/** Sorts after every id: nothing of that number is left. */
const END = '~'

/** As it goes on the wire, and the tag under which a single card of the same state would go. */
interface Packed { body: Buffer; etag: string }

/** The cursor's parts: place, under which start it was written, what the phone may see (a change of either starts anew), and whether this run began with nothing. */
interface Cursor extends Place { mark: string; reach: string; whole: boolean }

/** What somebody is answered who has everything, and with which cursor he asks. */
interface Unchanged extends Newest { since: string; body: Buffer }

export class SyncService {
  /** By village. An actor is made anew whenever what he may see was read anew, so an answer never outlives his reach. */
  readonly #unchanged = new WeakMap<Actor, Map<string | undefined, Unchanged>>()
  constructor(private readonly deltas: Deltas, private readonly cards: CardsService, private readonly builder: CardBuilder, private readonly vault: Vault, private readonly reads: ReadRecorder) {}

  /** The answer as JSON bytes (`DeltaView`): cards are spliced in as they were kept, not parsed and written anew. */
  delta(actor: Actor, input: GetDelta): Buffer | Promise<Buffer> {
    // By far the most frequent: the same question, and nothing new since it was answered.
    const before = this.#unchanged.get(actor)?.get(input.region)
    const newest = before && before.since === input.since ? this.deltas.lately() : null
    return newest && before && newest.seq === before.seq && newest.mark === before.mark ? before.body : this.#since(actor, input)
  }

  async #since(actor: Actor, input: GetDelta): Promise<Buffer> {
    this.#mustName(actor, input.region)
    const reach = reachOf(actor, input.region)
    const held = readCursor(input.since)
    // Read before the cards: what is built meanwhile has a higher number and comes next time.
    const { seq: newest, mark } = await this.deltas.newest()
    const from: Cursor = held && held.reach === reach && await this.deltas.hasBeen(held) ? { ...held, mark } : { seq: 0, id: '', mark, reach, whole: true }
    if (from.seq >= newest && from.id === END) {
      const body = answer(from, false, false, [], [])
      if (from.seq === newest && input.since === writeCursor(from)) this.#remember(actor, input.region, { seq: newest, mark, since: input.since, body })
      return body
    }
    const sight = this.cards.readySight(actor)
    const rows = await this.deltas.cards(actor, sight ?? 'office', input.region, from)
    const page = rows.slice(0, PAGE)
    const more = rows.length > PAGE
    const gone = from.whole || more ? [] : await this.deltas.departed(actor, input.region, from.seq)
    const items = sight ? await Promise.all(page.map((row) => this.#opened(actor, row, sight))) : await this.#derived(actor, page)
    const last = page[page.length - 1]
    const next: Cursor = more ? { ...from, seq: Number(last.seq), id: last.household_id } : { seq: newest, id: END, mark, reach, whole: false }
    return answer(next, more, from.whole, items, gone)
  }

  #remember(actor: Actor, region: string | undefined, unchanged: Unchanged): void {
    const villages = this.#unchanged.get(actor) ?? new Map<string | undefined, Unchanged>()
    if (villages.size >= VILLAGES) villages.clear()
    this.#unchanged.set(actor, villages.set(region, unchanged))
  }

  /** A whole county in one phone is nobody's need: offices choose a village. */
  #mustName(actor: Actor, region: string | undefined): void {
    const lands = actor.acting.flatMap((standing) => standing.lands)
    if (region === undefined && lands.some((land) => land.length < VILLAGE)) throw problem('request.invalid', {}, { errors: [{ field: 'region', message: '请选一个村' }] })
    if (region !== undefined && !lands.some((land) => region.startsWith(land))) throw problem('not_found')
  }

  async #opened(actor: Actor, row: CardRow, sight: string): Promise<Packed> {
    this.#record(actor, row.household_id, row.region)
    // Sent as it is, with yesterday's age; the one that reads right today follows under a new number.
    if (row.fresh_until <= clock.today()) this.builder.soon(row.household_id)
    return { body: await unpack(this.vault.openBytes('household_card.body', cardSeal(row.household_id, sight), row.body)), etag: cardEtag(row.version, sight, row.fresh_until) }
  }

  async #derived(actor: Actor, rows: CardRow[]): Promise<Packed[]> {
    const cards = await this.cards.deriveAll(actor, rows.map((row) => row.household_id))
    return cards.map(({ card, region, etag }) => {
      this.#record(actor, card.id, region)
      return { body: Buffer.from(JSON.stringify(card)), etag }
    })
  }

  #record(actor: Actor, id: string, region: string): void {
    const standing = standingOf(actor, id, region)
    if (!standing || !this.reads.note(actor, standing, id, region, 'offline')) throw problem('server.unavailable', {}, { retryAfter: 5 })
  }
}

/** Changes with whatever decides which cards the phone may hold and how they read. */
function reachOf(actor: Actor, region: string | undefined): string {
  const parts = actor.acting.map((s) => [s.role, ...s.lands, ...[...s.households].sort(), ...s.policyArea].join(' ')).sort()
  return createHash('sha256').update([region ?? '', ...parts].join('\n')).digest('base64url').slice(0, 12)
}

function writeCursor({ seq, id, mark, reach, whole }: Cursor): string {
  return Buffer.from(JSON.stringify([seq, id, reach, whole ? 1 : 0, mark])).toString('base64url')
}

/** Null for one that this server did not write: the phone then starts anew. */
function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null
  try {
    const [seq, id, reach, whole, mark] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (!Number.isSafeInteger(seq) || Number(seq) < 0 || typeof id !== 'string' || id.length > 26 || typeof reach !== 'string' || typeof mark !== 'string') return null
    return { seq: Number(seq), id, mark, reach, whole: whole === 1 }
  } catch { return null }
}

function answer(next: Cursor, more: boolean, whole: boolean, items: Packed[], gone: string[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`{"cursor":${JSON.stringify(writeCursor(next))},"more":${more},"whole":${whole},"gone":${JSON.stringify(gone)},"etags":${JSON.stringify(items.map(({ etag }) => etag))},"items":[`)]
  items.forEach(({ body }, n) => { if (n) parts.push(Buffer.from(',')); parts.push(body) })
  parts.push(Buffer.from(']}'))
  return Buffer.concat(parts)
}
