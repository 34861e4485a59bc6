// Tables as XLSX or CSV, row by row: the one place that knows the spreadsheet libraries' writing side. Money are numbers of yuan with a format,
// numbers of people and cards are texts, and no text can become a formula in whoever opens it.
import type { Writable } from 'node:stream'
import { stringify } from 'csv-stringify'
import ExcelJS from '@protobi/exceljs'

export interface Column<Row> { head: string; width: number; /** `money`: fen. */ kind: 'text' | 'money' | 'number'; of: (row: Row) => string | number | null }

/** What a spreadsheet would take for the beginning of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/
const MONEY = '#,##0.00'
/** Rows between two looks at whether what was written has gone on. */
const BREATH = 100

/** An apostrophe before whatever could be read as a formula: shown as text, harmless when saved again as CSV. */
export const harmless = (text: string): string => FORMULA.test(text) ? `'${text}` : text

export interface TableWriter<Row> { rows(rows: readonly Row[]): Promise<void>; end(): Promise<void> }

export function xlsxWriter<Row>(out: Writable, name: string, columns: readonly Column<Row>[]): TableWriter<Row> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out as never, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ head, width, kind }) => ({ header: head, width, style: kind === 'money' ? { numFmt: MONEY } : {} }))
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  const cell = (column: Column<Row>, row: Row): string | number | null => {
    const value = column.of(row)
    return value === null || value === '' ? null : typeof value === 'string' ? harmless(value) : column.kind === 'money' ? value / 100 : value
  }
  let written = 0
  return {
    rows: async (rows) => {
      for (const row of rows) {
        sheet.addRow(columns.map((column) => cell(column, row))).commit()
        if (++written % BREATH === 0) await drained(out)
      }
    },
    end: async () => {
      sheet.commit()
      await book.commit()
    },
  }
}

/** With BOM, so that Excel reads it as UTF-8, and the line ends that it writes itself. */
export function csvWriter<Row>(out: Writable, columns: readonly Column<Row>[]): TableWriter<Row> {
  const csv = stringify({ bom: true, record_delimiter: 'windows' })
  csv.pipe(out)
  csv.write(columns.map(({ head }) => head))
  const cell = (column: Column<Row>, row: Row): string => {
    const value = column.of(row)
    return value === null ? '' : typeof value === 'string' ? harmless(value) : column.kind === 'money' ? (value / 100).toFixed(2) : String(value)
  }
  return {
    rows: async (rows) => { for (const row of rows) if (!csv.write(columns.map((column) => cell(column, row)))) await new Promise<void>((resolve) => { csv.once('drain', resolve) }) },
    end: () => new Promise((resolve, reject) => { out.once('finish', resolve).once('error', reject); csv.end() }),
  }
}

/** Lets the library pass on what it holds, and others have the processor. */
async function drained(out: Writable): Promise<void> {
  await new Promise((resolve) => { setImmediate(resolve) })
  if (out.writableNeedDrain) await new Promise((resolve) => { out.once('drain', resolve) })
}
