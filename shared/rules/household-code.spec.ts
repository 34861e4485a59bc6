import { CODE_ALPHABET, CODE_LENGTH, checkCharacter, codeFromBytes, isCode, looksLikeCode, normaliseCode, printCode } from './household-code'
import { seeded } from './seeded-random.fixture'

const random = seeded(20200312)

function randomCode(): string {
  return codeFromBytes(Uint8Array.from({ length: 10 }, () => random.below(256)))!
}

function swapped(code: string, i: number, j: number): string {
  const characters = [...code]
  ;[characters[i], characters[j]] = [characters[j], characters[i]]
  return characters.join('')
}

const codes = Array.from({ length: 400 }, randomCode)

test('a code has 17 characters of the alphabet and its check holds', () => {
  for (const code of codes) {
    expect(code).toHaveLength(CODE_LENGTH)
    expect(isCode(code)).toBe(true)
  }
  expect(new Set(codes).size).toBe(codes.length)
})

test('all 80 bits are in the code: each flipped bit gives another body', () => {
  const bytes = Uint8Array.from({ length: 10 }, () => random.below(256))
  const bodies = new Set([codeFromBytes(bytes)!.slice(0, 16)])
  for (let bit = 0; bit < 80; bit++) {
    const flipped = Uint8Array.from(bytes)
    flipped[bit >> 3] ^= 1 << (bit & 7)
    bodies.add(codeFromBytes(flipped)!.slice(0, 16))
  }
  expect(bodies.size).toBe(81)
  expect(codeFromBytes(new Uint8Array(9))).toBeNull()
  expect(codeFromBytes(Uint8Array.from({ length: 10 }, () => 255))!.slice(0, 16)).toBe('Z'.repeat(16))
})

test('every single wrong character is caught, the check character included', () => {
  const missed: string[] = []
  let tried = 0
  for (const code of codes) {
    for (let place = 0; place < CODE_LENGTH; place++) {
      for (const wrong of CODE_ALPHABET) {
        if (wrong === code[place]) continue
        tried++
        if (isCode(code.slice(0, place) + wrong + code.slice(place + 1))) missed.push(`${code}: ${wrong} at ${place} passes`)
      }
    }
  }
  expect(tried).toBe(400 * 17 * 31)
  expect(missed).toEqual([])
})

test('every swap of two different characters is caught, in any two places', () => {
  const missed: string[] = []
  let tried = 0
  for (const code of codes) {
    for (let i = 0; i < CODE_LENGTH; i++) {
      for (let j = i + 1; j < CODE_LENGTH; j++) {
        if (code[i] === code[j]) continue
        tried++
        if (isCode(swapped(code, i, j))) missed.push(`${code}: ${i} and ${j} swapped pass`)
      }
    }
  }
  expect(tried).toBeGreaterThan(50_000)
  expect(missed).toEqual([])
})

test('each pair of different characters is told apart at each pair of places', () => {
  const missed: string[] = []
  const zero = CODE_ALPHABET[0].repeat(16)
  for (let i = 0; i < 16; i++) {
    for (let j = i + 1; j < 16; j++) {
      for (let a = 0; a < 32; a++) {
        for (let b = a + 1; b < 32; b++) {
          const body = zero.slice(0, i) + CODE_ALPHABET[a] + zero.slice(i + 1, j) + CODE_ALPHABET[b] + zero.slice(j + 1)
          if (checkCharacter(body) === checkCharacter(swapped(body, i, j))) missed.push(`${body}: ${i}, ${j}`)
        }
      }
    }
  }
  expect(missed).toEqual([])
})

test('the check is a check: one random text in 32 passes, not more, not all', () => {
  let passing = 0
  for (let i = 0; i < 32_000; i++) if (isCode(random.text(CODE_ALPHABET, 17))) passing++
  expect(passing).toBeGreaterThan(850)
  expect(passing).toBeLessThan(1150)
})

test('a worked example that can be redone with the table of the README', () => {
  expect(checkCharacter('0000000000000000')).toBe('0')
  expect(checkCharacter('1000000000000000')).toBe('2')
  expect(checkCharacter('0100000000000000')).toBe('4')
  expect(checkCharacter('0000100000000000')).toBe('5')
  expect(checkCharacter('1100000000000000')).toBe('6')
  expect(checkCharacter('K7M2Q4XD90TRWB3H')).toBe('D')
})

test('no body, no check character', () => {
  for (const body of ['', '000000000000000', '00000000000000000', 'U000000000000000', '000000000000000I', 'a000000000000000']) expect(checkCharacter(body)).toBeNull()
})

test('only the normal form is a code', () => {
  const code = 'K7M2Q4XD90TRWB3HD'
  expect(isCode(code)).toBe(true)
  expect(isCode(code.toLowerCase())).toBe(false)
  expect(isCode(printCode(code))).toBe(false)
  expect(isCode(`${code}\n`)).toBe(false)
  expect(looksLikeCode('K7M2Q4XD90TRWB3H0')).toBe(true)
  expect(isCode('K7M2Q4XD90TRWB3H0')).toBe(false)
})

test('printed in fours, and read back however it is typed', () => {
  expect(printCode('ABCDEFGHJKMNPQRST')).toBe('ABCD EFGH JKMN PQRS T')
  for (const code of codes) expect(normaliseCode(printCode(code))).toBe(code)
  expect(normaliseCode(' k7m2-q4xd\u30009OtR wb3h–d\r\n\u200b')).toBe('K7M2Q4XD90TRWB3HD')
  expect(normaliseCode('Ｋ７ｍ２')).toBe('K7M2')
  expect(normaliseCode('oOiIlL')).toBe('001111')
  expect(normaliseCode('ßıſ')).toBe('ßıſ')
})
