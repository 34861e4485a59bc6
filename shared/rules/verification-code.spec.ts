import { CODE_ALPHABET } from './household-code'
import { seeded } from './seeded-random.fixture'
import { isVerification, looksLikeVerification, normaliseVerification, printVerification, verificationFrom, verificationPath } from './verification-code'

const random = seeded(8)
const codes = Array.from({ length: 300 }, () => verificationFrom(random.text('0123456789abcdef', 32))).filter((code) => code !== null)

test('8 characters of the alphabet, from 35 bits, in print and back', () => {
  expect(codes.length).toBeGreaterThan(295)
  for (const code of codes) {
    expect([isVerification(code), printVerification(code), verificationPath(code)]).toEqual([true, expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/), `/v/${code}`])
    expect(normaliseVerification(` ${printVerification(code).toLowerCase()} `)).toBe(code)
  }
  expect(verificationFrom('fffffffff')?.slice(0, 7)).toBe('ZZZZZZZ')
  // The 36th bit is not used.
  expect(verificationFrom('ffffffffe0')).toBe(verificationFrom('fffffffff0'))
})

test('a checksum that comes out as digits alone gives none: a household\'s number looks like that', () => {
  expect(verificationFrom('000000000')).toBeNull()
  expect(looksLikeVerification('12345679')).toBe(false)
  expect(verificationFrom('xyz')).toBeNull()
})

test('every single slip and every swap of two characters is caught', () => {
  for (const code of codes.slice(0, 40)) {
    for (let i = 0; i < code.length; i++) {
      for (const other of CODE_ALPHABET) if (other !== code[i]) expect(isVerification(code.slice(0, i) + other + code.slice(i + 1))).toBe(false)
      for (let j = i + 1; j < code.length; j++) if (code[i] !== code[j]) expect(isVerification(code.slice(0, i) + code[j] + code.slice(i + 1, j) + code[i] + code.slice(j + 1))).toBe(false)
    }
  }
})
