// What a helper writes down after a visit: only what is true of this household in that month. Nothing here is drawn twice for one household.
import { dayNumber } from '@onecard/shared/rules/day'
import { ENTRY } from '@onecard/shared/rules/card'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import type { MeasurePlan } from './help-plan'
import type { HouseholdPlan } from './household-plan'
import { monthsOfWork, type EntryPlan } from './income-plan'
import type { Person } from './person'
import type { Prng } from './prng'

export type Topic = '收入' | '住房' | '饮水' | '教育' | '医疗' | '就业' | '产业' | '其他'
export interface NotePlan { note: string; topics: { topic: string; ok: boolean }[] }

/** `atHome`: could not be said after a telephone call. */
interface Remark { topic: Topic; text: string; atHome?: boolean; trouble?: boolean }

interface Day { day: string; month: number; year: number; yearsAgo: number }

const DAYS_OF_YEAR = 365
const HOME_VISIT = '01'
/** Months before the visit whose sums are gone through. */
const BACK = [1, 2] as const
/** Remarks that count as said lately. */
const LATELY = 12
const DRAWS = 24
const at = (text: string): Omit<Remark, 'topic'> => ({ text, atHome: true })

function ofHealth(people: readonly Person[]): Remark[] {
  return people.flatMap((p): Remark[] => {
    const of = (rest: Omit<Remark, 'topic'>): Remark => ({ topic: '医疗', ...rest })
    if (p.health === '02') return [
      of(at(`看望${p.name}，坚持吃药，精神不错。`)), of({ text: `${p.name}的慢性病药还够一个月，家庭医生按时随访。` }), of({ text: `${p.name}的门诊药费已按规定报销。` }),
      of({ text: `${p.name}近来腿脚发沉，约了家庭医生上门。`, trouble: true })]
    if (p.health === '03') return [
      of(at(`看望${p.name}，病情平稳，按期复查。`)), of({ text: `${p.name}刚复查完，医生让继续服药。` }), of({ text: `了解${p.name}的住院花费，政策范围内已报销。` }),
      of({ text: `${p.name}的住院票据还没交齐，报销要抓紧。`, trouble: true })]
    if (!p.disability) return []
    return [of(at(`看望${p.name}，生活起居有人照应。`)), of({ text: `${p.name}的残疾人证在有效期内。` }), ...p.disability.category === '4'
      ? [of(at(`${p.name}行动不便，看了辅具，使用正常。`)), of({ text: `${p.name}的拐杖底胶磨平了。`, trouble: true })]
      : [of({ text: `${p.name}情绪平稳，家里照看得好。` })]]
  })
}

function ofSchool(people: readonly Person[], { month, yearsAgo }: Day): Remark[] {
  return people.filter((p) => p.studentStatus !== null && p.studentStatus >= '03' && p.age - yearsAgo >= 7).flatMap((p): Remark[] => {
    const of = (text: string, more: Partial<Remark> = {}): Remark => ({ topic: '教育', text, ...more })
    if (month === 7 || month === 8) return [of(`${p.name}放暑假在家，提醒防溺水。`), of(`问了${p.name}的暑假安排，开学用品已准备。`)]
    if (month === 1 || month === 2) return [of(`${p.name}放寒假在家，作业按计划写。`)]
    return [of(`${p.name}在校出勤正常，老师反映稳定。`), of(`${p.name}的教育资助已落实，没有欠费。`), of(`${p.name}这学期成绩有进步。`),
      of(`${p.name}想要几本课外书。`)]
  })
}

function ofWork(people: readonly Person[], { month, yearsAgo }: Day): Remark[] {
  return people.filter((p) => p.work !== null && p.age - yearsAgo >= 18).flatMap((p): Remark[] => {
    const of = (text: string, more: Partial<Remark> = {}): Remark => ({ topic: '就业', text, ...more })
    if (p.publicPost) return [of(`${p.name}做${p.publicPost.post}，出勤正常。`), of(`${p.name}的${p.publicPost.post}补贴按月打卡。`)]
    if (!p.work || !monthsOfWork(p.work.months).includes(month)) return [of(`${p.name}眼下在家，打算找近处的活。`)]
    return [of(`${p.name}在${p.work.place}务工，工资按月发。`), of(`与${p.name}通了电话，活计稳定。`), of(`${p.name}的工资晚发了几天，已问清原因。`, { trouble: true })]
  })
}

const ORCHARD = ['清园、涂白', '清园、涂白', '剪枝', '剪枝', '疏花疏果', '套袋', '防虫', '防虫', '摘袋、采收', '采收', '秋施肥', '清园、涂白'] as const
const FIELD = ['备种子化肥', '备种子化肥', '备种子化肥', '整地', '播种', '除草', '追肥', '防倒伏', '收玉米', '收玉米', '卖玉米', '备种子化肥'] as const

