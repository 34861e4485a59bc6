// A national sheet as .xlsx, streamed while it is written: memory does not grow with the county.
import { PassThrough, type Readable } from 'node:stream'
import { stream as excel } from '@protobi/exceljs'
import type { ExportNational } from '@onecard/shared/contract/exchange.requests'
import type { Actor } from '../../kernel/auth'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import type { Log } from '../../kernel/log'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { SHEET_NAMES } from '../imports'
import { NationalRows } from './national-sheet'

const WIDTH = 16

export class NationalExportService {
  constructor(private readonly db: Database, private readonly vault: Vault, private readonly county: County, private readonly log: Log) {}

  /** Recorded before the first byte: whole certificate numbers leave the house. */
  async export(actor: Actor, { sheet, year, region, reason }: ExportNational): Promise<{ name: string; bytes: Readable }> {
    const land = region ?? this.county.settings.region
    if (!land.startsWith(this.county.settings.region) || !this.county.region(land)) throw problem('not_found')
    await this.db.write(actor, 'exchange.export', (tx) => tx.audit({ subject: `${sheet}.${year}`, region: land, reason, changed: [{ field: 'sheet', before: null, after: SHEET_NAMES[sheet] }] }))
    const bytes = new PassThrough()
    const rows = new NationalRows(this.db.everywhere('an export of the county office covers its whole land'), this.vault, this.county, sheet, year)
    this.#write(rows, land, SHEET_NAMES[sheet], bytes).catch((error: unknown) => {
      this.log.error({ failure: (error as Error).name }, 'export of a national sheet broke off')
      bytes.destroy(error as Error)
    })
    return { name: `${this.county.regionName(land)}${SHEET_NAMES[sheet]}${year}.xlsx`, bytes }
  }

  async #write(rows: NationalRows, region: string, name: string, bytes: PassThrough): Promise<void> {
    const book = new excel.xlsx.WorkbookWriter({ stream: bytes, useStyles: true, useSharedStrings: false })
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = rows.columns.map((column) => ({ header: column.heading, key: column.field, width: WIDTH, ...column.kind === 'fen' && { style: { numFmt: '0.00' } } }))
    for await (const cells of rows.rows(region)) {
      sheet.addRow(cells).commit()
      // A reader that is slower than we are is waited for; one that went away ends the work.
      if (bytes.destroyed) return
      if (bytes.writableNeedDrain) await new Promise<void>((go) => { bytes.once('drain', go).once('close', go) })
    }
    sheet.commit()
    await book.commit()
  }
}
