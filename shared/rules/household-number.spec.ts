import { isNumber, numberFromBody, printNumber } from './household-number'
import { seeded } from './seeded-random.fixture'

const random = seeded(8)
const DIGITS = '0123456789'

const numbers: string[] = []
while (numbers.length < 3000) {
  const number = numberFromBody(random.text(DIGITS, 7))
  if (number) numbers.push(number)
}

test('every single wrong digit is caught', () => {
  const missed: string[] = []
  for (const number of numbers) {
    expect(isNumber(number)).toBe(true)
    for (let place = 0; place < 8; place++) {
      for (const wrong of DIGITS) {
        if (wrong !== number[place] && isNumber(number.slice(0, place) + wrong + number.slice(place + 1))) missed.push(`${number}: ${wrong} at ${place} passes`)
      }
    }
  }
  expect(missed).toEqual([])
})

test('every swap of two different digits is caught, in any two places', () => {
  const missed: string[] = []
  let tried = 0
  for (const number of numbers) {
    for (let i = 0; i < 8; i++) {
      for (let j = i + 1; j < 8; j++) {
        if (number[i] === number[j]) continue
        const digits = [...number]
        ;[digits[i], digits[j]] = [digits[j], digits[i]]
        tried++
        if (isNumber(digits.join(''))) missed.push(`${number}: ${i} and ${j} swapped pass`)
      }
    }
  }
  expect(tried).toBeGreaterThan(60_000)
  expect(missed).toEqual([])
})

test('a body whose check would be 10 gives no number: one in eleven', () => {
  let refused = 0
  for (let i = 0; i < 11_000; i++) if (numberFromBody(random.text(DIGITS, 7)) === null) refused++
  expect(refused).toBeGreaterThan(850)
  expect(refused).toBeLessThan(1150)
})

test('worked by hand', () => {
  // 1×8 + 2×7 + 3×6 + 4×5 + 5×4 + 6×3 + 7×2 = 112 = 10×11 + 2; 11 − 2 = 9
  expect(numberFromBody('1234567')).toBe('12345679')
  // 1×2 = 2 at the last place of the body: 9; 1×8 at the first: 3; 6×2 = 12: check 10, refused
  expect(numberFromBody('0000001')).toBe('00000019')
  expect(numberFromBody('1000000')).toBe('10000003')
  expect(numberFromBody('0000006')).toBeNull()
})

test('about one in eleven of all texts of 8 digits passes; other shapes never', () => {
  let passing = 0
  for (let i = 0; i < 11_000; i++) if (isNumber(random.text(DIGITS, 8))) passing++
  expect(passing).toBeGreaterThan(850)
  expect(passing).toBeLessThan(1150)
  for (const text of ['', '1234567', '123456790', '1234 5679', '１２３４５６７９', '12345679\n', '1234567a']) expect(isNumber(text)).toBe(false)
  for (const body of ['', '123456', '12345678', '123456a', '１２３４５６７']) expect(numberFromBody(body)).toBeNull()
  expect(printNumber('12345679')).toBe('1234 5679')
})
