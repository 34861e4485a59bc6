// One invented household: who lives there, why it is poor, where it stands on its path. Causes follow from its people.
import { county } from '../kernel/county'
import type { Prng } from './prng'
import { surname } from './names'
import { person, type Health, type Person, type PersonWish, type Sex } from './person'

export interface HouseholdPlan {
  group: string
  people: Person[]
  type: string
  causes: [string, ...string[]]
  state: string
  identifiedOn: string
  plannedExitYear: number | null
  exitYear: number | null
  relapseYear: number | null
  relapseCause: string | null
  notExitReason: string | null
  land: { arable: number; irrigated: number; forest: number; reforested: number; orchard: number; pasture: number; water: number }
  house: { area: number; structure: string; danger: boolean; level: string; repairYear: number | null }
  safeWater: boolean
  toilet: boolean
  fuel: string
  roadDistance: number
  roadToDoor: string
  cooperative: boolean
  leadFirm: boolean
  leader: boolean
  monitor: { type: string; risk: string; foundOn: string } | null
}

type Kind = 'aloneOld' | 'oldCouple' | 'ill' | 'disabled' | 'schooling' | 'single' | 'plain' | 'threeGenerations' | 'leftBehind' | 'disaster'
type Wish = Omit<PersonWish, 'surname'> & { surname?: string }

const KINDS: readonly (readonly [Kind, number])[] = [
  ['aloneOld', 15], ['oldCouple', 18], ['ill', 20], ['disabled', 12], ['schooling', 9], ['single', 5], ['plain', 10], ['threeGenerations', 6], ['leftBehind', 3], ['disaster', 2],
]

const other = (sex: Sex): Sex => sex === '1' ? '2' : '1'

/** Adults first: head and spouse (90 % of the couples with a man as head), then what the kind of household asks for. */
function wishes(kind: Kind, random: Prng): Wish[] {
  const sex: Sex = random.chance(0.9) ? '1' : '2'
  const couple = (from: number, to: number, head: Health = 'healthy', spouse: Health = 'healthy', works = 0.6): Wish[] => {
    const age = random.int(from, to)
    return [{ relation: '01', sex, age, health: head, works }, { relation: '02', sex: other(sex), age: age - random.int(-2, 4), health: spouse, works: works * 0.5 }]
  }
  const child = (age: number, more: Partial<Wish> = {}): Wish => { const s: Sex = random.chance(0.52) ? '1' : '2'; return { relation: s === '1' ? '03' : '04', sex: s, age, ...more } }
  const sick = (): Health => random.chance(0.5) ? 'serious' : 'chronic'
  switch (kind) {
    case 'aloneOld': return [{ relation: '01', sex: random.chance(0.7) ? '1' : '2', age: random.int(62, 86), health: random.chance(0.6) ? 'chronic' : 'healthy' }]
    case 'oldCouple': return couple(63, 79, random.chance(0.6) ? sick() : 'healthy', 'chronic')
    case 'ill': {
      const people = random.chance(0.5) ? couple(46, 60, sick(), 'healthy', 0.3) : couple(46, 60, 'healthy', sick(), 0.7)
      if (random.chance(0.6)) people.push(child(Math.max(1, people[0].age - random.int(23, 29)), { works: 0.7 }))
      return people
    }
    case 'disabled': {
      if (random.chance(0.35)) return [{ relation: '01', sex: '1', age: random.int(40, 61), health: 'disabled' }]
      const people = couple(44, 64, random.chance(0.6) ? 'disabled' : 'healthy', 'healthy', 0.4)
      people.push(child(people[0].age - random.int(22, 28), people[0].health === 'disabled' ? {} : { health: 'disabled' }))
      return people
    }
    case 'schooling': {
      const people = couple(39, 48, 'healthy', 'healthy', 0.75)
      people.push(child(random.int(15, 20), { studies: true }), child(random.int(7, 13)))
      return people
    }
    case 'single': {
      const age = random.int(34, 50)
      return [{ relation: '01', sex: random.chance(0.4) ? '1' : '2', age, works: 0.6 }, child(age - random.int(23, 28))]
    }
    case 'plain': return random.chance(0.6) ? [...couple(45, 59, 'healthy', 'healthy', 0.5), child(random.int(16, 27), { works: 0.6 })] : couple(50, 60, 'healthy', 'healthy', 0.5)
    case 'threeGenerations': {
      const people = couple(36, 47, 'healthy', random.chance(0.3) ? 'chronic' : 'healthy', 0.7)
      people.push(child(random.int(6, 16)))
      if (random.chance(0.4)) people.push(child(random.int(2, 6)))
      const age = people[0].age + random.int(24, 29)
      people.push(sex === '1' ? { relation: '12', sex: '2', age, health: 'chronic' } : { relation: '11', sex: '1', age, health: 'chronic' })
      if (random.chance(0.35)) people.push(sex === '1' ? { relation: '11', sex: '1', age: age + 2 } : { relation: '12', sex: '2', age: age - 1 })
      return people
    }
    case 'leftBehind': {
      const people = couple(60, 68, 'healthy', 'chronic', 0.3)
      const s: Sex = random.chance(0.5) ? '1' : '2'
      people.push({ relation: s === '1' ? '07' : '08', sex: s, age: random.int(5, 13) })
      return people
    }
    case 'disaster': return couple(48, 62, 'healthy', 'healthy', 0.4)
  }
}

