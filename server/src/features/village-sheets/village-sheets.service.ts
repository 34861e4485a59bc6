// 收支月表 of a whole village as a spreadsheet: handed out filled as far as it is, taken back cell by cell, saved or handed in household by household.
import { randomUUID } from 'node:crypto'
import Excel from '@protobi/exceljs'
import type { FastifyRequest } from 'fastify'
import type { GetSheetTemplate, PutSheet } from '@onecard/shared/contract/sheets.requests'
import type { UploadedSheetsView } from '@onecard/shared/contract/sheets.views'
import { problemDetail } from '@onecard/shared/problems'
import { sumFen } from '@onecard/shared/rules/fen'
import { formatPeriod, isPeriod } from '@onecard/shared/rules/period'
import type { Actor } from '../../kernel/auth'
import type { County } from '../../kernel/county'
import type { Database, Reader } from '../../kernel/db'
import { Problem, problem } from '../../kernel/http/problem'
import { readTable, UnreadableSheet, withOneFile } from '../imports'
import type { SheetsService } from '../ledger'
import { columnsOf, isOpen, readVillage, STATES, type Filled, type HouseholdRow, type LineRow, type ReadVillage } from './village-table'

/** Of one village. */
const MOST_HOUSEHOLDS = 1_000
const INFLATED_BYTES = 64 * 1_048_576
const NAMED = 50
const REASON = { least: 4, most: 200 }

interface Wish { region: string; period: string; submit: boolean; apply: boolean; lateReason?: string }

export class VillageSheetsService {
  constructor(private readonly db: Database, private readonly county: County, private readonly sheets: SheetsService, private readonly folder: string) {}

