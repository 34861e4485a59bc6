// Sheets for import tests: the sample rows, changed cell by cell, written as csv or xlsx.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Excel from '@protobi/exceljs'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { ROOT } from '../src/kernel/env'

export type Sheet = 'households' | 'members'
/** First row: headings. */
export type Table = string[][]

export function sampleTable(sheet: Sheet): Table {
  return parse(readFileSync(join(ROOT, `config/county/samples/sample-${sheet}.csv`)), { bom: true }) as Table
}

/** A copy with the cell of a heading and a spreadsheet row (2 = first below the headings) changed. */
export function withCell(table: Table, row: number, heading: string, text: string): Table {
  const at = table[0].indexOf(heading)
  if (at < 0) throw new Error(`no column ${heading}`)
  return table.map((cells, i) => i === row - 1 ? cells.map((cell, j) => j === at ? text : cell) : cells)
}

export const cellOf = (table: Table, row: number, heading: string): string => table[row - 1][table[0].indexOf(heading)]

export function csvText(table: Table): string {
  return table.map((cells) => cells.map((cell) => /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell).join(',')).join('\r\n') + '\r\n'
}

export function writeCsv(path: string, table: Table, encoding: 'utf8' | 'utf8-bom' | 'gbk' = 'utf8'): string {
  writeFileSync(path, encoding === 'gbk' ? iconv.encode(csvText(table), 'gbk') : encoding === 'utf8-bom' ? `\ufeff${csvText(table)}` : csvText(table))
  return path
}

/** Every cell as text, or amounts as numbers when `numbers`, as a person's spreadsheet has them. */
export async function writeXlsx(path: string, table: Table, numbers = false): Promise<string> {
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('Sheet1')
  for (const cells of table) sheet.addRow(cells.map((cell) => numbers && /^\d{1,6}(\.\d+)?$/.test(cell) ? Number(cell) : cell))
  await book.xlsx.writeFile(path)
  return path
}
