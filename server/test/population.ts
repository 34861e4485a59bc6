// A small county made for tests: households whose every field is filled, and as many plain ones as a test asks for.
import { randomBytes, randomInt } from 'node:crypto'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import { addDays } from '@onecard/shared/rules/day'
import { codeFromBytes } from '@onecard/shared/rules/household-code'
import { numberFromBody } from '@onecard/shared/rules/household-number'
import { makeCertificate } from '@onecard/shared/rules/id-number'
import { HouseholdCode } from '../src/features/codes/code.entity'
import { Household } from '../src/features/households/household.entity'
import { Member } from '../src/features/households/member.entity'
import { Pairing } from '../src/features/households/pairing.entity'
import { Step } from '../src/features/households/step.entity'
import { Entry } from '../src/features/ledger/entry.entity'
import { Sheet } from '../src/features/ledger/sheet.entity'
import { Measure } from '../src/features/measures/measure.entity'
import { refreshDue } from '../src/features/regions'
import { Visit } from '../src/features/visits/visit.entity'
import { clock } from '../src/kernel/clock'
import type { HouseTx } from '../src/kernel/db'
import { newId } from '../src/kernel/ids'
import type { Vault } from '../src/kernel/vault'

/** Two townships and three villages of the county's file, a village of the neighbouring county, and one of another prefecture. */
export const LAND = {
  county: '210881',
  township: '210881004', villageA: '210881004205', villageB: '210881004204',
  otherTownship: '210881102', villageC: '210881102200',
  neighbourCounty: '210882', neighbourVillage: '210882001201',
  prefecture: '2108', farPrefecture: '2101', farVillage: '210123001201',
} as const

export interface MemberFacts { id: string; name: string; certificate: string; phone: string | null }
export interface HouseholdFacts { id: string; region: string; headName: string; householdNo: string; code: string; number: string; phone: string; bankCard: string; groupName: string; members: MemberFacts[] }

export interface Wish {
  region: string
  headName: string
  /** Spouse, ill father, disabled brother, child under 14, entries, measures, visits, steps: every field of a card has content. */
  whole?: boolean
  helper?: { accountId: string; unitId: string | null }
  /** False: no code yet. */
  code?: boolean
  /** Columns besides or instead of the usual ones. */
  row?: Partial<Household>
}

/** Measures of a whole household: health, education, work, housing, and one that tells nothing. */
export const MEASURE_KINDS = ['06', '05', '03', '07', '17'] as const

let serial = 0
const NOON = (): Date => clock.at(clock.now() - 40 * 86_400_000)

/** Nobody's: everybody is born on 29 February, and the sequence is one that registers do not hand out. */
function certificate(birthYear: number, sex: '1' | '2', n: number): string {
  const region = `2108${String(10 + Math.floor(n / 2) % 90)}`
  const made = makeCertificate(region, `${birthYear}-02-29`, sex === '1' ? ['997', '999'][n % 2] : ['996', '998'][n % 2])
  if (!made) throw new Error(`no certificate for ${birthYear}`)
  return made
}

/** The latest leap year in which a child of 6 to 10 was born. */
const childYear = (): number => Math.floor((Number(clock.today().slice(0, 4)) - 6) / 4) * 4

/** Drawn so far: hundreds of ten million meet once in a hundred runs. */
const drawn = new Set<string>()
export function freshNumber(): string {
  for (;;) {
    const number = numberFromBody(String(randomInt(10_000_000)).padStart(7, '0'))
    if (number && !drawn.has(number)) { drawn.add(number); return number }
  }
}
export const freshCode = (): string => codeFromBytes(randomBytes(10)) as string

interface Lists { sheets: Sheet[]; members: Partial<Member>[]; codes: Partial<HouseholdCode>[]; pairings: Partial<Pairing>[]; entries: Partial<Entry>[]; measures: Partial<Measure>[]; visits: Partial<Visit>[]; steps: Partial<Step>[] }