function ofTrade(plan: HouseholdPlan, earns: ReadonlySet<string>, { month }: Day): Remark[] {
  const of = (text: string, more: Partial<Remark> = {}): Remark => ({ topic: '产业', text, ...more })
  const { arable, orchard } = plan.land
  return [
    ...earns.has('B1') ? [of(`${arable} 亩地，正忙${FIELD[month - 1]}。`), of(`说到${FIELD[month - 1]}，人手够用。`)] : [of(`${arable} 亩地已流转，租金按约定给。`)],
    ...earns.has('B3') ? [of(`一起看了 ${orchard} 亩果园，该${ORCHARD[month - 1]}了。`, { atHome: true }), of(`果树眼下要${ORCHARD[month - 1]}，技术上没有难处。`), of(`果园里有落叶，要请技术员来看。`, { trouble: true, atHome: true })] : [],
    ...earns.has('B2') ? [of('看了鸡舍，防疫做了，产蛋正常。', { atHome: true }), of('鸡蛋有人收，价格还行。'), of('鸡饲料涨价，帮着找了便宜的渠道。')] : [],
  ]
}

const MONEY = { D2: '低保金', D3: '特困供养金', D4: '养老金', A4: '公益岗位补贴', C1: '产业分红', D61: '地力补贴', D51: '退耕还林补助', B1: '卖粮', B3: '卖果', A1: '务工', C2: '土地流转费', D66: '赡养费' } as const

/** By month: what came in and is approved, to the yuan. */
function moneyByPeriod(entries: readonly EntryPlan[]): Map<string, Remark[]> {
  const sums = new Map<string, Map<keyof typeof MONEY, number>>()
  for (const { period, item, state, fen } of entries) {
    if (state !== ENTRY.approved || !(item in MONEY)) continue
    const known = item as keyof typeof MONEY
    let month = sums.get(period)
    if (!month) sums.set(period, month = new Map())
    month.set(known, (month.get(known) ?? 0) + fen)
  }
  return new Map([...sums].map(([period, items]) => [period, [...items].map(([item, fen]): Remark => ({ topic: '收入', text: `核对 ${Number(period.slice(5))} 月${MONEY[item]} ${fen / 100} 元，与登记一致。` }))]))
}

function ofHome(plan: HouseholdPlan, { month, year }: Day): Remark[] {
  const { house } = plan
  const home = (text: string, more: Partial<Remark> = {}): Remark => ({ topic: '住房', text, atHome: true, ...more })
  return [
    ...house.danger ? [home(`住房是${house.level}级危房，提醒雨雪天别住东屋。`, { trouble: true }), home('看了墙体裂缝，没有加大，改造在排期。', { trouble: true })]
      : [home('看了屋顶和门窗，不漏不透风。'), home('屋里院里收拾得干净。'), ...house.repairYear !== null && year > house.repairYear ? [home(`${house.repairYear} 年改造的房子住着暖和。`)] : []],
    ...plan.safeWater ? [{ topic: '饮水', text: '看了水龙头，水量够，水清。', atHome: true } as const] : [{ topic: '饮水', text: '还吃自家浅井水，自来水入户在等施工。', trouble: true } as const],
    ...month >= 11 || month <= 2 ? [home(plan.fuel === '04' ? '看了电线和插座，提醒安全用电。' : '看了炕灶和烟道，提醒防煤烟。'), home('柴煤备足，屋里不冷。')] : [],
    ...month === 7 || month === 8 ? [home('看了房前排水沟，提醒防汛防雷。')] : [],
  ]
}

function ofMeasures(measures: readonly MeasurePlan[], { day }: Day): Remark[] {
  return measures.flatMap((m): Remark[] => {
    if (m.status === '01' && m.fromDay > day) return [{ topic: '其他', text: `说明“${m.content}”的安排，还没开始。` }]
    if (m.status === '02' && m.fromDay <= day) return [{ topic: '其他', text: `核对“${m.content}”，正在落实。` }]
    if (m.status === '03' && m.toDay !== null && m.toDay <= day) return [{ topic: '其他', text: `“${m.content}”已落实，没有异议。` }]
    return []
  })
}

