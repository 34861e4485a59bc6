// Two and more card years of monthly entries of one household, consistent with its people, land and kind.
import { ageOn } from '@onecard/shared/rules/day'
import { ENTRY } from '@onecard/shared/rules/card'
import { firstDayOf } from '@onecard/shared/rules/period'
import type { HouseholdPlan } from './household-plan'
import type { Prng } from './prng'

export interface EntryPlan { period: string; item: string; fen: number; state: string; note: string | null }

/** Money that comes or goes in some months of every year; yuan at the price of the newest year. */
interface Stream { item: string; months: readonly number[]; yuan: number; jitter: number; note?: string }

const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
/** Months in which somebody who works `n` months a year is away. */
export const monthsOfWork = (n: number): number[] => [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, 1].slice(0, n)

function wages(plan: HouseholdPlan, random: Prng): Stream[] {
  return plan.people.flatMap((p): Stream[] => {
    if (p.publicPost) return [{ item: 'A4', months: ALL, yuan: random.int(5, 8) * 100, jitter: 0, note: p.publicPost.post }]
    if (!p.work) return []
    const away = p.labour === '02' ? random.int(32, 46) : random.int(20, 34)
    return [{ item: 'A1', months: monthsOfWork(p.work.months), yuan: away * 100 * (plan.type === '01' ? 0.8 : 0.45), jitter: 0.15, note: p.work.place }]
  })
}

function farming(plan: HouseholdPlan, random: Prng): Stream[] {
  const farmers = plan.people.filter((p) => ['01', '02', '03'].includes(p.labour)).length
  const { arable, orchard, reforested, forest } = plan.land
  const streams: Stream[] = []
  if (farmers > 0) {
    const crop = arable * random.int(550, 900)
    streams.push({ item: 'B1', months: [10, 11], yuan: crop / 2, jitter: 0.12, note: '玉米' }, { item: 'E1', months: [4, 5], yuan: crop * 0.19, jitter: 0.05, note: '种子、化肥' })
    if (orchard > 0) streams.push({ item: 'B3', months: [9, 10], yuan: orchard * random.int(700, 1300), jitter: 0.2, note: '苹果' }, { item: 'E3', months: [3, 6], yuan: orchard * 260, jitter: 0.1, note: '农药、套袋' })
    if (random.chance(0.45)) streams.push({ item: 'B2', months: ALL, yuan: random.int(10, 26) * 10, jitter: 0.3, note: '蛋禽' }, { item: 'E2', months: [3, 9], yuan: random.int(20, 45) * 10, jitter: 0.1, note: '雏禽、饲料' })
    if (random.chance(0.3)) streams.push({ item: 'A5', months: [5, 6, 9, 10], yuan: random.int(6, 16) * 100, jitter: 0.3, note: '套袋、采摘' })
  } else streams.push({ item: 'C2', months: [3], yuan: arable * random.int(300, 450), jitter: 0, note: `流转 ${arable} 亩` })
  streams.push({ item: 'D61', months: [6], yuan: arable * 92, jitter: 0 })
  if (reforested > 0) streams.push({ item: 'D51', months: [8], yuan: reforested * 125, jitter: 0 })
  else if (forest > 3) streams.push({ item: 'D52', months: [8], yuan: forest * 15, jitter: 0 })
  return streams
}

function support(plan: HouseholdPlan, random: Prng, today: string): Stream[] {
  const streams: Stream[] = []
  const covered = plan.people.filter((p) => p.minimumLiving).length
  if (covered) streams.push({ item: 'D2', months: ALL, yuan: covered * random.int(19, 33) * 10, jitter: 0 })
  if (plan.type === '03') streams.push({ item: 'D3', months: ALL, yuan: random.int(62, 74) * 10, jitter: 0 })
  const old = plan.people.filter((p) => ageOn(`${p.birthYear}-12-31`, today) >= 60).length
  if (old) streams.push({ item: 'D4', months: ALL, yuan: old * 118, jitter: 0 })
  const veryOld = plan.people.filter((p) => p.age >= 80).length
  if (veryOld) streams.push({ item: 'D63', months: ALL, yuan: veryOld * 50, jitter: 0 })
  const disabled = plan.people.filter((p) => p.disability && p.disability.level <= '2').length
  if (disabled) streams.push({ item: 'D64', months: ALL, yuan: disabled * 80, jitter: 0 })
  if (random.chance(0.65)) streams.push({ item: 'C1', months: [12], yuan: random.pick([300, 500, 800, 1000]), jitter: 0, note: '扶贫产业项目分红' })
  if (plan.type !== '01') streams.push({ item: 'D67', months: [11], yuan: 200, jitter: 0 })
  if (old && plan.people.length <= 2 && random.chance(0.4)) streams.push({ item: 'D66', months: [1, 6], yuan: random.int(4, 12) * 100, jitter: 0.1, note: '子女赡养费' })
  return streams
}

