import { addDays, daysBetween } from './day'
import { relationOfFormerHead, relationsOn, type RelationEffect, type Relative } from './head-history'
import { seeded, type Seeded } from './seeded-random.fixture'

const [HEAD, START] = ['01', '2020-01-01']
const DAYS = 366

/** A record that is written to as 改信息 does it: heads named and people gone, each from any day, in any order. */
class Record_ {
  readonly people: (Relative & { came: string; left: string | null })[]
  readonly effects: RelationEffect[] = []
  /** Who was said to be the head, from which day, in the order of saying. */
  readonly said: { head: string; on: string }[] = [{ head: 'm0', on: START }]
  private order = 0

  constructor(private readonly chance: Seeded) {
    const relations = ['02', '03', '04', '11', '07']
    this.people = [HEAD, ...Array.from({ length: 2 + chance.below(4) }, () => chance.pick(relations))].map((relation, i) => ({
      id: `m${i}`, sex: chance.pick(['1', '2']), relation, belongs: true, left: null, came: i > 0 && chance.below(3) === 0 ? this.day() : START,
    }))
  }

  day(): string { return addDays(START, this.chance.below(DAYS)) }
  get head() { return this.people.find((one) => one.belongs && one.relation === HEAD)! }
  private others() { return this.people.filter((one) => one.belongs && one.relation !== HEAD) }
  private set(one: Relative, on: string, after: string): void {
    this.effects.push({ member: one.id, on, order: this.order++, before: one.relation, after })
    one.relation = after
  }

  /** The one before keeps it when he leaves. */
  private name(next: Relative, on: string, leaving: Relative | null): void {
    const [before, was] = [this.head, next.relation]
    if (before !== leaving) this.set(before, on, relationOfFormerHead(was, before.sex))
    this.set(next, on, HEAD)
    this.said.push({ head: next.id, on })
  }

  step(): void {
    const others = this.others()
    if (others.length === 0) return
    const next = this.chance.pick(others)
    // Nobody is named from before he came.
    const on = [this.day(), next.came].sort().at(-1)!
    if (this.chance.below(4) > 0) { this.name(next, on, null); return }
    const gone = this.chance.pick(this.people.filter((one) => one.belongs && one !== next))
    const left = [on, gone.came].sort().at(-1)!
    if (gone === this.head) this.name(next, left, gone)
    Object.assign(gone, { belongs: false, left })
  }

  there(day: string) { return this.people.filter((one) => one.came <= day && (one.left === null || one.left > day)) }
  heads(day: string): string[] { return [...relationsOn(this.there(day), this.effects, day)].filter(([, relation]) => relation === HEAD).map(([id]) => id) }
}

test('on every day of two hundred households there is one head, whatever the order in which days are told', () => {
  const faults: string[] = []
  let crossed = 0
  for (let seed = 1; seed <= 200 && faults.length < 5; seed++) {
    const record = new Record_(seeded(seed))
    for (let steps = 0; steps < 7; steps++) record.step()
    crossed += record.said.filter(({ on }, i) => i > 0 && on < record.said[i - 1].on).length
    for (let day = START; daysBetween(START, day) < DAYS; day = addDays(day, 5)) {
      const heads = record.heads(day)
      const there = new Set(record.there(day).map(({ id }) => id))
      const last = record.said.filter(({ on }) => on <= day).at(-1)!
      if (heads.length > 1) faults.push(`seed ${seed}, ${day}: ${heads.join(' and ')}`)
      // Who was named last by a day that had come, when he was there.
      else if (there.has(last.head) && heads[0] !== last.head) faults.push(`seed ${seed}, ${day}: ${heads[0]} in place of ${last.head}`)
    }
    // At the end it reads as the record.
    const end = addDays(START, DAYS)
    if (record.heads(end)[0] !== record.head.id) faults.push(`seed ${seed}: the record has ${record.head.id}`)
  }
  expect(faults).toEqual([])
  expect(crossed).toBeGreaterThan(200)
})

test('two heads of the record as it is stay two: the village is told, not the reader', () => {
  const twice: Relative[] = ['a', 'b'].map((id) => ({ id, sex: '1', relation: HEAD, belongs: true }))
  expect([...relationsOn(twice, [], START).values()]).toEqual([HEAD, HEAD])
})

test('what the head before was to the head after', () => {
  expect([relationOfFormerHead('02', '2'), relationOfFormerHead('03', '1'), relationOfFormerHead('04', '2'), relationOfFormerHead('07', '1'), relationOfFormerHead(null, null)]).toEqual(['02', '11', '12', '99', '99'])
})
