// 抽查: random approved sheets of a land, drawn so that anybody can draw them again.
import { randomInt } from 'node:crypto'
import type { GetSample, SampleSheets } from '@onecard/shared/contract/sheets.requests'
import type { SampleView } from '@onecard/shared/contract/sheets.views'
import { LARGEST_VERSION } from '@onecard/shared/contract/common.requests'
import { drawPlaces } from '@onecard/shared/rules/drawing'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Reader } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { SheetSample, SheetSampleItem } from './sheet.entity'
import { fault } from './sheets.service'

interface Candidate { id: string; household_id: string; version: number; net: string }
interface SampleRow { id: string; region: string; period: string; seed: number; size: number; out_of: number; drawn_at: Date; by_name: string }
interface ItemRow { household_id: string; head_name: string; region: string; group_name: string | null; version: number; net_fen: string; sent_back: string | number }

export class SamplesService {
  constructor(private readonly db: Database, private readonly county: County) {}

  /** What was drawn can no longer be undone. Throws `not_found` outside the land, `request.invalid` where nothing is approved. */
  draw(actor: Actor, { region, period, size, seed = randomInt(LARGEST_VERSION) }: SampleSheets, once: Once): Promise<SampleView> {
    this.#mine(actor, region)
    return this.db.once(actor, 'sheets.sample', once, async (tx) => {
      // In the order of the national number: the list that the places are counted in can be written down anew.
      const all = await tx.select<Candidate>(`SELECT s.id, s.household_id, s.version, s.wage_fen + s.business_fen + s.property_fen + s.transfer_fen - s.expense_fen AS net
        FROM household h JOIN sheet s ON s.household_id = h.id AND s.period = :period AND s.newest = 1 AND s.state = 'approved' WHERE {scope:h} AND h.region >= :land AND h.region < :afterLand ORDER BY h.household_no`,
      { period, land: region, afterLand: prefixUpperBound(region) })
      if (all.length === 0) throw fault('period', '这个月还没有通过的月表')
      const drawn = drawPlaces(seed, all.length, size).map((place) => all[place])
      const id = newId()
      await tx.insert(SheetSample, { id, region, period, seed, size: drawn.length, outOf: all.length, drawnBy: actor.accountId, drawnAt: clock.date() })
      await tx.insert(SheetSampleItem, drawn.map((one, n) => ({ sampleId: id, n, householdId: one.household_id, sheetId: one.id, version: one.version, netFen: Number(one.net) })))
      await tx.change('UPDATE sheet s JOIN household h ON h.id = s.household_id AND {scope:h} SET s.built_upon = 1 WHERE s.id IN (:drawn)', { drawn: drawn.map((one) => one.id) })
      await tx.audit({ subject: id, region, changed: [{ field: `sample.${period}`, before: null, after: `${seed} ${drawn.length}/${all.length}` }] })
      return await this.#view(tx, id) as SampleView
    })
  }

  async get(actor: Actor, { id }: GetSample): Promise<SampleView> {
    const view = await this.#view(this.db.read(actor), id)
    if (!view) throw problem('not_found')
    return view
  }

  #mine(actor: Actor, region: string): void {
    if (!actor.acting.some((standing) => standing.lands.some((land) => region.startsWith(land)))) throw problem('not_found')
  }

  /** A sample is seen by whoever reaches the whole land that it was drawn from. */
  async #view(reader: Reader, id: string): Promise<SampleView | null> {
    const row = await reader.one<SampleRow>('SELECT p.*, a.name AS by_name FROM sheet_sample p JOIN account a ON a.id = p.drawn_by WHERE p.id = :id AND {scope:p}', { id })
    if (!row) return null
    const items = await reader.select<ItemRow>(`SELECT i.household_id, h.head_name, h.region, h.group_name, i.version, i.net_fen,
        EXISTS (SELECT 1 FROM sheet n WHERE n.household_id = i.household_id AND n.period = :period AND n.opened_as = 'send_back' AND n.created_at >= :drawnAt) AS sent_back
      FROM sheet_sample_item i JOIN household h ON h.id = i.household_id AND {scope:h} WHERE i.sample_id = :id ORDER BY i.n`, { id, period: row.period, drawnAt: row.drawn_at })
    return {
      id: row.id, seed: row.seed, size: row.size, period: row.period, region: row.region, drawnAt: clock.iso(row.drawn_at), drawnBy: row.by_name, outOf: row.out_of,
      items: items.map((item) => ({ household: { id: item.household_id, headName: item.head_name, region: { ...this.county.place(item.region), ...(item.group_name !== null && { group: item.group_name }) } }, version: item.version, netFen: Number(item.net_fen), sentBack: Number(item.sent_back) === 1 })),
    }
  }
}
