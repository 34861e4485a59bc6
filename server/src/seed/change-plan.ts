// Changes of the record in the demo county: some that took effect, some that wait for the secretary, one conflict in a village.
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../kernel/clock'
import { newId } from '../kernel/ids'
import type { ChangeEntry, FieldEntry } from '../features/households'
import type { HouseholdPlan } from './household-plan'
import type { Prng } from './prng'

/** Days back to which the demo knows every change. */
export const RECORDED_DAYS = 90
/** The household of a village whose field two people changed. */
const CONFLICT_AT = 4
const IN = 1

export interface ChangeSeed { plan: HouseholdPlan; members: readonly string[]; phone: string; today: string; helper: string; clerk: string; secretary: string }

type Made = Pick<ChangeEntry, 'fields' | 'reason'> & Partial<ChangeEntry>

const ofHousehold = (field: string, before: string | null, after: string | null, held: string | null = null): FieldEntry => ({ of: 'household', memberId: null, field, before, after, held })
const ofMember = (memberId: string, field: string, before: string | null, after: string | null): FieldEntry => ({ of: 'member', memberId, field, before, after })
const code = (yes: boolean): string => yes ? '1' : '0'

/** What is so today, and was not before. */
function tookEffect({ plan, phone }: ChangeSeed, random: Prng): Made {
  return random.pick<Made>([
    { fields: [ofHousehold('phone', phone.replace(/^1541/, '1543'), phone)], reason: '换了手机号，当面核对' },
    { fields: [ofHousehold('fuel', plan.fuel === '01' ? '03' : '01', plan.fuel)], reason: '入户看到，主要烧的已经换了' },
    { fields: [ofHousehold('toilet', code(!plan.toilet), code(plan.toilet))], reason: plan.toilet ? '卫生厕所已改好' : '厕所塌了还没修' },
    { fields: [ofHousehold('roadToDoor', plan.roadToDoor === '01' ? '02' : '01', plan.roadToDoor)], reason: '入户路情况核对后更正' },
  ])
}

/** What the secretary is asked for. */
function waits({ plan, members, today }: ChangeSeed, random: Prng): Made {
  const old = plan.people.findIndex((p, i) => i > 0 && p.age >= 70)
  const wishes: Made[] = [
    { fields: [ofHousehold('causeMain', plan.causes[0], plan.causes[0] === '01' ? '08' : '01')], reason: '核对病历和家里劳力后，主要原因应改' },
    { fields: [ofMember(members[0], 'minimumLiving', code(plan.people[0].minimumLiving), code(!plan.people[0].minimumLiving))], reason: plan.people[0].minimumLiving ? '低保已停，民政所通知' : '低保证已办下来，有民政所批件' },
    {
      kind: 'join', memberId: null, memberChange: '07', reason: '户口已迁入，有户口簿', effectiveOn: addDays(today, -random.int(5, 25)),
      fields: [['name', `${plan.people[0].name.slice(0, 1)}迎春`], ['relation', '99'], ['sex', '2'], ['birthDate', '1988-02-29']].map(([field, after]) => ofMember('', field, null, after)).map((f) => ({ ...f, memberId: null })),
    },
  ]
  if (old > 0) {
    const on = addDays(today, -random.int(3, 20))
    wishes.push({ kind: 'leave', memberId: members[old], memberChange: '01', reason: '老人去世，户口已注销', effectiveOn: on, fields: [ofMember(members[old], 'leftOn', null, on), ofMember(members[old], 'leftBy', null, '01')] })
  }
  return random.pick(wishes)
}

/** Changes of the n-th household of a village. Every third household has one behind it, every tenth one waiting. */
export function planChanges(seed: ChangeSeed, random: Prng, n: number): ChangeEntry[] {
  const { today, helper, clerk } = seed
  const entry = (days: number, authorId: string, made: Made): ChangeEntry => {
    const on = addDays(today, -days)
    return {
      id: newId(), kind: 'fields', memberId: made.fields[0].memberId, state: 'effective', authorId, authorRole: authorId === clerk ? 'village_clerk' : 'helper', madeOn: IN, tookEffectIn: IN,
      effectiveOn: on, at: clock.at(Math.min(clock.now(), Date.parse(`${on}T01:30:00Z`) + random.int(0, 400) * 60_000)), ...made,
    }
  }
  if (n === CONFLICT_AT) {
    const { roadToDoor } = seed.plan
    const [was, other] = ['01', '02', '03', '04'].filter((road) => road !== roadToDoor)
    return [
      entry(6, clerk, { fields: [ofHousehold('roadToDoor', was, roadToDoor)], reason: '村里修路后统一核对' }),
      entry(5, helper, { state: 'conflict', tookEffectIn: null, fields: [ofHousehold('roadToDoor', was, other, roadToDoor)], reason: '当天入户看到门前还有一段没修' }),
    ]
  }
  const list: ChangeEntry[] = []
  if (n % 3 === 1) list.push(entry(random.int(12, RECORDED_DAYS - 5), random.chance(0.7) ? helper : clerk, tookEffect(seed, random)))
  if (n % 10 === 2) list.push(entry(random.int(0, 9), helper, { state: 'proposed', tookEffectIn: null, ...waits(seed, random) }))
  return list
}
