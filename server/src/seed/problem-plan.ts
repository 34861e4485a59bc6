// Problems in the demo county: every state of the path in every village, one past its day, and at the demo household one that waits for its word.
import { addDays, dayOfInstant } from '@onecard/shared/rules/day'
import { deadlineOf, SOURCE, STATUS, type ProblemAct } from '@onecard/shared/rules/problem-path'
import type { County } from '../kernel/county'
import { clock } from '../kernel/clock'
import type { HouseholdPlan } from './household-plan'
import type { Prng } from './prng'

export interface ProblemSeed { plan: HouseholdPlan; today: string; helper: string; clerk: string; secretary: string; /** Account of the household, where it has one. */ household: string | null }

export interface PlannedStep { act: ProblemAct; account: string; role: string; takes: boolean; text: string | null; at: Date }
export interface PlannedProblem { kind: string; source: string; status: string; text: string; raisedBy: string; raisedAt: Date; deadline: string; responsible: string | null; answered: boolean; closedAt: Date | null; steps: PlannedStep[] }

type Said = [act: ProblemAct, by: 'helper' | 'clerk' | 'secretary' | 'household', daysAfter: number, text: string | null]
interface Wish { kind: string; text: string; by: 'helper' | 'clerk' | 'household'; daysAgo: number; said: Said[] }

const AFTER: Readonly<Record<ProblemAct, string | null>> = { claim: STATUS.fixing, answer: null, fixed: STATUS.awaitingCheck, close: STATUS.closed, return: STATUS.reopened, accept: STATUS.closed, object: STATUS.reopened }
const ROLE = { helper: 'helper', clerk: 'village_clerk', secretary: 'village_secretary', household: 'household' } as const
const SOURCES = { helper: SOURCE.visit, clerk: SOURCE.village, household: SOURCE.household } as const

/** What may be wrong at this house without gainsaying its record. */
function found({ plan }: ProblemSeed, random: Prng): Pick<Wish, 'kind' | 'text'> {
  const wishes = [
    { kind: '02', text: plan.safeWater ? '入冬水管怕冻，要包保温' : '井水发黄，要化验' },
    { kind: '01', text: plan.house.danger ? '房屋鉴定报告还没下来' : '西屋檐口掉了几片瓦' },
    { kind: '06', text: '补贴到账比通知晚，要核对' }, { kind: '08', text: '登记的电话打不通，要更新' }, { kind: '09', text: '档案里缺一张收入证明' },
    ...(plan.people.some((p) => p.studentStatus !== null && p.age >= 6) ? [{ kind: '03', text: '孩子的助学金还没到账' }] : []),
    ...(plan.people.some((p) => p.age >= 60) ? [{ kind: '04', text: '慢病本快到期，要换新' }] : []),
  ]
  return random.pick(wishes)
}

/** Problems of the n-th household of a village. */
export function planProblems(seed: ProblemSeed, county: County, random: Prng, n: number): PlannedProblem[] {
  const wishes: Wish[] = []
  if (n === 0 && seed.household) {
    wishes.push(
      { kind: '01', text: '西屋檐口滴水，下雨要接盆', by: 'household', daysAgo: 9, said: [['claim', 'helper', 1, null], ['answer', 'helper', 2, '已约好瓦工，这几天来换瓦，不用您出钱']] },
      { kind: '06', text: '取暖补贴还没到', by: 'household', daysAgo: 70, said: [['answer', 'clerk', 3, '和民政核对过，这月20日前打到卡上'], ['accept', 'household', 12, null]] },
    )
  } else {
    if (n % 9 === 3) wishes.push({ ...found(seed, random), by: 'helper', daysAgo: random.int(2, 6), said: [['claim', 'helper', 0, null]] })
    if (n % 9 === 5) wishes.push({ ...found(seed, random), by: 'clerk', daysAgo: random.int(4, 6), said: [['claim', 'helper', 1, null], ['fixed', 'helper', 3, '已经办好，当面看过']] })
    if (n % 14 === 2) wishes.push({ ...found(seed, random), by: 'clerk', daysAgo: random.int(35, 40), said: [] })
    if (n % 11 === 4) wishes.push({ ...found(seed, random), by: 'helper', daysAgo: random.int(30, 90), said: [['claim', 'helper', 1, null], ['fixed', 'helper', 5, '已经办好'], ['close', 'secretary', 7, '去看过，属实']] })
    if (n % 15 === 12) wishes.push({ ...found(seed, random), by: 'helper', daysAgo: random.int(0, 3), said: [] })
  }
  return wishes.map((wish) => planned(seed, county, random, wish))
}

function planned(seed: ProblemSeed, county: County, random: Prng, { kind, text, by, daysAgo, said }: Wish): PlannedProblem {
  const account = { helper: seed.helper, clerk: seed.clerk, secretary: seed.secretary, household: seed.household ?? seed.helper }
  const minute = random.int(0, 420)
  const at = (days: number): Date => clock.at(Math.min(clock.now(), Date.parse(`${addDays(seed.today, days - daysAgo)}T00:40:00Z`) + minute * 60_000 + days * 1000))
  const made: PlannedProblem = { kind, text, source: SOURCES[by], status: STATUS.open, raisedBy: account[by], raisedAt: at(0), deadline: '', responsible: null, answered: false, closedAt: null, steps: [] }
  for (const [act, who, after, words] of said) {
    const takes = act === 'claim' || (act === 'answer' && made.status === STATUS.open)
    made.steps.push({ act, account: account[who], role: ROLE[who], takes, text: words, at: at(after) })
    made.status = AFTER[act] ?? (made.status === STATUS.open ? STATUS.fixing : made.status)
    if (takes) made.responsible = account[who]
    if (act === 'answer' || act === 'fixed') made.answered = true
    if (made.status === STATUS.closed) made.closedAt = at(after)
  }
  made.deadline = deadlineOf(kind, dayOfInstant(made.raisedAt.getTime()), county.settings.problems)
  return made
}

/** Looks at the demo household's record in the last weeks: days ago, role, way, reason. */
export const DEMO_LOOKS: readonly (readonly [daysAgo: number, by: 'helper' | 'clerk' | 'secretary', way: string, reason: string | null])[] = [
  [1, 'helper', 'scan', null], [1, 'helper', 'visits', null], [2, 'clerk', 'list', null], [6, 'clerk', 'reveal', 'certificate: 核对医保参保信息'], [8, 'secretary', 'list', null], [13, 'helper', 'scan', null], [21, 'helper', 'offline', null],
]