/** Writes the households and answers the facts behind them, secrets in the clear. */
export async function addHouseholds(tx: HouseTx, vault: Vault, wishes: Wish[]): Promise<HouseholdFacts[]> {
  const households: Partial<Household>[] = []
  const lists: Lists = { sheets: [], members: [], codes: [], pairings: [], entries: [], measures: [], visits: [], steps: [] }
  const facts = wishes.map((wish) => {
    const made = household(vault, wish)
    households.push(made.row)
    people(vault, wish, made.facts, lists)
    if (wish.code !== false) lists.codes.push({ id: newId(), householdId: made.facts.id, liveHouseholdId: made.facts.id, code: made.facts.code, number: made.facts.number, issuedAt: NOON(), issuedBy: null, revokedAt: null })
    if (wish.helper) lists.pairings.push({ id: newId(), householdId: made.facts.id, accountId: wish.helper.accountId, unitId: wish.helper.unitId, post: '科员', isPrimary: true, fromDay: '2019-01-01', toDay: null })
    if (wish.whole) history(made.facts.id, wish, lists)
    return made.facts
  })
  const tables = [[Household, households], [Member, lists.members], [HouseholdCode, lists.codes], [Pairing, lists.pairings], [Sheet, lists.sheets], [Entry, lists.entries], [Measure, lists.measures], [Visit, lists.visits], [Step, lists.steps]] as const
  for (const [entity, rows] of tables) for (let i = 0; i < rows.length; i += 200) await tx.insert(entity as never, rows.slice(i, i + 200) as never)
  await refreshDue(tx, facts.map((h) => h.id), clock.today())
  return facts
}

function household(vault: Vault, wish: Wish): { row: Partial<Household>; facts: HouseholdFacts } {
  const n = ++serial
  const id = newId()
  const phone = `154${String(10_000_000 + n)}`
  const bankCard = `62990000${String(n).padStart(11, '0')}`
  const facts = { id, region: wish.region, headName: wish.headName, householdNo: `T${String(n).padStart(10, '0')}`, code: freshCode(), number: freshNumber(), phone, bankCard, groupName: `样${n}组`, members: [] }
  const whole: Partial<Household> = wish.whole ? {
    arable: '6.50', irrigated: '1.20', forest: '3.00', reforested: '0.50', orchard: '2.00', pasture: '0.00', water: '0.00',
    houseArea: '72.50', houseStructure: '03', dangerHouse: true, dangerLevel: 'C', repairYear: 2019, safeWater: true, livePower: true, workPower: false, tv: true, toilet: true,
    roadDistance: '1.20', roadToDoor: '03', fuel: '01', longitude: '122.3512345', latitude: '40.4012345', positionSystem: 'wgs84',
    causeOther1: '02', plannedExitYear: 2020, exitYear: 2020, lastVisitOn: addDays(clock.today(), -9), perCapitaFen: 512_345, belowLine: false, standard: '01',
  } : {}
  return {
    facts,
    row: {
      id, householdNo: facts.householdNo, region: wish.region, groupName: facts.groupName, headName: wish.headName, memberCount: wish.whole ? 5 : 1, state: '08', householdType: '01', causeMain: '01',
      identifiedOn: '2015-12', phoneSealed: vault.seal('household.phone', id, phone), phoneIndex: vault.index('phone', phone), bankName: '农村信用社', bankCardSealed: vault.seal('household.bank_card', id, bankCard),
      positionConfirmed: false, version: 1, createdAt: NOON(), updatedAt: NOON(), ...whole, ...wish.row,
    },
  }
}

interface Person { name: string; relation: string; sex: '1' | '2'; born: number; more?: Partial<Member>; suffix?: string; phone?: boolean }

