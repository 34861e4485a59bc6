// Who was the head of a household on a day, whatever was said of it later and in whichever order of days: never two.
import { valueOn, type Effect } from './change-states'

/** Code of list `relation`: 户主. */
const HEAD = '01'
const SPOUSE = '02'
const CHILDREN = ['03', '04']
const [FATHER, MOTHER, OTHER] = ['11', '12', '99']
const MALE = '1'

/** What the head before is to the head after, who was this to him: 配偶 stays it, of a child he is 父亲 or 母亲, anything else is 其他 until the village says more. */
export function relationOfFormerHead(was: string | null, sex: string | null): string {
  return was === SPOUSE ? SPOUSE : was !== null && CHILDREN.includes(was) ? (sex === MALE ? FATHER : MOTHER) : OTHER
}

export interface RelationEffect extends Effect { member: string }

/** Somebody who belonged on the day. `relation`: in the record now, or when he left. `belongs`: still does. */
export interface Relative { id: string; sex: string | null; relation: string | null; belongs: boolean }

const byArrival = (a: Effect, b: Effect): number => a.order - b.order

/**
 * Relations of those who belonged on a day. Each change of a head speaks of the two whom it names; of a third, who was the head on that day by
 * an older word, it is concluded: who was made the head last by a day that is not later stands, else who was it first. Two heads that the record
 * itself holds now stay two: that is a fault of the record, which the village mends.
 */
export function relationsOn(people: readonly Relative[], effects: readonly RelationEffect[], day: string): Map<string, string | null> {
  const arrived = [...effects].sort(byArrival)
  const of = (id: string): RelationEffect[] => arrived.filter((effect) => effect.member === id)
  const relations = new Map(people.map((one) => [one.id, valueOn(one.relation, of(one.id), day)]))
  const heads = people.filter(({ id }) => relations.get(id) === HEAD)
  if (heads.length < 2 || heads.every(({ relation, belongs }) => belongs && relation === HEAD)) return relations
  const made = arrived.filter((effect) => effect.after === HEAD && effect.on <= day && heads.some(({ id }) => id === effect.member)).at(-1)
  const head = made?.member ?? (heads.find(({ id, relation }) => (of(id)[0]?.before ?? relation) === HEAD) ?? heads[0]).id
  for (const one of heads) if (one.id !== head) relations.set(one.id, of(one.id).findLast(({ after }) => after !== null && after !== HEAD)?.after ?? relationOfFormerHead(made?.before ?? null, one.sex))
  return relations
}
