import { formatAmount, formatFen, multiplyFen, parseFen, roundHalfAwayFromZero, sumFen, wholeYuan } from './fen'
import { seeded } from './seeded-random.fixture'

test.each([
  ['0', 0], ['12', 1200], ['1,234.50', 123450], ['1234.5', 123450], ['0.01', 1], ['-2704.01', -270401], ['−3', -300], ['+3', 300],
  ['３，２５０．０５', 325005], ['3,250 元', 325000], ['￥12.3', 1230], ['108.1000', 10810], ['-0', 0], [' 1 234 ', 123400],
])('%s yuan', (text, fen) => {
  expect(parseFen(text)).toBe(fen)
})

test.each(['', '元', '.5', '1.', '1,23', '1234,567', '0.001', '1e3', '1.2.3', '--1', '九', 'NaN', '99999999999999999'])('%j is no amount', (text) => {
  expect(parseFen(text)).toBeNull()
})

test('decimals only where there are fen', () => {
  expect(formatFen(325000)).toBe('3,250 元')
  expect(formatFen(325005)).toBe('3,250.05 元')
  expect(formatAmount(0)).toBe('0')
  expect(formatAmount(5)).toBe('0.05')
  expect(formatAmount(-270401)).toBe('-2,704.01')
  expect(formatAmount(123456789012)).toBe('1,234,567,890.12')
})

test('what is written is read back', () => {
  const random = seeded(1)
  for (let i = 0; i < 5000; i++) {
    const fen = random.below(2 ** 31) * random.pick([1, -1]) || 0
    expect(parseFen(formatFen(fen))).toBe(fen)
  }
})

test('half goes away from zero, from the exact quotient', () => {
  expect(roundHalfAwayFromZero(5, 2)).toBe(3)
  expect(roundHalfAwayFromZero(-5, 2)).toBe(-3)
  expect(roundHalfAwayFromZero(4, 3)).toBe(1)
  expect(Object.is(roundHalfAwayFromZero(-1, 3), 0)).toBe(true)
  expect(roundHalfAwayFromZero(Number.MAX_SAFE_INTEGER, 2)).toBe(4503599627370496)
  expect(roundHalfAwayFromZero(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toBe(1)
  for (const [n, d] of [[1, 0], [1, -1], [2 ** 53, 1], [0.5, 1], [1, 1.5], [NaN, 1]]) expect(roundHalfAwayFromZero(n, d)).toBeNull()
})

test('it agrees with exact integers of any size', () => {
  const random = seeded(2)
  for (let i = 0; i < 5000; i++) {
    const n = Math.floor((random.next() * 2 - 1) * Number.MAX_SAFE_INTEGER)
    const d = 1 + random.below(random.pick([5, 100, 2 ** 40]))
    const twice = 2n * BigInt(Math.abs(n)) + BigInt(d)
    const rounded = twice / (2n * BigInt(d))
    expect(BigInt(roundHalfAwayFromZero(n, d)!)).toBe(n < 0 ? -rounded : rounded)
  }
})

test('quantity × price is exact', () => {
  expect(multiplyFen('12', 10810)).toBe(129720)
  expect(multiplyFen('3.25', 333)).toBe(1082)
  expect(multiplyFen('0.5', 1)).toBe(1)
  expect(multiplyFen('-0.5', 1)).toBe(-1)
  expect(multiplyFen('1,200.5', 260)).toBe(312130)
  expect(multiplyFen('1.005', 100)).toBe(101)
  expect(multiplyFen('许多', 100)).toBeNull()
  expect(multiplyFen('9007199254740991', 2)).toBeNull()
})

test('whole yuan come from the quotient, not from rounded fen', () => {
  expect(wholeYuan(1333348, 3)).toBe(4444)
  expect(wholeYuan(444450)).toBe(4445)
  expect(wholeYuan(1, 0)).toBeNull()
  expect(sumFen([10810, -810, 0])).toBe(10000)
  expect(sumFen([])).toBe(0)
})
