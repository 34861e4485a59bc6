import { ENTRY, cardYear, divisorOf, incomeOfYear, isBelow, memberMonths, perCapita, registeredAtEnd, type CardEntry, type CardInput, type Divisor } from './card'
import { multiplyFen, parseFen, wholeYuan } from './fen'
import { periodsBetween } from './period'
import { seeded } from './seeded-random.fixture'

const YEAR = cardYear(2020, 10)
const LINE = 400000

function fen(yuan: string): number {
  return parseFen(yuan)!
}

function entry(item: string, yuan: string, on = '2020-03', state: string = ENTRY.approved): CardEntry {
  return { item, fen: fen(yuan), on, state }
}

function income(entries: CardEntry[], divisor: Divisor, more: Partial<CardInput> = {}) {
  return incomeOfYear({ year: YEAR, entries, divisor, lineFen: LINE, ...more })
}

/** Net, per head and verdict in yuan, as the handbook writes them. */
function verdict(entries: CardEntry[], divisor: Divisor, more: Partial<CardInput> = {}) {
  const card = income(entries, divisor, more)
  return [card.netFen / 100, card.perCapitaFen === null ? null : card.perCapitaFen / 100, card.below]
}

describe('worked examples', () => {
  test('1 ordinary', () => {
    const card = income([entry('A1', '12000.00'), entry('B1', '8500.00'), entry('C2', '600.00'), entry('D4', '1746.00'), entry('E1', '3200.00')], registeredAtEnd(3))
    expect(card).toMatchObject({ wageFen: 1200000, businessFen: 850000, propertyFen: 60000, transferFen: 174600, expenseFen: 320000, grossFen: 2284600, netFen: 1964600, members: 3, perCapitaFen: 654867, below: false })
  })
  test('2 negative business', () => {
    expect(verdict([entry('B1', '3000'), entry('D4', '9600'), entry('D2', '2592'), entry('E1', '7400')], registeredAtEnd(2))).toEqual([7792, 3896, true])
  })
  test('3 negative net', () => {
    expect(verdict([entry('B1', '2000'), entry('D4', '1296'), entry('E1', '6000.01')], registeredAtEnd(3))).toEqual([-2704.01, -901.34, true])
  })
  test('4 no members: no figure, never 0', () => {
    expect(verdict([entry('D4', '1296')], registeredAtEnd(0))).toEqual([1296, null, null])
  })
  test('5 newborn: end count, member months', () => {
    const family = [...Array.from({ length: 3 }, () => ({ joinedOn: null, leftOn: null })), { joinedOn: '2020-03-15', leftOn: null }]
    expect(verdict([entry('A1', '16000')], divisorOf('registered_at_period_end', family, YEAR))).toEqual([16000, 4000, false])
    const months = divisorOf('member_months', family, YEAR)
    expect(months).toEqual(memberMonths(43, 4))
    expect(verdict([entry('A1', '16000')], months)).toEqual([16000, 4465.12, false])
  })
  test('6 a death: end count, member months', () => {
    const couple = [{ joinedOn: null, leftOn: null }, { joinedOn: '2010-01-01', leftOn: '2020-01-20' }]
    expect(verdict([entry('D4', '5200')], divisorOf('registered_at_period_end', couple, YEAR))).toEqual([5200, 5200, false])
    const months = divisorOf('member_months', couple, YEAR)
    expect(months).toEqual(memberMonths(16, 1))
    expect(verdict([entry('D4', '5200')], months)).toEqual([5200, 3900, true])
  })
  test('7 half a fen goes up; a figure that rounds to the line may be below it', () => {
    expect(verdict([entry('A1', '8000.01')], registeredAtEnd(2))).toEqual([8000.01, 4000.01, false])
    expect(verdict([entry('A1', '7999.99')], registeredAtEnd(2))).toEqual([7999.99, 4000, true])
  })
  test('8 what does not count is shown apart', () => {
    const entries = [entry('X1', '500'), entry('X3', '20000'), entry('X6', '6300.50'), entry('X7', '50000'), entry('D66', '2400'), entry('D2', '5400')]
    expect(verdict(entries, registeredAtEnd(1))).toEqual([7800, 7800, false])
    expect(income(entries, registeredAtEnd(1)).excludedFen).toBe(7680050)
  })
  test('9 states of entries', () => {
    const entries = [
      entry('A1', '4000'), entry('A1', '900', '2020-03', ENTRY.submitted), entry('A1', '300', '2020-03', ENTRY.returned),
      entry('A1', '1200', '2020-03', ENTRY.reversed), entry('A1', '-1200', '2020-03', ENTRY.reversed), entry('A1', '77', '2020-03', ENTRY.draft),
    ]
    expect(verdict(entries, registeredAtEnd(1))).toEqual([4000, 4000, false])
    expect(income(entries, registeredAtEnd(1))).toMatchObject({ pendingFen: 90000, pendingCount: 1 })
  })
  test('10 edges of the year, with months and with days', () => {
    const days = [entry('A1', '800', '2019-09-30'), entry('A1', '900', '2019-10-01'), entry('A1', '1000', '2020-09-30'), entry('A1', '1100', '2020-10-01')]
    const months = days.map((line) => ({ ...line, on: line.on.slice(0, 7) }))
    for (const entries of [days, months]) {
      expect(verdict(entries, registeredAtEnd(1))).toEqual([1900, 1900, true])
      expect(verdict(entries, registeredAtEnd(1), { year: cardYear(2020, 1) })).toEqual([2100, 2100, true])
    }
  })
  test('11 decimals: 12 × 108.10', () => {
    expect(verdict([{ ...entry('D4', '0'), fen: multiplyFen('12', fen('108.10'))! }], registeredAtEnd(1))).toEqual([1297.2, 1297.2, true])
    expect(verdict(periodsBetween(YEAR.from, YEAR.to).map((month) => entry('D4', '108.10', month)), registeredAtEnd(1))).toEqual([1297.2, 1297.2, true])
  })
  test('12 expense subsidy', () => {
    const entries = [entry('B1', '9000'), entry('E1', '4000'), entry('E8', '1500')]
    expect(verdict(entries, registeredAtEnd(2))).toEqual([6500, 3250, true])
    expect(income(entries, registeredAtEnd(2)).expenseFen).toBe(250000)
  })
  test('13 no double rounding', () => {
    const card = income([entry('A1', '13333.48')], registeredAtEnd(3))
    expect([card.perCapitaFen, card.below]).toEqual([444449, false])
    expect(wholeYuan(card.netFen, 3)).toBe(4444)
  })
  test('14 nothing entered: no data, not 0', () => {
    expect(income([], registeredAtEnd(2))).toMatchObject({ state: 'none', perCapitaFen: null, below: null, missingMonths: 12, items: [] })
    expect(income([entry('A1', '5', '2020-03', ENTRY.submitted), entry('A1', '5', '2019-09')], registeredAtEnd(2)).state).toBe('none')
  })
})

