// Values of one form that cannot all be so. Rules of the county's quality list hold for a record as it stands; these are for what somebody says in one breath.
import type { ChangeField } from './change-fields'

export interface Contradiction { field: string; message: string }

const CAUSES = ['causeMain', 'causeOther1', 'causeOther2']
const NO = '0'
const HEALTHY = '01'
const DISABLED = '04'

/** `value`: what the form says of a field, undefined when it says nothing of it, null when it empties it. Named is the field that ought to be looked at. */
export function contradictions(of: ChangeField['of'], value: (name: string) => string | null | undefined): Contradiction[] {
  return of === 'household' ? ofHousehold(value) : ofMember(value)
}

function ofHousehold(value: (name: string) => string | null | undefined): Contradiction[] {
  const found: Contradiction[] = []
  CAUSES.forEach((name, i) => {
    if (value(name) && CAUSES.slice(0, i).some((other) => value(other) === value(name))) found.push({ field: name, message: '同一个致贫原因只选一次' })
  })
  if (value('dangerHouse') === NO && ['C', 'D'].includes(value('dangerLevel') ?? '')) found.push({ field: 'dangerLevel', message: '不是危房户，就不能选 C 级或 D 级，请核对' })
  for (const name of ['relocationWay', 'resettlement']) if (value('relocated') === NO && value(name)) found.push({ field: name, message: '没有易地搬迁，这一项就空着，请核对' })
  return found
}

function ofMember(value: (name: string) => string | null | undefined): Contradiction[] {
  const found: Contradiction[] = []
  const health = value('health')?.split(',') ?? []
  if (health.length > 1 && health.includes(HEALTHY)) found.push({ field: 'health', message: '健康状况选了健康，就不能再选别的，请核对' })
  for (const name of ['disabilityCategory', 'disabilityLevel']) {
    if (health.length > 0 && !health.includes(DISABLED) && value(name)) found.push({ field: name, message: '健康状况没有选残疾，请核对' })
  }
  if (value('workMonths') === NO && value('workPlace')) found.push({ field: 'workMonths', message: '填了务工地点，务工月数就要有 1 到 12 个月' })
  if (value('publicPostMonths') === NO && value('publicPost')) found.push({ field: 'publicPostMonths', message: '填了公益性岗位，月数就要有 1 到 12 个月' })
  return found
}
