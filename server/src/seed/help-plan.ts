// What was done for one household: measures that fit its causes, visits, and the steps of its path.
import { ENTRY, type CardYear } from '@onecard/shared/rules/card'
import { addDays, lastDayOfMonth } from '@onecard/shared/rules/day'
import { visitRuleOn } from '@onecard/shared/rules/visits'
import { county } from '../kernel/county'
import type { HouseholdPlan } from './household-plan'
import type { EntryPlan } from './income-plan'
import type { Prng } from './prng'
import { VisitNotes } from './visit-notes'

export interface MeasurePlan { kind: string; content: string; policy: string | null; status: string; fromDay: string; toDay: string | null; plannedFen: number | null; paidFen: number | null; department: string; member: number | null }
export interface VisitPlan { onDay: string; kind: string; met: string; note: string; topics: { topic: string; ok: boolean }[]; minute: number }
export interface StepPlan { state: string; onDay: string; note: string | null }

type Wish = [kind: string, content: string, department: string, yuan: number, member?: number]

/** Measures that are an income of the card: their sums are those of its entries. */
const INCOME_OF: Record<string, string> = { '09': 'D2', '10': 'D3', '11': 'D4', '03': 'A4', '13': 'D51', '16': 'C1' }
/** Paid at once, not by and by. */
const PAID_WHOLE = ['05', '12', '17', '21']

function wishes(plan: HouseholdPlan, random: Prng, earns: (item: string) => boolean): Wish[] {
  const list: Wish[] = []
  const first = (test: (p: HouseholdPlan['people'][number]) => boolean): number => plan.people.findIndex(test)
  const ill = first((p) => p.health === '02' || p.health === '03')
  const disabled = first((p) => p.disability !== null)
  const pupil = first((p) => p.studentStatus !== null && p.studentStatus >= '03')
  const vocational = first((p) => p.studentStatus !== null && p.studentStatus >= '10' && p.studentStatus <= '15')
  const able = first((p) => p.labour === '01' || p.labour === '02')
  const worker = first((p) => p.work !== null && !p.publicPost)
  const post = first((p) => p.publicPost !== null)
  const old = first((p) => p.age >= 60)
  if (plan.type === '02') list.push(['09', '纳入农村低保', '民政局', 4800])
  if (plan.type === '03') list.push(['10', '特困供养（分散供养）', '民政局', 8400])
  if (ill >= 0) list.push(['06', plan.people[ill].medicalAid ? '大病医疗救助，家庭医生签约' : '家庭医生签约，慢性病门诊补助', '卫生健康局', 1800, ill])
  if (disabled >= 0) list.push(['18', '残疾人两项补贴，辅具适配', '残疾人联合会', 1920, disabled])
  if (pupil >= 0) list.push(['04', '义务教育及高中阶段资助', '教育局', 1250, pupil])
  if (vocational >= 0) list.push(['05', '雨露计划补助', '农业农村局', 3000, vocational])
  if (worker >= 0) list.push(['02', '外出务工交通补贴，就业信息', '人力资源和社会保障局', 600, worker])
  if (post >= 0) list.push(['03', `公益性岗位：${plan.people[post].publicPost?.post}`, '人力资源和社会保障局', 7200, post])
  if (old >= 0 && earns('D4')) list.push(['11', '城乡居民养老金按月发放', '人力资源和社会保障局', 1416, old])
  if (plan.land.orchard > 0 && earns('B3')) list.push(['01', `果树改良 ${plan.land.orchard} 亩`, '农业农村局', 2000])
  else if (random.chance(0.45) && earns('B1')) list.push(['01', random.pick(earns('B2') ? ['庭院养鸡 50 只'] : ['绒山羊托养 2 只', '玉米良种补助']), '农业农村局', 1500])
  if (earns('C1')) list.push(['16', '扶贫产业项目资产收益分红', '农业农村局', 500])
  if (able >= 0 && plan.causes.includes('09') && random.chance(0.4)) list.push(['12', '扶贫小额信贷', '金融发展局', 30000])
  if (plan.house.danger) list.push(['07', `${plan.house.level}级危房改造`, '住房和城乡建设局', 18000])
  else if (plan.house.repairYear) list.push(['07', '危房改造（已完工）', '住房和城乡建设局', 18000])
  if (!plan.safeWater) list.push(['08', '自来水入户', '水利局', 1200])
  if (plan.land.reforested > 0) list.push(['13', '退耕还林补助', '自然资源局', plan.land.reforested * 125])
  if (plan.causes[0] === '11') list.push(['22', '扶志扶智讲堂', '乡村振兴服务中心', 0])
  if (able >= 0 && (plan.causes[0] === '07' || plan.causes[0] === '05')) list.push(['02', '种养殖技术培训', '农业农村局', 300])
  if (plan.causes[0] === '04' || random.chance(0.06)) list.push(['21', '临时救助', '民政局', 2000])
  if (random.chance(0.3)) list.push(['17', '帮扶单位节日走访，解决生活用品', '帮扶单位', 500])
  return list
}

