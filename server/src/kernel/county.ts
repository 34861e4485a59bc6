// The facts of this county (config/county), read and checked once at start: code lists, regions, poverty lines, settings.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Term } from '@onecard/shared/contract/common.views'
import { CHANGE_FIELDS } from '@onecard/shared/rules/change-fields'
import { REGION_LEVELS, parentRegion, regionLevel, type RegionLevel } from '@onecard/shared/rules/region'
import { cardYearOf } from '@onecard/shared/rules/period'
import type { Closing } from '@onecard/shared/rules/sheet-states'
import type { WarningSettings } from '@onecard/shared/rules/sheet-warnings'
import type { VisitRule } from '@onecard/shared/rules/visits'
import { ROOT } from './env'

export interface CountySettings {
  name: string
  region: string
  provinceName: string
  prefectureName: string
  hotline: string
  /** Card year N begins in this month of N−1 (1: calendar year). */
  cardYear: { startMonth: number }
  line: { scopes: string[]; monitoringFactor: number }
  /** `notCountedItems`: income items that this county leaves out of the sum. */
  income: { divisor: 'registered_at_period_end' | 'member_months'; notCountedItems: string[]; labourWageNet: boolean }
  /** When a household is to be visited again: the first rule that holds decides. */
  visit: { rules: VisitRule[] }
  pairing: { maxHouseholdsPerHelper: number }
  /** Fields of `shared/rules/change-fields` that wait for a decision, and `membership`. */
  changes: { sensitive: string[] }
  /** Days to mend a problem by kind; days more after a return or an objection; days after striking off within which the household may object. */
  problems: { days: Record<string, number>; otherDays: number; reopenDays: number; objectDays: number }
  /**
   * Monthly sheets. `recurring`: items that are proposed again when they stood in the month before; `measureItems`: item that a running
   * measure (code list `measure`) is likely to bring. Days and minutes whole.
   */
  books: { closing: Closing; undoMinutes: number; deputyDays: number; recurring: string[]; measureItems: Record<string, string>; warnings: WarningSettings }
  /** How many photos one account may announce in a day, and how many one household may have. */
  photos: { perAccountDay: number; perHousehold: number }
  notice: { days: number; monitoringDays: number }
  totals: { smallestGroup: number }
  signIn: { failures: number; lockMinutes: number }
  scan: { misses: number; withinMinutes: number }
  /** On every 明白卡: who issues it, and who answers the hotline. */
  paper: { issuer: string; office: string }
  /** Which code hangs on the door: the ordinary one works before the mini-program is published, the mini-program's needs its picture. */
  labels: { code: 'ordinary' | 'mini'; heading: string }
  /** Most lines that a comparison with the national sheets keeps. */
  exchange: { keptLines: number }
  import: { megabytes: number; inflatedMegabytes: number; rows: number; keptErrors: number; keptWarningsPerRule: number }
  quality: {
    schoolAge: [number, number]; preschoolUntilAge: number; labourAge: [number, number]; publicPostAge: [number, number]
    destituteWorkingAge: [number, number]; pensionAge: number; wageYuan: [number, number]; minimumLivingYuan: number
    familyPlanningYuan: number; pensionYuan: number; arableMu: number; forestMu: number; pastureMu: number; roadKm: number
    phoneHouseholds: number; perCapitaToleranceFen: number
  }
}

export interface CountyRegion { code: string; name: string; level: RegionLevel; parent: string | null; poverty: boolean }

/** Fen per head. `from` is the year whose row applies: an earlier one when the year has no row of its own. */
export interface PovertyLine { year: number; fen: number; scope: string; source: string; from: number }

/** What people are told about their data, and agree to. A new text takes a new version: then they are asked anew. */
export interface PrivacyText { version: string; title: string; sections: { title: string; paragraphs: string[] }[] }

/** Words of notices by kind, and WeChat's templates by topic: `id` empty = none; `data` by key of the template, with `{title}` and `{day}`. */
export interface NoticeSettings { kinds: Record<string, { title: string; text: string }>; templates: Record<string, { id: string; data: Record<string, string> }> }

export type ColumnKind = 'text' | 'name' | 'key' | 'place' | 'township' | 'village' | 'certificate' | 'phone' | 'integer' | 'year' | 'month' | 'day' | 'fen' | 'mu' | 'decimal' | 'flag' | 'code' | 'codes' | 'householdType' | 'ignored'

