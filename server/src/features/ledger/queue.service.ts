// What waits for the secretary, the oddest first; and how far the villages are.
import type { GetSheetProgress, ListSheetQueue, SummariseSheetQueue } from '@onecard/shared/contract/sheets.requests'
import type { SheetProgressItem, SheetQueueItem, SheetQueueSummary, SheetWarning } from '@onecard/shared/contract/sheets.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Reader } from '../../kernel/db'
import { pageOf } from '../../kernel/http/paging'
import { ACTIVE } from '../regions'
import { fault } from './sheets.service'

const PAGE = 50
const VILLAGE = 12

interface QueueRow { id: string; household: string; head_name: string; region: string; group_name: string | null; period: string; version: number; income: string; expense: string; warnings: string; oddness: number; own: string | number; by_name: string | null; submitted_at: Date }
interface Place { group: string; head: string; oddness: number; id: string }
interface ProgressRow { at: string; region: string; head_name: string | null; group_name: string | null; households: string; none: string; draft: string; submitted: string; returned: string; approved: string; oldest: Date | null }

const WAITING = "FROM household h JOIN sheet s ON s.household_id = h.id AND s.state = 'submitted'"
const INCOME = 's.wage_fen + s.business_fen + s.property_fen + s.transfer_fen'
const GROUP = "COALESCE(h.group_name, '')"
const land = (region: string | undefined): { where: string; params: Record<string, string> } =>
  region === undefined ? { where: '', params: {} } : { where: ' AND h.region >= :land AND h.region < :afterLand', params: { land: region, afterLand: prefixUpperBound(region) as string } }

export class QueueService {
  constructor(private readonly db: Database, private readonly county: County) {}

  /** Oddest first, equal ones by group and name. A land outside the scope answers what an empty one does. */
  async queue(actor: Actor, { region, period, kind, after, limit = PAGE }: ListSheetQueue): Promise<Page<SheetQueueItem>> {
    const reader = this.db.read(actor)
    const from = await this.#place(reader, after)
    const within = land(region)
    const rest = from ? ` AND (s.oddness < :oddness OR (s.oddness = :oddness AND (${GROUP}, h.head_name, s.id) > (:group, :head, :from)))` : ''
    const odd = kind === undefined ? '' : kind === 'flagged' ? ' AND s.oddness > 0' : ' AND s.oddness = 0'
    const rows = await reader.select<QueueRow>(
      `SELECT s.id, h.id AS household, h.head_name, h.region, h.group_name, s.period, s.version, ${INCOME} AS income, s.expense_fen AS expense, s.warnings, s.oddness, FIND_IN_SET(:me, s.writers) AS own, w.name AS by_name, s.submitted_at
       ${WAITING} LEFT JOIN account w ON w.id = s.saved_by WHERE {scope:h}${within.where}${period ? ' AND s.period = :period' : ''}${odd}${rest} ORDER BY s.oddness DESC, ${GROUP}, h.head_name, s.id LIMIT ${Number(limit) + 1}`,
      { me: actor.accountId, ...within.params, ...(period && { period }), ...(from && { oddness: from.oddness, group: from.group, head: from.head, from: from.id }) })
    const page = pageOf(rows, limit, (row) => `${row.oddness}.${row.id}`)
    return { items: page.items.map((row) => this.#item(row)), next: page.next }
  }

  #item(row: QueueRow): SheetQueueItem {
    return {
      household: { id: row.household, headName: row.head_name, region: { ...this.county.place(row.region), ...(row.group_name !== null && { group: row.group_name }) } }, period: row.period, version: row.version,
      incomeFen: Number(row.income), expenseFen: Number(row.expense), netFen: Number(row.income) - Number(row.expense), warnings: JSON.parse(row.warnings) as SheetWarning[], by: row.by_name ?? '', submittedAt: clock.iso(row.submitted_at),
      mayDecide: Number(row.own) === 0,
    }
  }

  /** Where the page before ended. The cursor names the sheet alone: no name of a person stands in an address. */
  async #place(reader: Reader, after: string | undefined): Promise<Place | null> {
    if (after === undefined) return null
    const match = /^(\d{1,9})\.([0-9A-HJKMNP-TV-Z]{26})$/.exec(after)
    const row = match && await reader.one<{ group_name: string; head_name: string }>(`SELECT ${GROUP} AS group_name, h.head_name FROM sheet s JOIN household h ON h.id = s.household_id AND {scope:h} WHERE s.id = :id`, { id: match[2] })
    if (!match || !row) throw fault('after', '请从第一页重新打开')
    return { oddness: Number(match[1]), id: match[2], group: row.group_name, head: row.head_name }
  }

