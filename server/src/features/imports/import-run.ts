// One pass over both sheets: read, check, compare, and write when it applies. Memory holds one batch and a few numbers per household.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ImportCounts, ImportProblem } from '@onecard/shared/contract/imports.views'
import { cardYear } from '@onecard/shared/rules/card'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, HouseTx } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'
import { checkHousehold, checkHouseholdWithMembers } from './household-rules'
import { HouseholdWriter, type PlacedHousehold } from './household-writer'
import { ImportStore, batches, type ImportAuthor } from './import-store'
import { ageAt, checkMember } from './member-rules'
import { MemberWriter, type PlacedMember } from './member-writer'
import { ProblemList } from './problem-list'
import { readRecords } from './reader'
import type { HouseholdFacts, SheetRecord } from './records'
import { closeSheets, openSheets, type OpenSheet, type OpenSheets } from './sheet-heads'
import { withSteadyHeap } from './steady-heap'

export interface ImportFiles { households: string; members: string }
export interface ImportProgress { done: number; total: number | null; step: string }
export interface ImportOutcome { households: ImportCounts; members: ImportCounts; problems: ImportProblem[]; errors: number; warnings: number; applied: boolean }

export interface ImportOrder {
  files: ImportFiles
  author: ImportAuthor
  /** Job that the audit names. */
  jobId: string
  /** False: a dry run that writes nothing. */
  apply: boolean
  total?: number | null
  onProgress?: (progress: ImportProgress) => void
  /** Last act inside the transaction, so that a job is applied exactly when its rows are. */
  beforeCommit?: (tx: HouseTx) => Promise<void>
}

const HOUSEHOLD_BATCH = 128
const MEMBER_BATCH = 256

/** Found errors: the transaction is undone. */
class Refused extends Error {
  constructor(readonly outcome: ImportOutcome) { super('refused') }
}

const refused = (outcome: ImportOutcome): Refused => new Refused(outcome)

/** All or nothing: one transaction when it applies. A file that is no table is a problem of rule `file`. */
export function runImport(db: Database, vault: Vault, county: County, order: ImportOrder): Promise<ImportOutcome> {
  return withSteadyHeap(() => runBoth(db, vault, county, order))
}