/**
 * One column of a national sheet: heading and its other spellings; `list` for kinds code and codes. Of kind fen, what we send: the sum of items
 * that begin so, or a figure of the year.
 */
export interface ImportColumn {
  field: string; heading: string; kind: ColumnKind; list?: string; required?: boolean; aliases?: string[]
  sum?: string[]; figure?: 'gross' | 'net' | 'perCapita'
}

export interface ImportColumns {
  households: ImportColumn[]
  members: ImportColumn[]
  /** A department's list of money paid. */
  payments: ImportColumn[]
  /** list → other spelling → code. */
  valueAliases: Record<string, Record<string, string>>
  /** list → spelling that means two codes → what to ask for. */
  askInstead: Record<string, Record<string, string>>
  householdTypeNational: Record<string, { type: string; exitState?: string }>
}

type CsvRow = Record<string, string>

/** The village's name without the words that sheets add or drop: 尚和寨村委会, 尚和寨村 and 尚和寨 are one. */
export function plainVillageName(name: string): string {
  return name.trim().replace(/(?:村民委员会|村委会|社区居民委员会|社区居委会|居委会|社区|村)$/, '') || name.trim()
}

/** 榜式堡村委会 → 榜式堡村, 西关社区居委会 → 西关社区: what people call the place. */
export function shownVillageName(name: string): string {
  return name.replace(/村民委员会$|村委会$/, '村').replace(/(社区)?居民委员会$|(社区)?居委会$/, '社区')
}

/** Everything that `config/county` says. Throws one Error naming every fault of the files. */
export class County {
  readonly settings: CountySettings
  readonly regions: readonly CountyRegion[]
  readonly importColumns: ImportColumns
  readonly privacy: PrivacyText
  readonly notices: NoticeSettings
  readonly #lists = new Map<string, Map<string, string>>()
  readonly #codes = new Map<string, Map<string, string>>()
  readonly #regions = new Map<string, CountyRegion>()
  readonly #villages = new Map<string, string>()
  /** Lists name the same villages over and over. */
  readonly #places = new Map<string, Readonly<{ code: string; township: string; village: string }>>()
  readonly #lines: PovertyLine[]

  constructor(folder: string) {
    const json = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T
    const csv = (file: string): CsvRow[] => parse(readFileSync(join(folder, file)), { columns: true, bom: true, skip_empty_lines: true }) as CsvRow[]
    this.settings = json<CountySettings>('county.json')
    this.importColumns = json<ImportColumns>('import-columns.json')
    this.privacy = json<PrivacyText>('privacy.json')
    this.notices = json<NoticeSettings>('notices.json')
    this.#readLists(csv('codes.csv'))
    this.regions = this.#readRegions(csv('regions.csv'), json<{ townships: string[]; villages: string[] }>('poverty-villages.json'))
    this.#lines = this.#readLines(csv('poverty-lines.csv'))
    this.#check()
  }

  #readLists(rows: CsvRow[]): void {
    for (const { list, code, zh } of rows) {
      if (!this.#lists.has(list)) { this.#lists.set(list, new Map()); this.#codes.set(list, new Map()) }
      this.#lists.get(list)?.set(code, zh)
      this.#codes.get(list)?.set(zh, code)
    }
    for (const [list, aliases] of Object.entries(this.importColumns.valueAliases)) {
      for (const [spelling, code] of Object.entries(aliases)) this.#codes.get(list)?.set(spelling, code)
    }
  }