function ofLife(plan: HouseholdPlan, { month, year }: Day): Remark[] {
  const of = (text: string, more: Partial<Remark> = {}): Remark => ({ topic: '其他', text, ...more })
  const alone = plan.people.length === 1
  return [
    of('讲了防诈骗，提醒不随便转账。'), of('问了有没有新的困难，没有。'), of('核对了家庭人口，没有变化。'), of('听取意见，对帮扶满意。'),
    ...month >= 10 ? [of('提醒按时缴纳明年医保。', { topic: '医疗' })] : [],
    ...alone ? [of('一个人住，帮着扫了院子。', { atHome: true }), of('一个人住，叮嘱按时吃饭，有事打电话。'), of('邻居常来照看，电话畅通。')] : [],
    ...plan.people.some((p) => p.age >= 70) ? [of('提醒老人出门注意防滑。')] : [],
    ...plan.exitYear !== null && year > plan.exitYear && plan.state !== '17' ? [of('说明脱贫后政策不变。'), of('算了收支账，收入稳定。', { topic: '收入' })] : [],
    ...plan.causes[0] === '11' ? [of('鼓励参加村里讲堂，答应去听。')] : [],
    ...plan.cooperative ? [of('问了合作社的活，有空就去。', { topic: '产业' })] : [],
  ]
}

/** Two or three remarks, of different topics, never the same note twice for a household. */
export class VisitNotes {
  readonly #said = new Set<string>()
  readonly #lately: string[] = []
  readonly #money: Map<string, Remark[]>
  readonly #health: Remark[]
  readonly #todayNumber: number
  /** Which crops and animals the household has. */
  readonly #earns: Set<string>
  constructor(private readonly plan: HouseholdPlan, private readonly measures: readonly MeasurePlan[], entries: readonly EntryPlan[], private readonly random: Prng, today: string) {
    this.#todayNumber = dayNumber(today)
    this.#money = moneyByPeriod(entries)
    this.#earns = new Set(entries.map((e) => e.item))
    this.#health = ofHealth(plan.people)
  }

  /** Of newest first or oldest first alike; `kind`: code of list `visit_kind`. */
  next(onDay: string, kind: string): NotePlan {
    const said = this.#pick(this.#sources(onDay), kind)
    const topics = new Map<string, boolean>()
    for (const r of said) if (r.topic !== '其他') topics.set(r.topic, (topics.get(r.topic) ?? true) && !r.trouble)
    if (kind === HOME_VISIT && this.plan.house.danger) topics.set('住房', false)
    if (kind === HOME_VISIT && !this.plan.safeWater) topics.set('饮水', false)
    if (topics.size === 0) topics.set('收入', true)
    return { note: said.map((r) => r.text).join(''), topics: [...topics].map(([topic, ok]) => ({ topic, ok })) }
  }

  /** Remarks by what they are about; each is put together only when it is drawn from. */
  #sources(onDay: string): (() => Remark[])[] {
    const { plan } = this
    const day: Day = { day: onDay, month: Number(onDay.slice(5, 7)), year: Number(onDay.slice(0, 4)), yearsAgo: Math.ceil((this.#todayNumber - dayNumber(onDay)) / DAYS_OF_YEAR) }
    return [
      () => this.#health, () => ofSchool(plan.people, day), () => ofWork(plan.people, day), () => ofTrade(plan, this.#earns, day),
      () => BACK.flatMap((back) => this.#money.get(addMonths(periodOf(onDay), -back)) ?? []), () => ofHome(plan, day), () => ofMeasures(this.measures, day), () => ofLife(plan, day),
    ]
  }

  #pick(sources: readonly (() => Remark[])[], kind: string): Remark[] {
    const wanted = this.random.chance(0.6) ? 2 : 3
    const said: Remark[] = []
    const made: (Remark[] | undefined)[] = []
    const of = (source: number): Remark[] => made[source] ??= sources[source]().filter((r) => kind === HOME_VISIT || !r.atHome)
    for (let draw = 0; draw < DRAWS && said.length < wanted; draw++) {
      const remarks = of(this.random.int(0, sources.length - 1))
      if (remarks.length === 0) continue
      const r = this.random.pick(remarks)
      if (!said.some((s) => s.topic === r.topic) && !this.#lately.includes(r.text) && (!r.trouble || this.random.chance(0.3))) said.push(r)
    }
    let key = keyOf(said)
    // A small household has little to tell: what is missing comes in order, until the note is a new one.
    if (said.length < wanted || this.#said.has(key)) for (const r of sources.flatMap((_, source) => of(source))) {
      if (said.includes(r)) continue
      said.push(r)
      key = keyOf(said)
      if (said.length >= wanted && !this.#said.has(key)) break
    }
    this.#said.add(key)
    this.#lately.push(...said.map((r) => r.text))
    if (this.#lately.length > LATELY) this.#lately.splice(0, this.#lately.length - LATELY)
    return said
  }
}

/** The same remarks in another order are the same note. */
const keyOf = (remarks: readonly Remark[]): string => remarks.map((r) => r.text).sort().join('')