/** One household in twelve has nothing yet for its main cause: a gap that the war map is to show. `closed`: the last closed card year, whose entries give the sums. */
export function planMeasures(plan: HouseholdPlan, entries: readonly EntryPlan[], random: Prng, closed: CardYear, today: string): MeasurePlan[] {
  const fitting: Record<string, string[]> = { '01': ['06'], '02': ['18'], '03': ['04', '05'], '04': ['21'], '07': ['01', '02'], '09': ['12', '01'] }
  const missing = random.chance(1 / 12) ? fitting[plan.causes[0]] ?? [] : []
  const earns = (item: string): boolean => entries.some((e) => e.item === item)
  return wishes(plan, random, earns).filter(([kind]) => !missing.includes(kind)).map(([kind, content, department, yuan, member]) => {
    const status = statusOf(kind, plan, random)
    const fromDay = startOf(kind, status, plan, random, closed.year, today)
    const income = INCOME_OF[kind] ? incomeIn(entries, INCOME_OF[kind], closed) : null
    return {
      kind, content, department, status, fromDay, member: member ?? null, policy: null,
      toDay: status === '03' || status === '04' ? earlier(addDays(fromDay, random.int(40, 120)), addDays(today, -1)) : null,
      plannedFen: income?.plannedFen ?? (yuan * 100 || null),
      paidFen: income?.paidFen ?? (status === '01' ? 0 : status === '03' || PAID_WHOLE.includes(kind) ? yuan * 100 : yuan * random.int(40, 95)),
    }
  })
}

const earlier = (a: string, b: string): string => a < b ? a : b

/** What is income goes on as long as it comes in; building work that is needed is not done yet. */
function statusOf(kind: string, plan: HouseholdPlan, random: Prng): string {
  if (INCOME_OF[kind]) return '02'
  if (kind === '08' || (kind === '07' && plan.house.danger)) return random.pick(['01', '02'])
  return kind === '07' || random.chance(0.15) ? '03' : random.weighted([['02', 12], ['01', 1], ['04', 0.3]])
}

function startOf(kind: string, status: string, plan: HouseholdPlan, random: Prng, closedYear: number, today: string): string {
  if (status === '01') return addDays(today, random.int(15, 120))
  const year = kind === '07' && plan.house.repairYear ? plan.house.repairYear : closedYear - random.int(0, 3)
  return `${year}-0${random.int(1, 9)}-${10 + random.int(0, 18)}`
}

/** Planned: the highest month in each month that pays (null: not known from the entries); paid: what was approved. */
function incomeIn(entries: readonly EntryPlan[], item: string, { from, to }: CardYear): { plannedFen: number | null; paidFen: number } {
  const months = new Map<string, number>()
  for (const e of entries) if (e.item === item && e.state === ENTRY.approved && e.period >= from && e.period <= to) months.set(e.period, (months.get(e.period) ?? 0) + e.fen)
  if (months.size === 0) return { plannedFen: null, paidFen: 0 }
  const paidFen = [...months.values()].reduce((sum, fen) => sum + fen, 0)
  return { plannedFen: Math.max(...months.values()) * (months.size > 10 ? 12 : months.size), paidFen }
}

/** About monthly, every fourth by phone. One household in seven is overdue today by the county's rule. `cap`: at most so many, the newest. */
export function planVisits(plan: HouseholdPlan, measures: readonly MeasurePlan[], entries: readonly EntryPlan[], random: Prng, today: string, since: string, cap: number): VisitPlan[] {
  const visits: VisitPlan[] = []
  const notes = new VisitNotes(plan, measures, entries, random, today)
  const overdue = random.chance(1 / 7)
  const every = visitRuleOn({ ...plan, lastVisitOn: null, pairedOn: null }, today, county.settings.visit.rules)?.everyDays ?? 31
  let day = addDays(today, -(overdue ? random.int(every + 2, every + 40) : random.int(0, every - 4)))
  const adults = plan.people.filter((p) => p.age >= 20)
  while (day >= since && visits.length < cap) {
    const kind = random.weighted([['01', 7], ['02', 2.5], ['03', 0.5]])
    visits.push({ onDay: day, kind, met: random.pick(adults.length ? adults : plan.people).name, ...notes.next(day, kind), minute: random.int(0, 540) })
    day = addDays(day, -random.int(22, 34))
  }
  return visits.reverse()
}

const EXIT_STEPS = ['10', '11', '12', '13', '14'] as const

/** From application to where the household stands; days apart as notices ask for. */
export function planSteps(plan: HouseholdPlan, random: Prng, today: string): StepPlan[] {
  const [year, month] = plan.identifiedOn.split('-').map(Number)
  const registered = `${plan.identifiedOn}-${lastDayOfMonth(year, month) - 5}`
  const steps: StepPlan[] = []
  const early = ['01', '02', '03', '04', '05', '06'] as const
  early.forEach((state, i) => steps.push({ state, onDay: addDays(registered, -(early.length - i) * 9), note: state === '01' ? '农户申请' : null }))
  steps.push({ state: '07', onDay: registered, note: '县公告，建档立卡' }, { state: '08', onDay: addDays(registered, 40), note: '结对，制定帮扶计划' })
  if (plan.state === '08') return steps
  if (plan.exitYear !== null) {
    const day = `${plan.exitYear}-${random.pick(['09', '10'])}`
    steps.push({ state: '09', onDay: `${plan.exitYear}-03-15`, note: '列入年度预脱贫' })
    EXIT_STEPS.forEach((state, i) => steps.push({ state, onDay: addDays(`${day}-01`, i * 9), note: null }))
    steps.push({ state: '15', onDay: addDays(`${day}-01`, 54), note: '县批准，公告' })
    if (plan.state === '16') steps.push({ state: '16', onDay: `${plan.exitYear + 3}-12-10`, note: '不再享受政策' })
    if (plan.state === '17') steps.push({ state: '17', onDay: `${plan.relapseYear}-05-20`, note: '返贫，重新纳入帮扶' })
    return steps.filter((step) => step.onDay <= today)
  }
  const until = EXIT_STEPS.findIndex((state) => state === plan.state)
  const done: string[] = ['09', ...EXIT_STEPS.slice(0, until + 1)]
  const start = addDays(today, -(done.length * 11 + random.int(1, 6)))
  done.forEach((state, i) => steps.push({ state, onDay: addDays(start, i * 11), note: state === '09' ? '列入年度预脱贫' : null }))
  return steps
}