  #readRegions(rows: CsvRow[], chosen: { townships: string[]; villages: string[] }): CountyRegion[] {
    const poverty = new Set([...chosen.villages, ...chosen.townships, this.settings.region])
    return rows.map((row) => {
      const region: CountyRegion = { code: row.code, name: row.name, level: row.level as RegionLevel, parent: row.parent_code || null, poverty: poverty.has(row.code) }
      this.#regions.set(region.code, region)
      if (region.level === 'village') this.#villages.set(`${region.parent} ${plainVillageName(region.name)}`, region.code)
      return region
    })
  }

  #readLines(rows: CsvRow[]): PovertyLine[] {
    const best = new Map<number, PovertyLine>()
    for (const { scope, year, yuan, source } of rows) {
      if (!yuan || !this.settings.line.scopes.includes(scope)) continue
      const line = { year: Number(year), fen: Number(yuan) * 100, scope, source, from: Number(year) }
      const known = best.get(line.year)
      if (!known || line.fen > known.fen) best.set(line.year, line)
    }
    return [...best.values()].sort((a, b) => a.year - b.year)
  }

  #check(): void {
    const faults: string[] = []
    for (const region of this.regions) {
      if (regionLevel(region.code) !== region.level) faults.push(`regions.csv: ${region.code} is no code of level ${region.level}`)
      if (region.parent !== parentRegion(region.code)) faults.push(`regions.csv: ${region.code} does not lie in ${region.parent}`)
    }
    for (const name of this.settings.changes.sensitive) {
      if (name !== 'membership' && !CHANGE_FIELDS.some((f) => !f.derived && (f.name === name || `${f.of}.${f.name}` === name))) faults.push(`county.json: changes.sensitive names no field ${name}`)
    }
    for (const f of CHANGE_FIELDS) if (f.list && !this.#lists.has(f.list)) faults.push(`codes.csv: no list ${f.list}`)
    for (const column of [...this.importColumns.households, ...this.importColumns.members, ...this.importColumns.payments]) {
      if ((column.kind === 'code' || column.kind === 'codes') && !this.#lists.has(column.list ?? '')) faults.push(`import-columns.json: ${column.field} names no code list`)
    }
    for (const [list, aliases] of Object.entries(this.importColumns.valueAliases)) {
      for (const code of Object.values(aliases)) if (!this.#lists.get(list)?.has(code)) faults.push(`import-columns.json: ${list} has no code ${code}`)
    }
    if (this.#lines.length === 0) faults.push('poverty-lines.csv: no line')
    const { startMonth } = this.settings.cardYear
    if (!Number.isInteger(startMonth) || startMonth < 1 || startMonth > 12) faults.push('county.json: cardYear.startMonth is no month')
    faults.push(...this.#faultyVisitRules(), ...this.#faultyProblemRules(), ...this.#faultyBookRules())
    if (![this.settings.photos?.perAccountDay, this.settings.photos?.perHousehold].every((n) => Number.isInteger(n) && n >= 1)) faults.push('county.json: photos needs whole numbers from 1')
    if (!/^[\w.-]{1,20}$/.test(this.privacy.version) || !this.privacy.title || this.privacy.sections.length === 0) faults.push('privacy.json: needs version, title and sections')
    if (!this.settings.paper?.issuer || !this.settings.paper.office) faults.push('county.json: paper needs issuer and office')
    if (!['ordinary', 'mini'].includes(this.settings.labels?.code) || !this.settings.labels.heading) faults.push('county.json: labels needs a code (ordinary or mini) and a heading')
    if (!this.#regions.has(this.settings.region)) faults.push('county.json: region is not in regions.csv')
    if (faults.length) throw new Error(`config/county:\n- ${faults.join('\n- ')}`)
  }

  /** Their codes and days become SQL, and a rule that never holds is a slip. */
  #faultyVisitRules(): string[] {
    const { rules } = this.settings.visit
    if (!rules?.length) return ['county.json: visit.rules is empty']
    return rules.flatMap((rule, i) => {
      const at = `county.json: visit.rules[${i}]`
      return [
        ...(Number.isInteger(rule.everyDays) && rule.everyDays >= 1 && rule.everyDays <= 3660 ? [] : [`${at}.everyDays is no number of days`]),
        ...(rule.id && rule.label ? [] : [`${at} needs id and label`]),
        ...(rule.types ?? []).filter((code) => !this.has('household_type', code)).map((code) => `${at}.types: household_type has no code ${code}`),
        ...(rule.states ?? []).filter((code) => !this.has('lifecycle', code)).map((code) => `${at}.states: lifecycle has no code ${code}`),
      ]
    })
  }

  #faultyProblemRules(): string[] {
    const { days, otherDays, reopenDays, objectDays } = this.settings.problems
    const whole = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= 366
    return [
      ...Object.keys(days).filter((kind) => !this.has('problem_kind', kind)).map((kind) => `county.json: problems.days: problem_kind has no code ${kind}`),
      ...([...Object.values(days), otherDays, reopenDays, objectDays].every(whole) ? [] : ['county.json: problems needs whole days']),
    ]
  }

  #faultyBookRules(): string[] {
    const { closing, undoMinutes, deputyDays, recurring, measureItems, warnings } = this.settings.books
    const whole = (n: number, most: number): boolean => Number.isInteger(n) && n >= 1 && n <= most
    const items = [...recurring, ...Object.values(measureItems), ...Object.keys(warnings.measures)].filter((code) => !this.has('income_item', code))
    const kinds = [...Object.keys(measureItems), ...Object.values(warnings.measures).flat()].filter((code) => !this.has('measure', code))
    return [
      ...items.map((code) => `county.json: books: income_item has no code ${code}`), ...kinds.map((code) => `county.json: books: measure has no code ${code}`),
      ...(whole(closing.day, 28) && whole(undoMinutes, 1440) && whole(deputyDays, 366) && Number.isInteger(closing.yearsBack) && closing.yearsBack >= 0 ? [] : ['county.json: books.closing, undoMinutes and deputyDays need whole numbers']),
      ...(warnings.jump.times > 1 && warnings.outlier.times > 1 ? [] : ['county.json: books.warnings: times must be above 1']),
    ]
  }

  /** Values of a list in file order. Throws on a list that does not exist. */
  list(list: string): Term[] {
    return [...this.#of(list)].map(([code, label]) => ({ code, label }))
  }

  /** The Chinese word of a code; a code that is not in the list shows as it is. */
  term(list: string, code: string): Term { return { code, label: this.#of(list).get(code) ?? code } }

  label(list: string, code: string): string { return this.term(list, code).label }

  has(list: string, code: string): boolean { return this.#of(list).has(code) }

  /** The code of a Chinese word, one of its other spellings, or a code itself; null when the list has neither. */
  code(list: string, text: string): string | null {
    const plain = text.trim()
    return this.#codes.get(list)?.get(plain) ?? (this.#of(list).has(plain) ? plain : null)
  }

  #of(list: string): Map<string, string> {
    const found = this.#lists.get(list)
    if (!found) throw new Error(`config/county/codes.csv has no list ${list}`)
    return found
  }

  /** The line of a card year: the strictest scope of that year, or of the latest year before it. Null before the first. */
  line(year: number): PovertyLine | null {
    const found = this.#lines.findLast((line) => line.year <= year)
    return found ? { ...found, year } : null
  }

  /** One line a year from the first known to `through`. */
  lines(through: number): PovertyLine[] {
    const first = this.#lines[0].year
    return Array.from({ length: Math.max(0, through - first + 1) }, (_, i) => this.line(first + i) as PovertyLine)
  }

  region(code: string): CountyRegion | null { return this.#regions.get(code) ?? null }

  /** As people say it; `region(code).name` is the official one. */
  regionName(code: string): string { return shownVillageName(this.#regions.get(code)?.name ?? code) }

  /** The latest card year that is over on a day: the one that yearly figures and verdicts are about. */
  lastClosedYear(day: string): number { return cardYearOf(day, this.settings.cardYear.startMonth).year - 1 }

  /** Villages with poverty tasks in the file; the switch in use is the column `region.poverty`. */
  povertyVillages(): CountyRegion[] { return this.regions.filter((r) => r.level === 'village' && r.poverty) }

  /** Village by code, or by names within the township, with 村委会, 村, 社区 or 居委会 or without. */
  village(township: string, village: string): CountyRegion | null {
    const byCode = this.#regions.get(village.trim())
    if (byCode?.level === 'village') return byCode
    const town = this.regions.find((r) => r.level === 'township' && (r.name === township.trim() || r.code === township.trim()))
    const code = town && this.#villages.get(`${town.code} ${plainVillageName(village)}`)
    return code ? this.region(code) : null
  }

  /** `{ township, village }` of a village code, as places are shown: the place, not its committee. */
  place(code: string): Readonly<{ code: string; township: string; village: string }> {
    let place = this.#places.get(code)
    if (!place) {
      place = Object.freeze({ code, township: this.regionName(code.slice(0, REGION_LEVELS[3].length)), village: this.regionName(code) })
      if (this.#regions.has(code)) this.#places.set(code, place)
    }
    return place
  }
}

let loaded: County | undefined

/** The county of this installation; read once. */
export function loadCounty(): County { return loaded ??= new County(join(ROOT, 'config/county')) }

export const county = loadCounty()
