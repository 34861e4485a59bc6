// Writes one village of the demo county: its cadres, its households and their history.
import { ENTRY, cardYear, divisorOf, incomeOfYear } from '@onecard/shared/rules/card'
import { addDays } from '@onecard/shared/rules/day'
import { CODE_BYTES, codeFromBytes } from '@onecard/shared/rules/household-code'
import { numberFromBody } from '@onecard/shared/rules/household-number'
import { addMonths, periodOf, periodsBetween } from '@onecard/shared/rules/period'
import type { Role } from '@onecard/shared/roles'
import { refreshDue } from '../features/regions'
import { ChangeRows } from '../features/households'
import { clock } from '../kernel/clock'
import type { County } from '../kernel/county'
import { Rows, type HouseTx } from '../kernel/db'
import { newId } from '../kernel/ids'
import type { Vault } from '../kernel/vault'
import { AccountRows, type DemoAccount } from './accounts'
import { seedCards } from './cards'
import type { Certificates } from './certificates'
import { planChanges, RECORDED_DAYS } from './change-plan'
import { DEMO_LOOKS, planProblems, type ProblemSeed } from './problem-plan'
import { planMeasures, planSteps, planVisits } from './help-plan'
import { planHousehold, type HouseholdPlan } from './household-plan'
import { planEntries, type EntryPlan } from './income-plan'
import { givenName, surname } from './names'
import { prng, seedOf, type Prng } from './prng'
import { SheetRows, withSlips } from './sheet-plan'

export const HOUSEHOLDS_PER_HELPER = 10
/** How much history each household gets: two closed card years and the open one; one of them; nothing but the household. */
export type History = 'full' | 'light' | 'none'

export interface World {
  vault: Vault
  county: County
  today: string
  certificates: Certificates
  accounts: DemoAccount[]
  hashes: Map<string, string>
  units: string[]
  history: History
  /** Annual cards are issued: in counties of the demo's size. */
  cards: boolean
  /** Multipliers of the printed numbers handed out so far. */
  numbers: Numbers
}

