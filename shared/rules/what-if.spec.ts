import { incomeOfYear, memberMonths, registeredAtEnd, type Divisor } from './card'
import { addMonths, cardYear, periodsBetween } from './period'
import { seeded } from './seeded-random.fixture'
import { whatIf } from './what-if'

const base = { lineFen: 400_000, from: '2020-04', to: '2020-09' }
const two = registeredAtEnd(2)

test('a post of 500 a month: in which month the line is reached', () => {
  expect(whatIf({ ...base, netFen: 650_000, divisor: two, monthlyFen: 50_000 })).toEqual({ kind: 'reaches', period: '2020-06', months: 3, perCapitaFen: 400_000 })
  expect(whatIf({ ...base, netFen: 800_000, divisor: two, monthlyFen: 50_000 })).toEqual({ kind: 'already' })
  expect(whatIf({ ...base, netFen: 800_000, divisor: registeredAtEnd(0), monthlyFen: 50_000 })).toEqual({ kind: 'no_heads' })
})

test('not within the year: how many months, and what each month left would have to bring', () => {
  expect(whatIf({ ...base, netFen: 100_000, divisor: two, monthlyFen: 50_000 })).toEqual({ kind: 'not_this_year', months: 14, perCapitaFen: 200_000, neededFen: 116_667 })
  expect(whatIf({ ...base, from: '2020-10', netFen: 100_000, divisor: two, monthlyFen: 50_000 })).toMatchObject({ kind: 'not_this_year', neededFen: null })
})

test('a figure that rounds to the line is still below it', () => {
  // 7999.99 for two rounds to 4000.00: one fen more is what is lacking.
  expect(whatIf({ ...base, netFen: 799_999, divisor: two, monthlyFen: 1 })).toMatchObject({ kind: 'reaches', months: 1 })
})

test('agrees with the card itself, month by month, for both ways of counting heads', () => {
  const year = cardYear(2020, 10)
  const chance = seeded(20)
  for (let i = 0; i < 300; i++) {
    const divisor: Divisor = chance.below(2) ? registeredAtEnd(1 + chance.below(6)) : memberMonths(1 + chance.below(60), 3)
    const [netFen, monthlyFen, lineFen] = [chance.below(2_000_000) - 300_000, 1 + chance.below(150_000), 300_000 + chance.below(200_000)]
    const from = addMonths(year.from, chance.below(12))
    const answer = whatIf({ netFen, divisor, lineFen, monthlyFen, from, to: year.to })
    const after = (months: number) => incomeOfYear({
      year, divisor, lineFen, entries: [{ item: 'A9', fen: netFen, on: year.from, state: '03' }, ...periodsBetween(from, year.to).slice(0, months).map((on) => ({ item: 'A2', fen: monthlyFen, on, state: '03' }))],
    }).below
    if (answer.kind === 'already') expect(after(0)).toBe(false)
    else if (answer.kind === 'reaches') expect([after(answer.months - 1), after(answer.months)]).toEqual([true, false])
    else expect(after(12)).toBe(true)
  }
})