/** What is written down beside the card and never counts. */
function beside(plan: HouseholdPlan, random: Prng): Stream[] {
  const streams: Stream[] = []
  if (random.chance(0.5)) streams.push({ item: 'X1', months: [1], yuan: random.pick([200, 300, 500]), jitter: 0, note: '春节慰问' })
  if (plan.people.some((p) => p.health === '03')) streams.push({ item: 'X6', months: [4, 9], yuan: random.int(20, 60) * 100, jitter: 0.3, note: '住院报销' }, { item: 'R1', months: [4, 9], yuan: random.int(8, 25) * 100, jitter: 0.3 })
  else if (plan.people.some((p) => p.health === '02')) streams.push({ item: 'R1', months: [2, 7, 11], yuan: random.int(1, 5) * 100, jitter: 0.3 })
  if (plan.people.some((p) => p.studentStatus !== null && p.studentStatus >= '10')) streams.push({ item: 'R2', months: [3, 9], yuan: random.int(15, 40) * 100, jitter: 0.1 })
  if (plan.people.some((p) => p.studentStatus !== null && p.studentStatus >= '10' && p.studentStatus <= '15')) streams.push({ item: 'X9', months: [9], yuan: 3000, jitter: 0, note: '雨露计划' })
  return streams
}

const perYear = (s: Stream): number => s.months.length * s.yuan * (s.item[0] === 'E' ? -1 : /^[A-D]/.test(s.item) ? 1 : 0)

/** Raises what is too low for a household that counts as exited; leaves the others where their life puts them. */
function lifted(plan: HouseholdPlan, streams: Stream[], random: Prng, lineYuan: number): Stream[] {
  const out = ['09', '10', '11', '12', '13', '14', '15', '16'].includes(plan.state)
  const heads = plan.people.length
  const net = streams.reduce((sum, s) => sum + perYear(s), 0)
  const wanted = lineYuan * heads * (out ? 1.25 + random.next() * 0.9 : 0.9)
  if (net >= wanted || (!out && random.chance(0.55))) return streams
  const missing = Math.ceil((wanted - net) / 120) * 10
  const worker = plan.people.find((p) => p.work && !p.publicPost)
  if (worker?.work && out) return [...streams, { item: 'A1', months: monthsOfWork(worker.work.months), yuan: Math.ceil(missing * 12 / worker.work.months), jitter: 0.05, note: worker.work.place }]
  const old = plan.people.some((p) => p.age >= 60)
  return [...streams, { item: old ? 'D66' : 'C6', months: [3, 6, 9, 12], yuan: missing * 3, jitter: 0, note: old ? '子女赡养费' : '村集体分红' }]
}

/** No month stays empty: what a household earns on the side is written down too. */
function everyMonth(streams: Stream[], random: Prng): Stream[] {
  return streams.some((s) => s.months.length === 12) ? streams : [...streams, { item: 'B2', months: ALL, yuan: random.int(8, 18) * 10, jitter: 0.3, note: '蛋禽' }, { item: 'E2', months: [3], yuan: 260, jitter: 0, note: '雏禽、饲料' }]
}

/**
 * Entries of the given months, oldest first. The newest month is being written, the one before is partly still to be approved;
 * all older ones are approved. One household in sixty has a gap of two months in the open card year.
 */
export function planEntries(plan: HouseholdPlan, periods: readonly string[], random: Prng, today: string, lineYuan: number): EntryPlan[] {
  const streams = [...everyMonth(lifted(plan, [...wages(plan, random), ...farming(plan, random), ...support(plan, random, today)], random, lineYuan), random), ...beside(plan, random)]
  const last = periods.length - 1
  const newest = random.weighted([['none', 4], [ENTRY.submitted, 4], [ENTRY.draft, 2]])
  const before = random.weighted([[ENTRY.approved, 14], [ENTRY.submitted, 4], [ENTRY.returned, 1]])
  const gap = random.chance(1 / 60)
  const entries: EntryPlan[] = []
  periods.forEach((period, i) => {
    const state = i === last ? newest : i === last - 1 ? before : ENTRY.approved
    if (state === 'none' || (gap && (i === last - 2 || i === last - 3))) return
    const month = Number(firstDayOf(period).slice(5, 7))
    // Earlier years brought less: about 5 % a year. What is paid at a rate is the same each month.
    const growth = 1 - (last - i) / 12 * 0.05
    for (const s of streams) {
      if (!s.months.includes(month)) continue
      const yuan = Math.round(s.yuan * (s.jitter > 0 ? growth : 1) * (1 + (random.next() - 0.5) * 2 * s.jitter))
      if (yuan > 0) entries.push({ period, item: s.item, fen: yuan * 100, state, note: s.note ?? null })
    }
  })
  return entries
}