async function runBoth(db: Database, vault: Vault, county: County, order: ImportOrder): Promise<ImportOutcome> {
  const house = db.everywhere('the national sheets cover the whole county')
  const hashes = order.apply ? [await hashOf(order.files.households), await hashOf(order.files.members)] : []
  const pass = async (tx: HouseTx | null): Promise<ImportOutcome> => {
    const problems = new ProblemList(county.settings.import)
    const store = new ImportStore(house, tx, vault, order.author, () => problems.errors === 0)
    return new Pass(store, vault, county, problems, order, hashes).run()
  }
  if (!order.apply) return pass(null)
  try {
    return await house.write(async (tx) => {
      const outcome = await pass(tx)
      if (outcome.errors > 0) throw refused(outcome)
      await order.beforeCommit?.(tx)
      return { ...outcome, applied: true }
    })
  } catch (error) {
    if (error instanceof Refused) return error.outcome
    throw error
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

class Pass {
  readonly #households: HouseholdWriter
  readonly #members: MemberWriter
  readonly #numberRows = new Map<string, number>()
  readonly #memberNoRows = new Map<string, number>()
  readonly #certificateRows = new Map<string, number>()
  readonly #phones = new Map<string, number>()
  readonly #today = clock.today()
  #done = 0
  constructor(private readonly store: ImportStore, vault: Vault, private readonly county: County, private readonly problems: ProblemList, private readonly order: ImportOrder, private readonly hashes: string[]) {
    this.#households = new HouseholdWriter(store, vault, problems, order.author.accountId)
    this.#members = new MemberWriter(store, vault, problems)
  }

  async run(): Promise<ImportOutcome> {
    const sheets = await openSheets(this.county, this.order.files, this.problems)
    if (sheets) await this.#readBoth(sheets)
    const { counts: households } = this.#households
    const { counts: members } = this.#members
    if (this.order.apply) {
      this.store.audit(this.order.jobId, this.county.settings.region, [
        { field: 'households.sha256', before: null, after: this.hashes[0] }, { field: 'members.sha256', before: null, after: this.hashes[1] },
        { field: 'households', before: null, after: JSON.stringify(households) }, { field: 'members', before: null, after: JSON.stringify(members) }])
      await this.store.finish()
    }
    return { households, members, problems: this.problems.sorted(), errors: this.problems.errors, warnings: this.problems.warnings, applied: false }
  }

  /** What follows from a sheet that could not be read to its end is not said. */
  async #readBoth(sheets: OpenSheets): Promise<void> {
    if (sheets.swapped) this.hashes.reverse()
    try {
      await this.#readHouseholds(sheets.households)
      if (!this.problems.stopped) await this.#readMembers(sheets.members)
      if (this.problems.stopped) return
      for (const facts of this.#households.facts.values()) checkHouseholdWithMembers(facts, this.problems)
      await this.#lookForOthers()
    } finally { await closeSheets(sheets.households, sheets.members) }
  }

  async #readHouseholds(sheet: OpenSheet): Promise<void> {
    let batch: PlacedHousehold[] = []
    for await (const { record, sound } of readRecords(this.county, sheet, this.problems)) {
      this.#progress('读贫困户表')
      const placed = this.#place(record)
      if (sound) checkHousehold(this.county, record, this.problems)
      this.#samePhone(record)
      if (!sound || !placed) continue
      batch.push(placed)
      if (batch.length === HOUSEHOLD_BATCH) { await this.#households.take(batch); batch = [] }
    }
    await this.#households.take(batch)
    await this.#households.flush(true)
    await this.store.flushAudit()
  }

  /** The village, and that the number comes once. */
  #place(record: SheetRecord): PlacedHousehold | null {
    const at = (field: string) => [record.row, record.heading(field), record.shown(field)] as const
    const number = record.text('householdNo')
    const before = number === null ? undefined : this.#numberRows.get(number)
    if (before !== undefined) this.problems.error('key', 'households', ...at('householdNo'), `户编号不能重复，第 ${before} 行已有`)
    else if (number !== null) this.#numberRows.set(number, record.row)
    const township = record.text('township')
    const village = record.text('village')
    if (township === null || village === null) return null
    const region = this.county.village(township, village)
    if (!region) { this.problems.error('Q43', 'households', ...at('village'), `${township} 里没有这个村`); return null }
    if (!region.poverty) this.problems.warn('Q43', 'households', ...at('village'), '这个村没有扶贫任务')
    return number !== null && before === undefined ? { record, village: region } : null
  }

  #samePhone(record: SheetRecord): void {
    const phone = record.text('phone')
    if (phone === null) return
    const n = (this.#phones.get(phone) ?? 0) + 1
    this.#phones.set(phone, n)
    if (n === this.county.settings.quality.phoneHouseholds + 1) this.problems.warn('Q38', 'households', record.row, record.heading('phone'), record.shown('phone'), `同一电话最多 ${this.county.settings.quality.phoneHouseholds} 户`)
  }

  async #readMembers(sheet: OpenSheet): Promise<void> {
    let batch: PlacedMember[] = []
    for await (const { record, sound } of readRecords(this.county, sheet, this.problems)) {
      this.#progress('读家庭成员表')
      const household = this.#householdOf(record)
      const on = cardYear(record.number('year') ?? household?.year ?? Number(this.#today.slice(0, 4)), this.county.settings.cardYear.startMonth).lastDay
      const unique = this.#unique(record)
      const good = checkMember(this.county, record, on, this.#today, this.problems)
      if (household) gather(household, record, on, this.county.settings.quality.pensionAge)
      if (!sound || !good || !unique || !household) continue
      batch.push({ record, household })
      if (batch.length === MEMBER_BATCH) { await this.#members.take(batch); await this.store.flushAudit(); batch = [] }
    }
    await this.#members.take(batch)
    await this.#members.flush(true)
    await this.store.flushAudit()
  }

  #householdOf(record: SheetRecord): HouseholdFacts | null {
    const number = record.text('householdNo')
    if (number === null) return null
    const facts = this.#households.facts.get(number)
    // A row of the other sheet that could not be read has been reported there.
    if (!facts && !this.#numberRows.has(number)) this.problems.error('key', 'members', record.row, record.heading('householdNo'), number, '贫困户表里要有这个户编号')
    return facts ?? null
  }

  /** Q04 within the sheet, and 人口编号 once. */
  #unique(record: SheetRecord): boolean {
    const person = record.text('certificate')?.slice(0, 18) ?? null
    const number = record.text('memberNo')
    const samePerson = person === null ? undefined : this.#certificateRows.get(person)
    const sameNumber = number === null ? undefined : this.#memberNoRows.get(number)
    if (samePerson !== undefined) this.problems.error('Q04', 'members', record.row, record.heading('certificate'), record.shown('certificate'), `证件号码全县不能重复，第 ${samePerson} 行已有`)
    else if (person !== null) this.#certificateRows.set(person, record.row)
    if (sameNumber !== undefined) this.problems.error('key', 'members', record.row, record.heading('memberNo'), number ?? '', `人口编号不能重复，第 ${sameNumber} 行已有`)
    else if (number !== null) this.#memberNoRows.set(number, record.row)
    return samePerson === undefined && sameNumber === undefined
  }

  /** Members whom the database has and the sheet has not: left alone, and said. */
  async #lookForOthers(): Promise<void> {
    const known = [...this.#households.facts.values()].filter((facts) => !facts.isNew)
    const written = this.store.writes
    for (const batch of batches(known)) {
      const rows = await this.store.select<{ household_id: string; n: string | number }>('SELECT household_id, COUNT(*) AS n FROM member WHERE household_id IN (:ids) AND left_on IS NULL GROUP BY household_id', { ids: batch.map((f) => f.id) })
      const there = new Map(rows.map((row) => [row.household_id, Number(row.n)]))
      for (const f of batch) {
        const others = (there.get(f.id) ?? 0) - (written ? f.members : f.matched)
        if (others > 0) this.problems.warn('member', 'households', f.row, '家庭人口数', String(f.memberCount), `系统里另有 ${others} 名成员不在表中，没有改动`)
      }
    }
  }

  #progress(step: string): void {
    this.#done++
    this.order.onProgress?.({ done: this.#done, total: this.order.total ?? null, step })
  }
}

/** What the rules over a whole household need to know of one member. */
function gather(f: HouseholdFacts, record: SheetRecord, on: string, pensionAge: number): void {
  const health = record.list('health')
  const school = record.text('studentStatus')
  f.members++
  if (record.text('relation') === '01') {
    f.heads++
    f.headSex = record.text('sex')
    f.headMatches = record.text('name') === f.headName && ['', record.text('certificate')?.slice(0, 18)].includes(f.headCertificate)
  }
  if (record.text('relation') === '02') { f.spouses++; f.spouseRow = record.row; f.spouseSex = record.text('sex') }
  f.ill ||= health.includes('02') || health.includes('03')
  f.disabled ||= health.includes('04') || (record.text('certificate')?.length ?? 0) > 18
  f.inSchool ||= school !== null && school > '02'
  f.anyMinimumLiving ||= record.flag('minimumLiving') === true
  f.anyDestitute ||= record.flag('destituteSupport') === true
  f.publicPost ||= record.text('publicPost') !== null
  if (record.flag('residentPension') === true && (ageAt(record, on) ?? 0) >= pensionAge) f.pensioners++
}
