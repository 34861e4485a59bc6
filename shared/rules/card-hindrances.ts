// What stands in the way of issuing a card: faults of the record that the county's rules call errors (domain rules Q…), in words. Missing months are not among them: the card states them.
import { ageOn, isDay } from './day'
import { isExited } from './lifecycle'
import type { CardYear } from './period'

/** The record on the day of issue. `present`: who is registered today. */
export interface IssueFacts {
  today: string
  year: CardYear
  state: string
  exitYear: number | null
  identifiedOn: string | null
  memberCount: number
  present: readonly { name: string; relation: string; birthDate: string | null; inSchool: boolean; dropoutReason: string | null; workMonths: number | null; workPlace: string | null }[]
  dangerHouse: boolean | null
  dangerLevel: string | null
  safeWater: boolean | null
  helpers: number
  /** Figures of the card. */
  income: { months: number; below: boolean | null; missingMonths: number }
  schoolAge: readonly [number, number]
}

const HEAD = '01'
const SPOUSE = '02'
const SERIOUS = ['C', 'D']
const WORK_AGE = 16

/** Empty when the card may be issued. Each says what to mend. */
export function hindrances(facts: IssueFacts): string[] {
  return [...ofYear(facts), ...ofPeople(facts), ...ofExit(facts), ...ofHelp(facts)]
}

function ofYear({ today, year, income }: IssueFacts): string[] {
  if (year.firstDay > today) return [`${year.year} 年度还没有开始`]
  return income.months === 0 ? [`${year.year} 年度还没有审核过的收支`] : []
}

/** Q06, Q08, Q11, Q15, Q16. */
function ofPeople({ present, memberCount, today, schoolAge }: IssueFacts): string[] {
  if (present.length === 0) return memberCount === 0 ? [] : [`登记人口是 ${memberCount} 人，成员里一个人也没有，请核对`]
  const heads = present.filter(({ relation }) => relation === HEAD).length
  const age = (birthDate: string | null): number | null => (birthDate !== null && isDay(birthDate) ? ageOn(birthDate, today) : null)
  return [
    ...(heads === 1 ? [] : [heads === 0 ? '还没有户主，请先选户主' : '登记了不止一位户主，请先改正']),
    ...(present.filter(({ relation }) => relation === SPOUSE).length > 1 ? ['登记了不止一位配偶，请先改正'] : []),
    ...(present.length === memberCount ? [] : [`登记人口是 ${memberCount} 人，成员有 ${present.length} 人，请核对`]),
    ...present.flatMap(({ name, birthDate, inSchool, dropoutReason, workMonths, workPlace }) => {
      const years = age(birthDate)
      return [
        ...(years !== null && years >= schoolAge[0] && years <= schoolAge[1] && !inSchool && !dropoutReason ? [`${name} ${years} 岁没有上学，请填原因`] : []),
        ...((workMonths ?? 0) > 0 && !workPlace ? [`${name} 填了务工时间，没有填务工地点`] : []),
        ...(workPlace && workMonths === null ? [`${name} 填了务工地点，没有填务工时间`] : []),
        ...((workMonths ?? 0) < 0 || (workMonths ?? 0) > 12 ? [`${name} 的务工时间要在 0 到 12 个月之间`] : []),
        ...(years !== null && years < WORK_AGE && (workMonths ?? 0) > 0 ? [`${name} 未满 ${WORK_AGE} 岁，登记了务工，请核对`] : []),
      ]
    }),
  ]
}

/** Q21, Q22, Q32, Q40. A card with gaps says nothing about the line yet. */
function ofExit({ state, exitYear, identifiedOn, dangerHouse, dangerLevel, safeWater, income }: IssueFacts): string[] {
  const serious = dangerLevel !== null && SERIOUS.includes(dangerLevel)
  const dwelling = [
    ...(dangerHouse === true && !serious ? ['登记为危房，鉴定级别不是 C 级或 D 级，请核对'] : []),
    ...(dangerHouse === false && serious ? [`鉴定为 ${dangerLevel} 级，没有登记为危房，请核对`] : []),
  ]
  if (!isExited(state)) return dwelling
  return [
    ...dwelling,
    ...(dangerHouse === true ? ['已经脱贫，住房还是危房'] : []), ...(safeWater === false ? ['已经脱贫，饮水还不安全'] : []),
    ...(income.below === true && income.missingMonths === 0 ? ['已经脱贫，人均纯收入低于当年标准'] : []),
    ...(exitYear === null ? ['已经脱贫，没有填脱贫年度'] : identifiedOn !== null && exitYear < Number(identifiedOn.slice(0, 4)) ? ['脱贫年度早于识别年度，请核对'] : []),
  ]
}

/** Q42. */
function ofHelp({ helpers }: IssueFacts): string[] {
  return helpers > 0 ? [] : ['现在没有帮扶责任人，请先结对']
}
