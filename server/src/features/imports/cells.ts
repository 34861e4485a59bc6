// From the text of a cell to a value of its field, or to what was expected instead.
import { isDay, lastDayOfMonth } from '@onecard/shared/rules/day'
import { parseFen } from '@onecard/shared/rules/fen'
import { normaliseCertificate } from '@onecard/shared/rules/id-number'
import { maskCertificate, maskPhone } from '@onecard/shared/rules/masking'
import { NAME_EXPECTED, isPersonName } from '@onecard/shared/rules/person-name'
import { halfWidth, withoutSpaces } from '@onecard/shared/rules/typed-text'
import type { County, ImportColumn } from '../../kernel/county'

/** `rule`: Q-rule of the data quality list, or `number`, `date`, `length`, `key`, `name`, `required`. */
export interface CellFault { rule: string; expected: string }
export type CellValue = string | number | boolean | null | string[]
export type CellReading = { value: CellValue } | { fault: CellFault }

const YES = new Set(['是', '有', '1', 'Y', 'y', '√'])
const NO = new Set(['否', '无', '0', 'N', 'n', '×'])
/** Longest texts of the columns that take free text. */
const LENGTHS: Record<string, number> = { householdNo: 32, memberNo: 32, workPlace: 80, employer: 80, jobChannel: 40, publicPost: 40, bankName: 60, bankCard: 32, headNo: 32 }
const DEFAULT_LENGTH = 80

/** Without what spreadsheets put around numbers: `="…"`, a leading apostrophe, invisible spaces. */
export function cleanCell(text: string): string {
  // Nearly all cells begin and end with an ordinary character: they are done.
  if (text === '' || (plainEnd(text.charCodeAt(0)) && plainEnd(text.charCodeAt(text.length - 1)))) return text
  const bare = text.replace(/^[\s\u00a0\u200b\ufeff]+|[\s\u00a0\u200b\ufeff]+$/g, '')
  const wrapped = /^="(.*)"$/s.exec(bare)
  return (wrapped ? wrapped[1] : bare.replace(/^['’]/, '')).trim()
}

/** A digit, a capital letter or a Chinese character. */
const plainEnd = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 0x4e00 && code <= 0x9fff)

/** What may stand in a report: ID, phone and bank numbers masked. */
export function shownCell(column: ImportColumn, text: string): string {
  if (column.kind === 'certificate') return maskCertificate(normaliseCertificate(text))
  if (column.kind === 'phone') return maskPhone(withoutSpaces(text))
  if (column.field === 'bankCard') return text.length > 4 ? `****${text.slice(-4)}` : '****'
  return text
}

const NOTHING: CellReading = { value: null }
const YES_READING: CellReading = { value: true }
const NO_READING: CellReading = { value: false }
const fault = (rule: string, expected: string): CellReading => ({ fault: { rule, expected } })

export function readCell(county: County, column: ImportColumn, text: string): CellReading {
  if (text === '') return column.required ? fault('required', `${column.heading}不能空`) : NOTHING
  switch (column.kind) {
    case 'fen': { const fen = parseFen(text); return fen === null ? fault('number', '金额（元），最多两位小数，如 1234.50') : { value: fen } }
    case 'mu': case 'decimal': return readDecimal(text)
    case 'integer': return /^\d{1,4}$/.test(halfWidth(text)) ? { value: Number(halfWidth(text)) } : fault('number', '0 到 9999 的整数')
    case 'year': return /^(19|20)\d{2}$/.test(halfWidth(text)) ? { value: Number(halfWidth(text)) } : fault('date', '四位年份，如 2020')
    case 'month': return readMonth(text)
    case 'day': return readDate(text)
    case 'flag': return YES.has(text) ? YES_READING : NO.has(text) ? NO_READING : fault('Q10', '是 或 否')
    case 'code': return readCode(county, column.list as string, text)
    case 'codes': return readCodes(county, column, text)
    case 'householdType': return readHouseholdType(county, text)
    case 'certificate': return { value: normaliseCertificate(text) }
    case 'phone': return { value: withoutSpaces(halfWidth(text)).replace(/-/g, '') }
    case 'key': return /^[0-9A-Za-z_-]{1,32}$/.test(text) ? { value: text } : fault('key', '数字编号，请把这一列设为文本')
    case 'name': return isPersonName(text) ? { value: text } : fault('name', NAME_EXPECTED)
    default: return text.length > (LENGTHS[column.field] ?? DEFAULT_LENGTH) ? fault('length', `最多 ${LENGTHS[column.field] ?? DEFAULT_LENGTH} 个字`) : { value: text }
  }
}

/** Two decimals, as the database keeps them. */
function readDecimal(text: string): CellReading {
  const hundredths = parseFen(text)
  return hundredths === null || hundredths < 0 || hundredths > 99_999_999 ? fault('number', '数字，最多两位小数') : { value: (hundredths / 100).toFixed(2) }
}

function readMonth(text: string): CellReading {
  const match = /^((?:19|20)\d{2})[-/.年]?(0[1-9]|1[0-2]|[1-9](?!\d))(?:月|[-/.]?\d{2})?$/.exec(halfWidth(text))
  return match ? { value: `${match[1]}-${match[2].padStart(2, '0')}` } : fault('date', '年月，如 201312')
}

/** YYYYMMDD, YYYY-MM-DD; YYYYMM is taken as the month's first day. */
function readDate(text: string): CellReading {
  const match = /^((?:19|20)\d{2})[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2}))?日?$/.exec(halfWidth(text))
  const month = Number(match?.[2])
  if (!match || month < 1 || month > 12) return fault('date', '日期，如 19560229')
  const day = match[3] ?? '1'
  const value = `${match[1]}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(value) ? { value } : fault('date', `这个月只有 ${lastDayOfMonth(Number(match[1]), month)} 天`)
}

function readCode(county: County, list: string, text: string): CellReading {
  const ask = county.importColumns.askInstead[list]?.[text]
  if (ask) return fault('Q10', ask)
  const code = county.code(list, text)
  return code === null ? fault('Q10', oneOf(county, list)) : { value: code }
}

function readCodes(county: County, column: ImportColumn, text: string): CellReading {
  const codes: string[] = []
  for (const part of text.split(/[,，、;；/|\s]+/).filter(Boolean)) {
    const reading = readCode(county, column.list as string, part)
    if ('fault' in reading) return reading
    if (!codes.includes(reading.value as string)) codes.push(reading.value as string)
  }
  const most = column.field === 'causeOther' ? 2 : 4
  return codes.length > most ? fault('Q10', `最多 ${most} 项`) : { value: codes }
}

/** The county's three types; the national attribute of eight values says the exit state along with it: `type` or `type:exitState`. */
function readHouseholdType(county: County, text: string): CellReading {
  const mapped = county.importColumns.householdTypeNational[text]
  if (mapped) return { value: mapped.exitState ? `${mapped.type}:${mapped.exitState}` : mapped.type }
  return readCode(county, 'household_type', text)
}

const LISTED = 8
function oneOf(county: County, list: string): string {
  const labels = county.list(list).map((term) => term.label)
  return `应为：${labels.slice(0, LISTED).join('、')}${labels.length > LISTED ? ` 等 ${labels.length} 种` : ''}`
}