/** Printed numbers in an order that looks random: a step without common factor with ten million visits each body once. */
export class Numbers {
  #at = 0
  next(): string {
    for (;;) {
      const number = numberFromBody(String((this.#at++ * 7_654_321 + 1_234_567) % 10_000_000).padStart(7, '0'))
      if (number) return number
    }
  }
}

const HOUSEHOLD_COLUMNS = [
  'id', 'household_no', 'region', 'group_name', 'head_name', 'member_count', 'state', 'household_type', 'standard', 'cause_main', 'cause_other1', 'cause_other2', 'identified_on',
  'planned_exit_year', 'exit_year', 'relapse_year', 'relapse_cause', 'martyr_family', 'not_exit_reason', 'relocated',
  'arable', 'irrigated', 'forest', 'reforested', 'orchard', 'pasture', 'water', 'house_area', 'house_structure', 'danger_house', 'danger_level', 'repair_year',
  'safe_water', 'live_power', 'work_power', 'tv', 'toilet', 'road_distance', 'road_to_door', 'fuel', 'cooperative', 'lead_firm', 'leader',
  'monitor_type', 'risk_status', 'risk_found_on', 'phone_sealed', 'phone_index', 'bank_name', 'bank_card_sealed', 'position_confirmed',
  'last_visit_on', 'per_capita_fen', 'below_line', 'recorded_since', 'version', 'created_at', 'updated_at'] as const
const MEMBER_COLUMNS = [
  'id', 'household_id', 'member_no', 'name', 'relation', 'sex', 'birth_date', 'certificate_type', 'certificate_sealed', 'certificate_index', 'ethnicity', 'political_status',
  'education', 'student_status', 'health', 'disability_category', 'disability_level', 'disability_year', 'labour', 'work_place', 'employer', 'work_months', 'job_channel',
  'public_post', 'public_post_months', 'serving', 'minimum_living', 'destitute_support', 'resident_medical', 'employee_medical', 'resident_pension', 'employee_pension',
  'serious_illness_insurance', 'commercial_medical', 'medical_aid', 'mandarin', 'work_abroad'] as const

class Tables {
  readonly household = new Rows('household', HOUSEHOLD_COLUMNS)
  readonly member = new Rows('member', MEMBER_COLUMNS)
  readonly code = new Rows('household_code', ['id', 'household_id', 'live_household_id', 'code', 'number', 'issued_at'])
  readonly pairing = new Rows('pairing', ['id', 'household_id', 'account_id', 'unit_id', 'post', 'is_primary', 'from_day', 'to_day'])
  readonly step = new Rows('step', ['id', 'household_id', 'state', 'on_day', 'note'])
  readonly measure = new Rows('measure', ['id', 'household_id', 'member_id', 'kind', 'content', 'policy', 'status', 'from_day', 'to_day', 'planned_fen', 'paid_fen', 'department', 'person'])
  readonly visit = new Rows('visit', ['id', 'household_id', 'account_id', 'on_day', 'kind', 'met', 'note', 'topics', 'received_at', 'started_at', 'ended_at', 'counts_on', 'receipt', 'promises'])
  readonly entry = new Rows('entry', ['id', 'household_id', 'period', 'item', 'fen', 'state', 'note', 'source', 'created_by', 'approved_by', 'approved_at', 'sheet_id', 'n'])
  readonly sheet: SheetRows

  readonly problem = new Rows('problem', ['id', 'household_id', 'kind', 'source', 'status', 'text', 'raised_by', 'raised_at', 'deadline', 'open_until', 'responsible_id', 'answered', 'closed_at'])
  readonly problemStep = new Rows('problem_step', ['id', 'household_id', 'problem_id', 'act', 'account_id', 'role', 'takes', 'text', 'at'])
  readonly look = new Rows('household_read', ['at', 'account_id', 'role', 'household_id', 'region', 'way', 'reason'])

  constructor(county: County) { this.sheet = new SheetRows(county) }

  async flush(tx: HouseTx, all = true): Promise<void> { for (const rows of Object.values(this) as Rows[]) await rows.flush(tx, all) }
}

interface Cadres { helpers: string[]; former: string; clerk: string; secretary: string }

/** Whole village in the transaction given; generation goes on without writing when `tx` is null (a village that is there already). */
export class VillageWriter {
  readonly #tables: Tables
  readonly #cadres: AccountRows
  readonly #random: Prng
  readonly #ids: string[] = []
  readonly #changes: ChangeRows
  constructor(private readonly world: World, private readonly region: string, private readonly index: number) {
    this.#tables = new Tables(world.county)
    this.#cadres = new AccountRows(world.vault, addDays(world.today, -900))
    this.#changes = new ChangeRows(world.vault)
    this.#random = prng(seedOf(index, 1))
  }

  async write(tx: HouseTx | null, households: number): Promise<void> {
    const cadres = this.#appoint(Math.ceil(households / HOUSEHOLDS_PER_HELPER))
    for (let n = 0; n < households; n++) {
      const random = prng(seedOf(this.index, n, 7))
      const plan = planHousehold(random, this.world.today, n === 0 ? this.#demo('household')?.name : undefined)
      this.#add(plan, random, n, cadres, tx !== null)
      if (tx) { if (n === 0) await this.#cadres.flush(tx); await this.#tables.flush(tx, false) }
    }
    if (!tx) return
    await this.#cadres.flush(tx)
    await this.#tables.flush(tx)
    await this.#changes.flush(tx)
    await refreshDue(tx, this.#ids, this.world.today)
    if (this.world.cards) await seedCards(tx, { ...this.world, village: this.index, ids: this.#ids, secretary: cadres.secretary })
  }

  #demo(role: Role): DemoAccount | undefined { return this.world.accounts.find((a) => a.role === role && a.region === this.region) }

  #appoint(helpers: number): Cadres {
    const account = (role: Role, n: number, attached: { lands?: string; unitId?: string } = { lands: this.region }): string => {
      const demo = n === 0 ? this.#demo(role) : undefined
      const sex = this.#random.chance(0.6) ? '1' : '2'
      const name = surname(this.#random) + givenName(this.#random, sex, this.#random.int(26, 55))
      const serial = `${ROLE_LETTERS[role]}${this.region.slice(6)}${n ? `-${n}` : ''}`
      return this.#cadres.add({ account: demo?.account ?? serial, name: demo?.name ?? name, role, passwordHash: demo && this.world.hashes.get(demo.account), ...attached, phone: this.#phone(role, n) })
    }
    const unitId = this.#unit()
    const list = Array.from({ length: helpers }, (_, n) => account('helper', n, { unitId }))
    const [clerk, secretary] = [account('village_clerk', 0), account('village_secretary', 0)]
    account('village_team', 0)
    account('first_secretary', 0)
    return { helpers: list, former: list[list.length - 1], clerk, secretary }
  }

  /** 154 is not allotted to anybody. */
  #phone(role: Role, n: number): string { return `1542${ROLE_DIGITS[role]}${String(this.index).padStart(2, '0')}${String(n).padStart(4, '0')}` }

  #unit(): string { return this.world.units[this.index % this.world.units.length] }

  #add(plan: HouseholdPlan, random: Prng, n: number, cadres: Cadres, writes: boolean): void {
    const { world } = this
    const people = plan.people.map((p) => ({ ...p, ...world.certificates.next(p.birthYear, p.sex, world.today) }))
    const number = world.numbers.next()
    if (!writes) return
    const id = newId()
    this.#ids.push(id)
    const serial = this.index * 100_000 + n
    const helper = cadres.helpers[Math.floor(n / HOUSEHOLDS_PER_HELPER)]
    const ethnicity = random.weighted([['01', 8], ['11', 2], ['38', 0.1]])
    const ids = people.map((p, i) => this.#member(id, serial, i, p, ethnicity, random))
    const code = codeFromBytes(bytesOf(serial, random))
    this.#tables.code.add([newId(), id, id, code, number, clock.date()])
    const { lastVisit, perCapita, below } = world.history === 'none' ? { lastVisit: null, perCapita: null, below: null } : this.#history(id, n, plan, ids, random, helper, cadres)
    this.#pair(id, random, helper, cadres)
    this.#household(id, serial, plan, random, lastVisit, perCapita, below)
    if (world.history !== 'none') {
      const seed = { plan, members: ids, phone: householdPhone(serial), today: world.today, helper, clerk: cadres.clerk, secretary: cadres.secretary }
      for (const change of planChanges(seed, prng(seedOf(this.index, n, 11)), n)) this.#changes.add(id, change)
    }
    const household = n === 0 ? this.#householdAccount(id, serial) : null
    if (household) this.#looks(id, { helper, clerk: cadres.clerk, secretary: cadres.secretary })
    if (world.history !== 'none') this.#problems(id, { plan, today: world.today, helper, clerk: cadres.clerk, secretary: cadres.secretary, household }, n)
  }

  #problems(id: string, seed: ProblemSeed, n: number): void {
    for (const p of planProblems(seed, this.world.county, prng(seedOf(this.index, n, 13)), n)) {
      const problem = newId()
      this.#tables.problem.add([problem, id, p.kind, p.source, p.status, p.text, p.raisedBy, p.raisedAt, p.deadline, p.closedAt === null ? p.deadline : null, p.responsible, p.answered, p.closedAt])
      for (const step of p.steps) this.#tables.problemStep.add([newId(), id, problem, step.act, step.account, step.role, step.takes, step.text, step.at])
    }
  }

  #looks(id: string, people: Record<'helper' | 'clerk' | 'secretary', string>): void {
    const roles = { helper: 'helper', clerk: 'village_clerk', secretary: 'village_secretary' } as const
    for (const [daysAgo, by, way, reason] of DEMO_LOOKS) this.#tables.look.add([clock.at(Math.min(clock.now(), Date.parse(`${addDays(this.world.today, -daysAgo)}T02:00:00Z`))), people[by], roles[by], id, this.region, way, reason])
  }

  #householdAccount(householdId: string, serial: number): string | null {
    const demo = this.#demo('household')
    return demo ? this.#cadres.add({ account: demo.account, name: demo.name, role: 'household', passwordHash: this.world.hashes.get(demo.account), householdId, phone: householdPhone(serial) }) : null
  }

  #household(id: string, serial: number, plan: HouseholdPlan, random: Prng, lastVisit: string | null, perCapita: number | null, below: boolean | null): void {
    const { vault } = this.world
    const phone = householdPhone(serial)
    const { land, house } = plan
    this.#tables.household.add([
      id, `7${String(serial).padStart(10, '0')}`, this.region, plan.group, plan.people[0].name, plan.people.length, plan.state, plan.type, '01', plan.causes[0], plan.causes[1] ?? null, plan.causes[2] ?? null, plan.identifiedOn,
      plan.plannedExitYear, plan.exitYear, plan.relapseYear, plan.relapseCause, random.chance(0.01), plan.notExitReason, false,
      land.arable, land.irrigated, land.forest, land.reforested, land.orchard, land.pasture, land.water, house.area, house.structure, house.danger, house.level, house.repairYear,
      plan.safeWater, true, true, true, plan.toilet, plan.roadDistance, plan.roadToDoor, plan.fuel, plan.cooperative, plan.leadFirm, plan.leader,
      plan.monitor?.type ?? null, plan.monitor?.risk ?? null, plan.monitor?.foundOn ?? null, vault.seal('household.phone', id, phone), vault.index('phone', phone),
      '农村信用社', vault.seal('household.bank_card', id, `6299${String(serial).padStart(15, '0')}`), false, lastVisit, perCapita, below, this.world.history === 'none' ? null : addDays(this.world.today, -RECORDED_DAYS), 1, clock.date(), clock.date()])
  }

  #member(householdId: string, serial: number, i: number, p: HouseholdPlan['people'][number] & { certificate: string; birthDate: string }, ethnicity: string, random: Prng): string {
    const { vault } = this.world
    const id = newId()
    const certificate = p.disability ? p.certificate + p.disability.category + p.disability.level : p.certificate
    const insured = !p.serving
    this.#tables.member.add([
      id, householdId, `6${String(serial).padStart(8, '0')}${String(i + 1).padStart(2, '0')}`, p.name, p.relation, p.sex, p.birthDate, p.disability ? '02' : '01', vault.seal('member.certificate', id, certificate),
      vault.index('certificate', p.certificate), ethnicity, p.age >= 18 && random.chance(0.05) ? '01' : '13', p.education, p.studentStatus, p.health,
      p.disability?.category ?? null, p.disability?.level ?? null, p.disability?.year ?? null, p.labour, p.work?.place ?? null, p.work?.employer ?? null, p.work?.months ?? null, p.work?.channel ?? null,
      p.publicPost?.post ?? null, p.publicPost?.months ?? null, p.serving, p.minimumLiving, p.destituteSupport, insured, false, insured && p.age >= 16 && p.studentStatus === null, false,
      insured, false, p.medicalAid, true, false])
    return id
  }

  #pair(id: string, random: Prng, helper: string, cadres: Cadres): void {
    const since = addDays(this.world.today, -random.int(760, 880))
    const post = '帮扶干部'
    this.#tables.pairing.add([newId(), id, helper, this.#unit(), post, true, since, null])
    if (helper !== cadres.former && random.chance(0.1)) this.#tables.pairing.add([newId(), id, cadres.former, this.#unit(), post, true, addDays(since, -700), addDays(since, -1)])
  }

  #history(id: string, n: number, plan: HouseholdPlan, members: string[], random: Prng, helper: string, cadres: Cadres): { lastVisit: string | null; perCapita: number | null; below: boolean | null } {
    const { county, today, history } = this.world
    const closed = county.lastClosedYear(today)
    const startMonth = county.settings.cardYear.startMonth
    const year = cardYear(closed, startMonth)
    const lineFen = county.line(closed)?.fen ?? 0
    const periods = periodsBetween(history === 'full' ? addMonths(year.from, -12) : year.from, periodOf(today))
    const entries = withSlips(planEntries(plan, periods, random, today, lineFen / 100), n)
    const measures = planMeasures(plan, entries, random, year, today)
    this.#books(id, n, plan, entries, measures.map((m) => m.kind), n % 3 === 0 ? cadres.clerk : helper, cadres)
    for (const m of measures) {
      this.#tables.measure.add([newId(), id, m.member === null ? null : members[m.member], m.kind, m.content, m.policy, m.status, m.fromDay, m.toDay, m.plannedFen, m.paidFen, m.department, null])
    }
    for (const s of planSteps(plan, random, today)) this.#tables.step.add([newId(), id, s.state, s.onDay, s.note])
    const visits = planVisits(plan, measures, entries, random, today, addDays(today, -740), history === 'full' ? 40 : 9)
    for (const [n, v] of visits.entries()) {
      const at = Math.min(clock.now(), Date.parse(`${v.onDay}T00:30:00Z`) + v.minute * 60_000)
      this.#tables.visit.add([newId(), id, helper, v.onDay, v.kind, v.met, v.note, JSON.stringify(v.topics), clock.at(at), clock.at(at - (v.minute % 40 + 8) * 60_000), clock.at(at - 60_000), v.onDay, receiptOf(n), n >= visits.length - PROMISING ? promiseOf(random, v.onDay, today) : null])
    }
    const income = incomeOfYear({
      year, lineFen, entries: entries.map((e) => ({ item: e.item, fen: e.fen, on: e.period, state: e.state })), excludedItems: county.settings.income.notCountedItems,
      divisor: divisorOf(county.settings.income.divisor, plan.people.map(() => ({ joinedOn: null, leftOn: null })), year),
    })
    return { lastVisit: visits.at(-1)?.onDay ?? null, perCapita: income.perCapitaFen, below: income.below }
  }

  /** Entries on their sheets. Two in three are written by the helper, as where people visit. */
  #books(id: string, n: number, plan: HouseholdPlan, entries: readonly EntryPlan[], measures: readonly string[], writer: string, cadres: Cadres): void {
    const explained = [...plan.people.some((p) => p.minimumLiving) ? ['D2'] : [], ...plan.people.some((p) => p.destituteSupport) ? ['D3'] : [], ...plan.people.some((p) => p.publicPost) ? ['A2', 'A3', 'A4'] : []]
    const sheets = this.#tables.sheet.addMonths({ household: id, heads: plan.people.length, entries, measures, explained, writer, secretary: cadres.secretary, n, confirms: n === 0 && this.#demo('household') !== undefined })
    for (const [at, e] of entries.entries()) {
      const approved = e.state === ENTRY.approved
      const approvedAt = approved ? Math.min(clock.now(), Date.parse(`${addMonths(e.period, 1)}-05T02:00:00Z`)) : null
      this.#tables.entry.add([newId(), id, e.period, e.item, e.fen, e.state, e.note, 'seed', writer, approved ? cadres.secretary : null, approvedAt === null ? null : clock.at(approvedAt), sheets.get(e.period) ?? null, at])
    }
  }
}

