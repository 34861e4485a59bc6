// Reading visits: recorded as looks at the household, like the card.
import type { Page } from '@onecard/shared/contract/common.views'
import type { GetVisit, ListVisits } from '@onecard/shared/contract/visits.requests'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import type { County } from '../../kernel/county'
import type { Reader } from '../../kernel/db'
import { pageOf } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { photosByHash } from '../photos'
import { visitView, type Beside } from './visit.view'
import type { HouseRow, VisitRow, Visits } from './visits.repository'

const PAGE = 20

export class VisitsService {
  constructor(private readonly visits: Visits, private readonly county: County, private readonly vault: Vault, private readonly reads: ReadRecorder) {}

  /** Newest first. */
  async list(actor: Actor, input: ListVisits): Promise<Page<VisitDetail>> {
    const before = cursorOf(input.after)
    const reader = this.visits.reader(actor)
    const house = await this.#house(reader, actor, input.id)
    const limit = input.limit ?? PAGE
    const rows = await this.visits.page(reader, house.id, before, limit + 1)
    const page = pageOf(rows, limit, (row) => `${row.on_day}.${row.id}`)
    const beside = await this.#beside(reader, house, page.items)
    return { items: page.items.map((row) => visitView(row, beside, actor, this.county, null)), next: page.next }
  }

  async get(actor: Actor, input: GetVisit): Promise<VisitDetail> {
    const reader = this.visits.reader(actor)
    const house = await this.#house(reader, actor, input.id)
    const row = await this.visits.one(reader, house.id, input.visit)
    if (!row) throw problem('not_found')
    return visitView(row, await this.#beside(reader, house, [row]), actor, this.county, this.vault)
  }

  async #house(reader: Reader, actor: Actor, id: string): Promise<HouseRow> {
    const house = await this.visits.house(reader, id)
    const standing = house && standingOf(actor, id, house.region)
    if (!house || !standing) throw problem('not_found')
    if (!this.reads.note(actor, standing, id, house.region, 'visits')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    return house
  }

  async #beside(reader: Reader, house: HouseRow, rows: readonly VisitRow[]): Promise<Beside> {
    const [members, notes, photos] = await Promise.all([
      this.visits.members(reader, house.id), this.visits.notes(reader, house.id, rows.map((row) => row.id)), photosByHash(reader, house.id, rows.flatMap((row) => row.photos?.split(',') ?? [])),
    ])
    return { house, notes, members: new Map(members.map(({ id, name }) => [id, name])), photos }
  }
}

function cursorOf(after: string | undefined): { on: string; id: string } | null {
  if (after === undefined) return null
  const match = /^(\d{4}-\d{2}-\d{2})\.([0-9A-HJKMNP-TV-Z]{26})$/.exec(after)
  if (!match) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '请从第一页重新打开' }] })
  return { on: match[1], id: match[2] }
}
