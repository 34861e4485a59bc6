// One invented person: schooling, work and insurance follow from age and health.
import { dayNumber } from '@onecard/shared/rules/day'
import type { Prng } from './prng'
import { givenName } from './names'

export type Sex = '1' | '2'
export type Health = 'healthy' | 'chronic' | 'serious' | 'disabled'

/** Codes are those of config/county/codes.csv. */
export interface Person {
  name: string
  relation: string
  sex: Sex
  age: number
  birthYear: number
  health: string
  disability: { category: string; level: string; year: number } | null
  education: string | null
  studentStatus: string | null
  labour: string
  work: { place: string; employer: string | null; months: number; channel: string } | null
  publicPost: { post: string; months: number } | null
  serving: boolean
  minimumLiving: boolean
  destituteSupport: boolean
  medicalAid: boolean
}

const WORK_PLACES = ['盖州市鼓楼街道', '盖州市熊岳方向工地', '营口市鲅鱼圈区', '辽宁省大连市金州区', '辽宁省大连市甘井子区', '辽宁省沈阳市铁西区', '山东省威海市', '本乡镇果品合作社'] as const
const POSTS = ['护林员', '保洁员', '护路员', '护河员'] as const

/** Where a child of this age is in school; null = not in school. */
function schoolOf(age: number, random: Prng, studies: boolean): string | null {
  if (age < 3) return '01'
  if (age < 6) return '02'
  if (age < 12) return '03'
  if (age < 15) return `0${age - 8}`
  if (age < 18) return random.chance(0.7) ? `0${age - 8}` : String(age - 5)
  if (age < 21 && studies) return random.chance(0.45) ? String(age - 5) : String(age + 2)
  if (age < 22 && studies) return String(age + 2)
  return null
}

function educationOf(age: number, random: Prng): string {
  if (age >= 70) return random.weighted([['01', 5], ['02', 5], ['03', 1]])
  if (age >= 50) return random.weighted([['01', 1], ['02', 5], ['03', 4], ['04', 0.5]])
  if (age >= 30) return random.weighted([['02', 2], ['03', 6], ['04', 1.5], ['05', 0.3]])
  return random.weighted([['03', 5], ['04', 3], ['05', 1], ['06', 0.5]])
}

function labourOf(age: number, health: Health, level: string | null, student: boolean, random: Prng): string {
  if (age < 16 || student) return '05'
  if (age >= 75) return random.chance(0.5) ? '04' : '05'
  if (health === 'serious') return random.chance(0.6) ? '04' : '03'
  if (health === 'disabled') return level === '1' || level === '2' ? '04' : '03'
  if (age >= 60) return random.chance(0.35) && health === 'healthy' ? '01' : '03'
  if (health === 'chronic') return '03'
  return random.chance(0.2) ? '02' : '01'
}

export interface PersonWish { relation: string; sex: Sex; age: number; surname: string; health?: Health; studies?: boolean; works?: number; name?: string }

/** `works`: chance that an able person goes out to work. */
export function person(random: Prng, today: string, wish: PersonWish): Person {
  const { relation, sex, age } = wish
  const health = wish.health ?? (age >= 65 ? random.weighted<Health>([['healthy', 5], ['chronic', 5]]) : 'healthy')
  const studentStatus = schoolOf(age, random, wish.studies ?? random.chance(0.5))
  const disability = health === 'disabled'
    ? { category: random.weighted([['4', 6], ['1', 1], ['2', 1], ['5', 1], ['6', 1]]), level: random.pick(['1', '2', '3', '4']), year: Number(today.slice(0, 4)) - random.int(3, 12) }
    : null
  const labour = labourOf(age, health, disability?.level ?? null, studentStatus !== null, random)
  const able = labour === '01' || labour === '02'
  const post = (labour === '03' || labour === '01') && age >= 40 && age < 68 && !disability && random.chance(0.16) ? { post: random.pick(POSTS), months: 12 } : null
  const months = post ? 12 : random.int(4, 11)
  const works = !post && able && age < 63 && random.chance(wish.works ?? 0.6)
  return {
    relation, sex, age, birthYear: birthYear(today, age, random),
    name: wish.name ?? wish.surname + givenName(random, sex, age),
    health: { healthy: '01', chronic: '02', serious: '03', disabled: '04' }[health],
    disability, labour, studentStatus, education: studentStatus === null ? educationOf(age, random) : null,
    work: post ? { place: '本村', employer: null, months, channel: '公益性岗位' }
      : works ? { place: random.pick(WORK_PLACES), employer: null, months, channel: '外出务工' } : null,
    publicPost: post, serving: false, minimumLiving: false, destituteSupport: false,
    medicalAid: health === 'serious' && random.chance(0.8),
  }
}

/** The birth year that makes somebody about `age` on a day: the birthday falls anywhere in it, so the age may be one less. */
function birthYear(today: string, age: number, random: Prng): number {
  const passed = dayNumber(today) - dayNumber(`${today.slice(0, 4)}-01-01`)
  return Number(today.slice(0, 4)) - age - (random.next() * 365 > passed ? 1 : 0)
}