/** Four characters, different for each visit of a household: a step without common factor with a million visits each once. */
const receiptOf = (n: number): string => ((n * 654_321 + 98_765) % 1_048_576).toString(32).padStart(4, '0').toUpperCase().replace(/[ILOU]/g, (letter) => ({ I: 'W', L: 'X', O: 'Y', U: 'Z' })[letter] as string)

/** The last visits of each household may have promised something. */
const PROMISING = 3

/** What somebody said that he would do, by a day some weeks after the visit; two in five said nothing. Most was kept, some of it late. */
function promiseOf(random: Prng, onDay: string, today: string): string | null {
  if (random.chance(0.4)) return null
  const by = addDays(onDay, random.int(7, 30))
  const keptOn = random.chance(0.8) ? addDays(by, random.chance(0.2) ? random.int(1, 9) : random.int(-6, 0)) : null
  return JSON.stringify([{ text: random.pick(['送两袋化肥来', '帮着换慢病本', '问清补贴哪天到账', '把水管包上保温', '联系秋果收购的人']), by, ...(keptOn !== null && keptOn < today && { keptOn }) }])
}

const householdPhone = (serial: number): string => `1541${String(serial % 10_000_000).padStart(7, '0')}`

const ROLE_LETTERS: Partial<Record<Role, string>> = { helper: 'bf', village_clerk: 'ws', village_secretary: 'sj', village_team: 'gz', first_secretary: 'dy' }
const ROLE_DIGITS: Partial<Record<Role, number>> = { helper: 0, village_clerk: 1, village_secretary: 2, village_team: 3, first_secretary: 4 }

/** 80 bits: 32 that differ for every household, 48 by chance. Good for a demo; real codes come from the system's random source. */
function bytesOf(serial: number, random: Prng): Uint8Array {
  const bytes = Uint8Array.from({ length: CODE_BYTES }, () => random.int(0, 255))
  const spread = Math.imul(serial + 1, 0x9e3779b1) >>> 0
  for (let i = 0; i < 4; i++) bytes[i * 2] = (spread >>> (8 * i)) & 255
  return bytes
}
