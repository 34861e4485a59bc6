// Where a house stands, learnt from places that visitors chose to give; the village decides.
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Page } from '@onecard/shared/contract/common.views'
import type { DecidePosition, ListPositions } from '@onecard/shared/contract/visits.requests'
import type { PositionView } from '@onecard/shared/contract/visits.views'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, HouseholdRef, Reader, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { recordChange, touch } from '../households'
import { ACCURATE_METRES, middleOf, PLACES_NEEDED, type System } from './place'
import type { HouseRow, Visits } from './visits.repository'

const PAGE = 50
interface WaitingRow { id: string; region: string; group_name: string | null; head_name: string }
interface PlaceRow { household_id: string; longitude: string; latitude: string; position_system: System }

const PLACES = `SELECT v.household_id, v.longitude, v.latitude, v.position_system FROM visit v JOIN household h ON h.id = v.household_id AND {scope:h}
  WHERE v.household_id IN (:ids) AND v.at_house = 1 AND v.accuracy <= ${ACCURATE_METRES} AND v.withdrawn_at IS NULL AND v.received_at > COALESCE(h.position_decided_at, '1970-01-01')`

export class PositionsService {
  constructor(private readonly db: Database, private readonly visits: Visits, private readonly county: County, private readonly vault: Vault) {}

  async list(actor: Actor, input: ListPositions): Promise<Page<PositionView>> {
    const limit = input.limit ?? PAGE
    const reader = this.db.read(actor)
    const rows = await reader.select<WaitingRow>(
      `SELECT h.id, h.region, h.group_name, h.head_name FROM household h WHERE {scope:h} AND h.position_places >= ${PLACES_NEEDED}${input.region ? ' AND h.region >= :land AND h.region < :afterLand' : ''} AND h.id > :after ORDER BY h.id LIMIT ${Number(limit) + 1}`,
      { after: ulidAfter(input.after), ...(input.region && { land: input.region, afterLand: prefixUpperBound(input.region) }) })
    const page = pageOf(rows, limit, (row) => row.id)
    const places = await this.#places(reader, page.items.map((row) => row.id))
    return { items: page.items.map((row) => this.#view(row, places.get(row.id) ?? [])).filter((view) => view.places >= PLACES_NEEDED), next: page.next }
  }

  async #places(reader: Reader, ids: readonly string[]): Promise<Map<string, PlaceRow[]>> {
    const found = new Map<string, PlaceRow[]>()
    if (ids.length) for (const row of await reader.select<PlaceRow>(PLACES, { ids })) found.set(row.household_id, [...found.get(row.household_id) ?? [], row])
    return found
  }

  #view(row: WaitingRow, places: readonly PlaceRow[]): PositionView {
    const middle = places.length ? middleOf(places.map(placeOf)) : { lng: 0, lat: 0, system: 'wgs84' as const, spreadMetres: 0 }
    return { household: { id: row.id, headName: row.head_name, region: { ...this.county.place(row.region), ...(row.group_name !== null && { group: row.group_name }) } }, ...middle, places: places.length }
  }

  /** Confirmed, the median is where the house stands; refused, it takes three new places to propose again. Throws `position.none` when nothing is proposed. */
  async decide(actor: Actor, input: DecidePosition, once: Once): Promise<void> {
    await this.db.once(actor, 'visits.decidePosition', once, async (tx) => {
      const household = await tx.household(input.id, true)
      if (!household) throw problem('not_found')
      const places = (await this.#places(tx, [household.id])).get(household.id) ?? []
      if (places.length < PLACES_NEEDED) throw problem('position.none')
      const { lng, lat, system } = middleOf(places.map(placeOf))
      const house = await this.visits.house(tx, household.id)
      const set = input.confirm ? 'h.longitude = :lng, h.latitude = :lat, h.position_system = :system, h.position_confirmed = 1, ' : ''
      await tx.change(`UPDATE household h SET ${set}h.position_places = 0, h.position_decided_at = :now WHERE h.id = :id AND {scope:h}`, { id: household.id, now: clock.date(), ...(input.confirm && { lng, lat, system }) })
      await tx.audit({ subject: household.id, householdId: household.id, region: household.region, changed: [{ field: 'position', before: null, after: input.confirm ? `${lng},${lat}` : 'refused', sensitive: input.confirm }] })
      if (input.confirm) await this.#record(tx, household, house, { lng, lat, system })
      await touch(tx, household)
      return {}
    })
  }

  /** The household's history says since when it stands there, and by whose word. */
  async #record(tx: Tx, household: HouseholdRef, before: HouseRow | null, after: { lng: number; lat: number; system: System }): Promise<void> {
    await recordChange(tx, this.vault, household, {
      kind: 'fields', memberId: null, reason: '走访时的位置，经村里确认', authorId: tx.actor.accountId, authorRole: standingOf(tx.actor, household.id, household.region)?.role ?? '',
      madeOn: household.version, tookEffectIn: household.version + 1,
      fields: [{ of: 'household', memberId: null, field: 'position', before: said(before), after: said({ longitude: String(after.lng), latitude: String(after.lat), position_system: after.system }) }],
    })
  }
}

/** As history tells it: longitude, latitude, system. */
const said = (house: Pick<HouseRow, 'longitude' | 'latitude' | 'position_system'> | null): string | null =>
  house?.longitude == null || house.latitude === null ? null : `${Number(house.longitude)},${Number(house.latitude)} ${house.position_system ?? ''}`.trim()

const placeOf = (row: PlaceRow): { lng: number; lat: number; system: System } => ({ lng: Number(row.longitude), lat: Number(row.latitude), system: row.position_system })