  async summary(actor: Actor, { region }: SummariseSheetQueue): Promise<SheetQueueSummary> {
    const within = land(region)
    const plain = 's.oddness = 0 AND FIND_IN_SET(:me, s.writers) = 0'
    const rows = await this.db.read(actor).select<{ period: string; flagged: string; plain: string; income: string; expense: string; own: string }>(
      `SELECT s.period, SUM(s.oddness > 0) AS flagged, SUM(${plain}) AS plain, SUM(CASE WHEN ${plain} THEN ${INCOME} ELSE 0 END) AS income, SUM(CASE WHEN ${plain} THEN s.expense_fen ELSE 0 END) AS expense,
         SUM(FIND_IN_SET(:me, s.writers) > 0) AS own ${WAITING} WHERE {scope:h}${within.where} GROUP BY s.period ORDER BY s.period`, { me: actor.accountId, ...within.params })
    return { months: rows.map((row) => ({ period: row.period, flagged: Number(row.flagged), plain: Number(row.plain), plainIncomeFen: Number(row.income), plainExpenseFen: Number(row.expense), own: Number(row.own) })) }
  }

  /** By village; by household inside one. In the order of places, never of achievement. */
  async progress(actor: Actor, { region, period, after, limit = PAGE }: GetSheetProgress): Promise<Page<SheetProgressItem>> {
    if (after !== undefined && !/^[0-9A-HJKMNP-TV-Z]{12,26}$/.test(after)) throw fault('after', '请从第一页重新打开')
    const within = land(region)
    const inside = region?.length === VILLAGE
    const key = inside ? 'h.id' : 'h.region'
    const rows = await this.db.read(actor).select<ProgressRow>(
      `SELECT ${key} AS at, h.region, ${inside ? 'h.head_name, h.group_name' : 'NULL AS head_name, NULL AS group_name'}, COUNT(*) AS households, SUM(s.id IS NULL) AS none, SUM(s.state = 'draft') AS draft, SUM(s.state = 'submitted') AS submitted,
         SUM(s.state = 'returned') AS returned, SUM(s.state = 'approved') AS approved, MIN(CASE WHEN s.state = 'submitted' THEN s.submitted_at END) AS oldest
       FROM household h LEFT JOIN sheet s ON s.household_id = h.id AND s.period = :period AND s.newest = 1
       WHERE {scope:h} AND ${ACTIVE}${within.where} AND ${key} > :after GROUP BY ${inside ? 'h.id, h.region, h.head_name, h.group_name' : 'h.region'} ORDER BY ${key} LIMIT ${Number(limit) + 1}`,
      { period: period ?? addMonths(periodOf(clock.today()), -1), after: after ?? '', ...within.params })
    const page = pageOf(rows, limit, (row) => row.at)
    return {
      items: page.items.map((row) => ({
        region: { ...this.county.place(row.region), ...(row.group_name !== null && { group: row.group_name }) }, ...(row.head_name !== null && { household: { id: row.at, headName: row.head_name } }), households: Number(row.households), none: Number(row.none),
        draft: Number(row.draft), submitted: Number(row.submitted), returned: Number(row.returned), approved: Number(row.approved), ...(row.oldest !== null && { oldestSubmittedAt: clock.iso(row.oldest) }),
      })), next: page.next,
    }
  }
}