test('equal to the line is not below it', () => {
  expect(verdict([entry('A1', '12000')], registeredAtEnd(3))).toEqual([12000, 4000, false])
  expect(isBelow(1199999, LINE, registeredAtEnd(3))).toBe(true)
  expect(perCapita(0, registeredAtEnd(1))).toBe(0)
})

test('missing months are said; later ones are not missing yet', () => {
  const first = [entry('A1', '1', '2019-10'), entry('X1', '1', '2019-12')]
  expect(income(first, registeredAtEnd(1))).toMatchObject({ state: 'partial', missingMonths: 10 })
  expect(income(first, registeredAtEnd(1), { through: '2019-12' })).toMatchObject({ state: 'partial', missingMonths: 1 })
  expect(income(first, registeredAtEnd(1), { through: '2019-12', approvedMonths: ['2019-11', '2018-01'] })).toMatchObject({ state: 'partial', missingMonths: 0 })
  expect(income(first, registeredAtEnd(1), { approvedMonths: periodsBetween(YEAR.from, YEAR.to) })).toMatchObject({ state: 'whole', missingMonths: 0 })
  expect(income([], registeredAtEnd(1), { approvedMonths: ['2020-01'] })).toMatchObject({ state: 'partial', missingMonths: 11, perCapitaFen: 0, below: true })
})

test('a subsidy takes off no more than the expense', () => {
  expect(income([entry('E1', '1000'), entry('E8', '1500')], registeredAtEnd(1))).toMatchObject({ expenseFen: 0, netFen: 0 })
  expect(income([entry('B1', '10'), entry('E8', '1500')], registeredAtEnd(1))).toMatchObject({ expenseFen: 0, netFen: 1000 })
  const items = income([entry('E1', '1000'), entry('E8', '1500')], registeredAtEnd(1)).items
  expect(items.map((line) => [line.item.code, line.fen])).toEqual([['E1', 100000], ['E8', -100000]])
})