/** Surname by relation: the father's for children and grandchildren, the head's own parents' by sex. */
function peopleOf(kind: Kind, random: Prng, today: string, headName?: string): Person[] {
  const list = wishes(kind, random)
  const head = list[0]
  const headSurname = headName ? headName[0] : surname(random)
  const spouseSurname = surname(random)
  const fathers = head.sex === '1' ? headSurname : list.some((w) => w.relation === '02') ? spouseSurname : surname(random)
  const surnameOf: Record<string, string> = { '01': headSurname, '02': spouseSurname, '03': fathers, '04': fathers, '07': fathers, '08': fathers, '11': headSurname }
  const people = list.map((wish, i) => person(random, today, { ...wish, surname: surnameOf[wish.relation] ?? surname(random), ...(i === 0 && headName ? { name: headName } : {}) }))
  // One in two hundred families has a son in the army: he keeps his place in the record, without local insurance.
  const son = people.find((p) => p.relation === '03' && p.age >= 18 && p.age <= 24 && p.labour === '01')
  if (son && random.chance(0.06)) { son.serving = true; son.work = null; son.publicPost = null }
  return people
}

function causesOf(kind: Kind, people: Person[], random: Prng): [string, ...string[]] {
  const ill = people.some((p) => p.health === '02' || p.health === '03')
  const disabled = people.some((p) => p.disability)
  const inSchool = people.some((p) => p.studentStatus !== null && p.studentStatus >= '03')
  const able = people.filter((p) => p.labour === '01' || p.labour === '02').length
  const main = ((): string => {
    switch (kind) {
      case 'aloneOld': return ill && random.chance(0.4) ? '01' : '08'
      case 'oldCouple': return ill ? '01' : '08'
      case 'ill': return '01'
      case 'disabled': return disabled ? '02' : '08'
      case 'schooling': return '03'
      case 'single': return inSchool && random.chance(0.4) ? '03' : '08'
      case 'disaster': return '04'
      case 'leftBehind': return ill ? '01' : '08'
      default: return random.weighted([['07', 4], ['09', 3], ['11', 1], ['05', 0.7], ['10', 0.5], ['06', 0.2]])
    }
  })()
  const others = [ill ? '01' : '', disabled ? '02' : '', able === 0 ? '08' : '', inSchool ? '03' : '', able > 0 ? '07' : '', '09'].filter((c) => c && c !== main)
  return [main, ...others.slice(0, random.weighted([[0, 3], [1, 5], [2, 2]]))]
}

function typeOf(kind: Kind, random: Prng): string {
  if (kind === 'aloneOld') return random.weighted([['03', 6], ['02', 3], ['01', 1]])
  const minimum: Partial<Record<Kind, number>> = { oldCouple: 0.5, ill: 0.55, disabled: 0.75, single: 0.35, leftBehind: 0.4, threeGenerations: 0.2 }
  return random.chance(minimum[kind] ?? 0.06) ? '02' : '01'
}

interface Path { state: string; plannedExitYear: number | null; exitYear: number | null; relapseYear: number | null; relapseCause: string | null; notExitReason: string | null; identifiedOn: string }