function people(vault: Vault, wish: Wish, facts: HouseholdFacts, lists: Lists): void {
  // Names of one household stand in no other, so that a test may search answers for them.
  const kin = wish.headName.slice(0, 2)
  const n = serial
  const family: Person[] = [{ name: wish.headName, relation: '01', sex: '1', born: 1964, phone: true, more: { labour: '01', health: '01', education: '03', workPlace: '鲅鱼圈', workMonths: 9, employer: '样例果品厂', residentMedical: true, residentPension: true, serving: false } }]
  if (wish.whole) family.push(
    { name: `${kin}兰`, relation: '02', sex: '2', born: 1968, more: { labour: '03', health: '02', education: '02', residentMedical: true, medicalAid: true } },
    { name: `${kin}根`, relation: '11', sex: '1', born: 1940, more: { labour: '05', health: '03,02', education: '01', residentMedical: true, seriousIllnessInsurance: true, minimumLiving: true } },
    { name: `${kin}石`, relation: '21', sex: '1', born: 1972, suffix: '42', more: { labour: '04', health: '04', education: '02', disabilityCategory: '4', disabilityLevel: '2', disabilityYear: 2012, certificateType: '02', residentMedical: true } },
    { name: `${kin}苗`, relation: '04', sex: '2', born: childYear(), more: { studentStatus: '03', health: '01', residentMedical: true } },
  )
  family.forEach((p, i) => {
    const id = newId()
    const person = certificate(p.born, p.sex, n + i * 7)
    const phone = p.phone ? `1545${1_000_000 + n}` : null
    facts.members.push({ id, name: p.name, certificate: person + (p.suffix ?? ''), phone })
    lists.members.push({
      id, householdId: facts.id, memberNo: null, name: p.name, relation: p.relation, sex: p.sex, birthDate: `${p.born}-02-29`, certificateType: '01',
      certificateSealed: vault.seal('member.certificate', id, person + (p.suffix ?? '')), certificateIndex: vault.index('certificate', person),
      phoneSealed: phone && vault.seal('member.phone', id, phone), phoneIndex: phone && vault.index('phone', phone), joinedOn: '2015-12-01', ...p.more,
    })
  })
}

/** A sheet without lines, entered by nobody of the tests. */
export function sheetRow(householdId: string, period: string, state: Sheet['state'], more: Partial<Sheet> = {}): Sheet {
  const decided = state === 'approved' ? clock.date() : null
  return {
    id: newId(), householdId, period, revision: 1, version: 1, state, newest: true, wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, expenseFen: 0, lineCount: 0, warnings: '[]', oddness: 0, lateReason: null, writers: '',
    savedBy: null, submittedAt: state === 'draft' ? null : clock.date(), decidedBy: null, decidedAt: decided, decidedReason: null, batchId: null, endedBatch: null, endedAt: null, builtUpon: false, openedAs: null, openedBy: null, openedReason: null,
    confirmed: null, confirmedText: null, confirmedBy: null, confirmedAt: null, createdAt: clock.at(Date.parse(`${period}-28T00:00:00Z`)), ...more,
  }
}

/** Fourteen months of entries, the last one still waiting; five measures, two visits, three steps. */
function history(householdId: string, wish: Wish, lists: Lists): void {
  const today = clock.today()
  const now = periodOf(today)
  for (let back = 1; back <= 14; back++) {
    const period = addMonths(now, -back)
    const sheet = sheetRow(householdId, period, back === 1 ? 'submitted' : 'approved', { wageFen: 180_000, businessFen: 60_050, propertyFen: 2_000, transferFen: 8_800, expenseFen: 21_025, lineCount: 7 })
    lists.sheets.push(sheet)
    const entry = (item: string, fen: number) => lists.entries.push({ id: newId(), householdId, period, item, fen, state: back === 1 ? '02' : '03', note: null, source: 'seed', createdBy: null, sheetId: sheet.id })
    entry('A1', 180_000); entry('B1', 60_050); entry('C1', 2_000); entry('D4', 8_800); entry('E1', 21_025); entry('X1', 50_000); entry('R1', 33_000)
  }
  for (const kind of MEASURE_KINDS) lists.measures.push({ id: newId(), householdId, memberId: null, kind, content: `措施${kind}`, policy: null, status: '02', fromDay: '2019-05-01', toDay: null, plannedFen: 300_000, paidFen: 120_000, department: '样例局', person: null })
  const by = wish.helper?.accountId
  if (by) for (const back of [9, 40]) lists.visits.push({ id: newId(), householdId, accountId: by, onDay: addDays(today, -back), kind: '01', met: null, note: '看了房子和水', topics: JSON.stringify([{ topic: '住房', ok: true }, { topic: '饮水', ok: false }]), receivedAt: NOON(), countsOn: addDays(today, -back) })
  for (const [state, onDay] of [['01', '2015-10-08'], ['07', '2015-12-20'], ['08', '2016-01-10']]) lists.steps.push({ id: newId(), householdId, state, onDay, note: null })
}
