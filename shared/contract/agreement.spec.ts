// The shapes that `rules` computes with are those of the contract: rules import nothing, so a change on one side alone must fail here (tsc).
import type { CardIncome } from '../rules/card'
import type { SeenCard, SeenListItem } from '../rules/record'
import { SIGHT_OF_ROLE, type Sight } from '../rules/sight'
import { ROLE_IDS, type Role } from '../roles'
import type { CardView, HouseholdListItem, IncomeView } from './households.views'

/** Every field of A is a field of B: nothing is computed that the contract does not name. */
type OnlyFieldsOf<A, B> = Exclude<keyof A, keyof B> extends never ? true : never

test('what the rules hand out is what the contract promises', () => {
  const card = (seen: SeenCard): CardView => seen
  const back = (view: CardView): Partial<Record<keyof SeenCard, unknown>> => view
  const row = (seen: SeenListItem): HouseholdListItem => seen
  const income = (computed: CardIncome): IncomeView => computed
  const fields: [OnlyFieldsOf<SeenCard, CardView>, OnlyFieldsOf<CardView, SeenCard>, OnlyFieldsOf<SeenListItem, HouseholdListItem>,
    OnlyFieldsOf<HouseholdListItem, SeenListItem>, OnlyFieldsOf<CardIncome, IncomeView>, OnlyFieldsOf<IncomeView, CardIncome>,
    OnlyFieldsOf<NonNullable<SeenCard['members']>[number], NonNullable<CardView['members']>[number]>] = [true, true, true, true, true, true, true]
  expect([card, back, row, income].every((agreed) => typeof agreed === 'function')).toBe(true)
  expect(fields).not.toContain(false)
})

test('every role has a sight, or none on purpose', () => {
  const sights: Record<Role, Sight | null> = SIGHT_OF_ROLE
  expect(Object.keys(sights).sort()).toEqual([...ROLE_IDS].sort())
})