  /** Households of the village within the asker's reach; a helper gets a table of his own ones. */
  async template(actor: Actor, { region, period }: GetSheetTemplate): Promise<{ name: string; bytes: Buffer }> {
    const reader = this.db.read(actor)
    const households = await this.#households(reader, region, period)
    if (households.length === 0) throw problem('not_found')
    const lines = await this.#lines(reader, region, period)
    // What a whole village lives on leaves the house.
    await this.db.write(actor, 'villageSheets.template', (tx) => tx.audit({ subject: `${region}.${period}`, region, changed: [{ field: 'households', before: null, after: String(households.length) }] }))
    const columns = columnsOf(this.county)
    const book = new Excel.Workbook()
    const sheet = book.addWorksheet(formatPeriod(period), { views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }] })
    sheet.columns = columns.map(({ field, heading, kind }) => ({ header: heading, key: field, width: kind === 'fen' ? 14 : 18, ...kind === 'fen' && { style: { numFmt: '#,##0.00' } } }))
    for (const household of households) {
      const own = lines.filter((line) => line.household_id === household.id)
      const sums = Object.fromEntries(columns.filter((column) => column.kind === 'fen').flatMap(({ field }) => {
        const of = own.filter((line) => line.item === field)
        return of.length === 0 ? [] : [[field, sumFen(of.map((line) => Number(line.fen))) / 100]]
      }))
      const row = sheet.addRow({ householdNo: household.household_no, headName: household.head_name, groupName: household.group_name, state: household.state === null ? '还没填' : STATES[household.state], version: household.version ?? 0, ...sums })
      if (!isOpen(household)) row.eachCell({ includeEmpty: true }, (cell) => { cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } } })
    }
    sheet.getRow(1).font = { bold: true }
    return { name: `${this.county.regionName(region)}${formatPeriod(period)}收支.xlsx`, bytes: Buffer.from(await book.xlsx.writeBuffer()) }
  }

  /** Form: `file`, `region`, `period`, `submit` and `apply` (yes, no), `lateReason`. Throws `table.missing`, `table.unreadable`, `request.invalid`. */
  upload(actor: Actor, request: FastifyRequest): Promise<UploadedSheetsView> {
    return withOneFile(this.folder, this.county.settings.import.megabytes, request, async ({ path, fields }) => {
      const wish = wishOf(fields)
      const reader = this.db.read(actor)
      const households = await this.#households(reader, wish.region, wish.period)
      if (households.length === 0) throw problem('not_found')
      const read = await this.#read(path, households, await this.#lines(reader, wish.region, wish.period))
      const nothing = read.problems.length > 0
      const skipped = [...read.skipped]
      let saved = nothing ? [] : read.filled
      if (wish.apply && !nothing) {
        const done: Filled[] = []
        for (const filled of read.filled) {
          const why = await this.#save(actor, wish, filled)
          if (why === null) done.push(filled)
          else skipped.push({ row: filled.row, headName: filled.household.head_name, why })
        }
        saved = done
      }
      const sum = (expense: boolean): number => sumFen(saved.flatMap(({ lines }) => lines.filter(({ item }) => expense ? item[0] === 'E' && item !== 'E8' : /^[A-D]/.test(item)).map(({ fen }) => fen)))
      return {
        rows: read.rows, saved: saved.length, applied: wish.apply && !nothing, incomeFen: sum(false), expenseFen: sum(true), problems: read.problems.slice(0, NAMED), more: Math.max(0, read.problems.length - NAMED),
        skipped: skipped.sort((a, b) => a.row - b.row),
      }
    })
  }

  async #read(path: string, households: readonly HouseholdRow[], lines: readonly LineRow[]): Promise<ReadVillage> {
    try {
      return await readVillage(this.county, readTable(this.county, columnsOf(this.county), path, { inflatedBytes: INFLATED_BYTES, rows: MOST_HOUSEHOLDS }), households, lines)
    } catch (error) {
      if (error instanceof UnreadableSheet) throw problem('table.unreadable', { why: error.message })
      throw error
    }
  }

  /** One household, one write, as if it had been typed; null when it was saved. */
  async #save(actor: Actor, { period, submit, lateReason }: Wish, { household, lines }: Filled): Promise<string | null> {
    const input: PutSheet = { id: household.id, period, version: household.version ?? 0, lines, submit, ...lateReason !== undefined && { lateReason } }
    try {
      await this.sheets.put(actor, input, { key: randomUUID(), input }, 'imported')
      return null
    } catch (error) {
      if (error instanceof Problem) return problemDetail(error.code, error.values)
      throw error
    }
  }

  #households(reader: Reader, region: string, period: string): Promise<HouseholdRow[]> {
    return reader.select(`SELECT h.id, h.household_no, h.head_name, h.group_name, s.state, s.version FROM household h LEFT JOIN sheet s ON s.household_id = h.id AND s.period = :period AND s.newest = 1
      WHERE h.region = :region AND {scope:h} ORDER BY h.group_name, h.household_no LIMIT ${MOST_HOUSEHOLDS}`, { region, period })
  }

  #lines(reader: Reader, region: string, period: string): Promise<LineRow[]> {
    return reader.select(`SELECT x.household_id, x.item, x.fen, x.note, x.member_id, x.quantity_milli, x.unit, x.unit_price_fen, x.evidence, x.proposal FROM sheet s JOIN household h ON h.id = s.household_id AND {scope:h}
      JOIN entry x ON x.sheet_id = s.id AND x.dropped_in IS NULL WHERE h.region = :region AND s.period = :period AND s.newest = 1 ORDER BY s.household_id, x.n`, { region, period })
  }
}

function wishOf(fields: ReadonlyMap<string, string>): Wish {
  const [region, period, lateReason] = [fields.get('region') ?? '', fields.get('period') ?? '', fields.get('lateReason')]
  const errors = [
    ...!/^\d{12}$/.test(region) ? [{ field: 'region', message: '请选村' }] : [], ...!isPeriod(period) ? [{ field: 'period', message: '请选月份' }] : [],
    ...lateReason !== undefined && (lateReason.length < REASON.least || lateReason.length > REASON.most) ? [{ field: 'lateReason', message: `原因写 ${REASON.least} 到 ${REASON.most} 个字` }] : [],
  ]
  if (errors.length > 0) throw problem('request.invalid', {}, { errors })
  return { region, period, submit: fields.get('submit') === 'yes', apply: fields.get('apply') === 'yes', ...lateReason !== undefined && { lateReason } }
}