/** Where the household stands. Exit years lie within the last eight, planned ones in the open and the next card year. */
function pathOf(type: string, causes: string[], random: Prng, today: string): Path {
  const open = county.lastClosedYear(today) + 1
  const state = type === '03'
    ? random.weighted([['08', 5], ['09', 2], ['15', 4]])
    : type === '02' ? random.weighted([['08', 4], ['09', 2], ['11', 0.3], ['13', 0.3], ['15', 5], ['16', 0.5], ['17', 0.4]])
      : random.weighted([['08', 2], ['09', 1.5], ['10', 0.2], ['12', 0.2], ['13', 0.3], ['14', 0.2], ['15', 6], ['16', 2], ['17', 0.3]])
  const exited = state === '15' || state === '16' || state === '17'
  const exitYear = exited ? open - 1 - random.int(state === '16' ? 4 : state === '17' ? 2 : 0, 7) : null
  return {
    state, exitYear,
    identifiedOn: random.weighted([['2013-12', 7], ['2014-12', 1], ['2016-12', 2]]),
    plannedExitYear: exited ? exitYear : state === '08' ? open + random.int(0, 1) : open,
    relapseYear: state === '17' ? open - 1 : null, relapseCause: state === '17' ? causes[0] : null,
    notExitReason: state !== '08' ? null : type === '03' ? '08' : causes[0] === '02' ? '04' : causes[0] === '01' ? '05' : random.pick(['07', '02']),
  }
}

/** `headName`: for the two households whose accounts are named in the demo list. */
export function planHousehold(random: Prng, today: string, headName?: string): HouseholdPlan {
  const kind: Kind = headName ? 'ill' : random.weighted(KINDS)
  const people = peopleOf(kind, random, today, headName)
  const type = headName ? '02' : typeOf(kind, random)
  const causes = causesOf(kind, people, random)
  const drawn = pathOf(type, causes, random, today)
  // The two households that every demonstration opens are in the middle of the work.
  const path: Path = headName ? { ...drawn, state: '09', exitYear: null, relapseYear: null, relapseCause: null, notExitReason: null, plannedExitYear: county.lastClosedYear(today) + 1 } : drawn
  for (const p of people) { p.minimumLiving = type === '02' && !p.serving; p.destituteSupport = type === '03' }
  const exited = path.exitYear !== null && path.state !== '17'
  const danger = !exited && random.chance(0.07)
  const rebuilt = !danger && random.chance(0.25)
  const mu = (from: number, to: number): number => random.int(from * 2, to * 2) / 2
  const arable = mu(1, 2 + people.length * 2)
  const forest = random.chance(0.4) ? mu(1, 8) : 0
  return {
    ...path, people, type, causes, group: `${"一二三四五六"[random.int(1, 6) - 1]}组`,
    land: { arable, irrigated: Math.min(arable, mu(0, 4)), forest, reforested: forest && random.chance(0.4) ? Math.min(forest, mu(1, 3)) : 0, orchard: random.chance(0.35) ? mu(1, 6) : 0, pasture: 0, water: random.chance(0.02) ? mu(1, 5) : 0 },
    house: { area: random.int(36, 96), structure: danger ? random.pick(['03', '04']) : random.weighted([['03', 5], ['02', 5], ['01', 0.5]]), danger, level: danger ? random.pick(['C', 'D']) : random.weighted([['A', 4], ['B', 6]]), repairYear: rebuilt ? county.lastClosedYear(today) - random.int(0, 6) : null },
    safeWater: exited || random.chance(0.94), toilet: random.chance(0.7), fuel: random.weighted([['01', 6], ['03', 2], ['04', 2]]),
    roadDistance: random.int(1, 20) / 10, roadToDoor: random.weighted([['03', 6], ['04', 2], ['02', 2], ['01', 0.6]]),
    cooperative: random.chance(0.4), leadFirm: random.chance(0.2), leader: random.chance(0.12),
    monitor: exited && random.chance(0.04) ? { type: '01', risk: random.chance(0.6) ? '01' : '02', foundOn: `${county.lastClosedYear(today)}-0${random.int(1, 9)}-15` } : null,
  }
}