test('a county may leave an item out; rigid expense stands beside the card', () => {
  const entries = [entry('A1', '100'), entry('D4', '50'), entry('R1', '30')]
  expect(income(entries, registeredAtEnd(1), { excludedItems: ['D4'] })).toMatchObject({ netFen: 10000, excludedFen: 5000, rigidFen: 3000 })
  expect(income(entries, registeredAtEnd(1))).toMatchObject({ netFen: 15000, excludedFen: 0, rigidFen: 3000 })
})

test('what waits is its effect on the net, and never hides at 0', () => {
  const waiting = [entry('B1', '500', '2020-03', ENTRY.submitted), entry('E1', '500', '2020-03', ENTRY.submitted), entry('X1', '9', '2020-03', ENTRY.submitted)]
  expect(income(waiting, registeredAtEnd(1))).toMatchObject({ pendingFen: 0, pendingCount: 2, netFen: 0 })
})

test('presence: joining and leaving month count; gone on the last day is gone', () => {
  const months = (joinedOn: string | null, leftOn: string | null) => {
    const { heads, members } = divisorOf('member_months', [{ joinedOn, leftOn }], YEAR)
    return [heads, members]
  }
  expect(months(null, null)).toEqual([12, 1])
  expect(months('2020-09-30', null)).toEqual([1, 1])
  expect(months('2020-10-01', null)).toEqual([0, 0])
  expect(months(null, '2019-09-30')).toEqual([0, 0])
  expect(months(null, '2019-10-01')).toEqual([1, 0])
  expect(months(null, '2020-09-30')).toEqual([12, 0])
  expect(months('2020-01-10', '2020-03-02')).toEqual([3, 0])
})

test('whatever is entered: parts add up, order does not matter, the verdict agrees with the exact quotient', () => {
  const random = seeded(4000)
  const codes = ['A1', 'A5', 'A9', 'B1', 'B2', 'C1', 'C6', 'D1', 'D4', 'D52', 'D69', 'E1', 'E2', 'E9', 'E8', 'X1', 'X10', 'R1']
  const labels = { A1: '务工收入' }
  for (let round = 0; round < 300; round++) {
    const entries: CardEntry[] = Array.from({ length: random.below(40) }, () => ({
      item: random.pick(codes), fen: random.below(800_000) - 50_000, on: random.pick(periodsBetween('2019-08', '2020-11')), state: random.pick(['01', '02', '03', '03', '03', '04', '05']),
    }))
    const divisor = random.pick([registeredAtEnd(random.below(7)), memberMonths(random.below(70), random.below(6))])
    const card = income(entries, divisor, { labels })
    const part = (group: string) => card.items.filter((line) => line.group === group).reduce((sum, line) => sum + line.fen, 0)
    expect([part('A'), part('B'), part('C'), part('D'), part('E')]).toEqual([card.wageFen, card.businessFen, card.propertyFen, card.transferFen, card.expenseFen])
    expect(card.wageFen + card.businessFen + card.propertyFen + card.transferFen).toBe(card.grossFen)
    expect(card.grossFen - card.expenseFen).toBe(card.netFen)
    const shuffled = entries.map((line) => ({ line, key: random.next() })).sort((a, b) => a.key - b.key).map(({ line }) => line)
    expect(income(shuffled, divisor, { labels })).toEqual(card)
    if (card.state === 'none' || divisor.heads === 0) {
      expect(card.perCapitaFen).toBeNull()
    } else {
      const exact = (card.netFen * divisor.scale) / divisor.heads
      expect(Math.abs(card.perCapitaFen! - exact)).toBeLessThanOrEqual(0.5)
      expect(card.below).toBe(BigInt(card.netFen) * BigInt(divisor.scale) < BigInt(LINE) * BigInt(divisor.heads))
    }
    expect(card.items.every((line, i) => i === 0 || Math.abs(card.items[i - 1].fen) >= Math.abs(line.fen))).toBe(true)
  }
})

test('the samples of the county: below the line, at it, and rounded to it', () => {
  expect(verdict([entry('D4', '7792')], registeredAtEnd(2))).toEqual([7792, 3896, true])
  expect(verdict([entry('D4', '11999.99')], registeredAtEnd(3))).toEqual([11999.99, 4000, true])
})
