// The code on a household's door: 16 random characters and one check character, Crockford base 32.
import { halfWidth, upperAscii, withoutDashes, withoutSpaces } from './typed-text'

/** Crockford base 32: no I, L, O, U. Value of a character = its place here. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Random characters of a code; 80 bits. */
export const CODE_BODY_LENGTH = 16
/** Body and check character. */
export const CODE_LENGTH = 17
/** Random bytes that make one code. */
export const CODE_BYTES = 10

const SHAPE = /^[0-9A-HJKMNP-TV-Z]{17}$/
const BODY_SHAPE = /^[0-9A-HJKMNP-TV-Z]{16}$/

/**
 * Powers of α in GF(32) = GF(2)[x]/(x⁵+x²+1). The polynomial is primitive, so α⁰…α³⁰ are 31 different numbers: as
 * weights of 17 places they are all different and none is zero, which is what catches every single error and every swap.
 */
const POWERS: readonly number[] = (() => {
  const powers = [1]
  while (powers.length < 31) {
    const doubled = powers[powers.length - 1] << 1
    powers.push(doubled & 32 ? doubled ^ 0b100101 : doubled)
  }
  return powers
})()
const LOG: readonly number[] = (() => {
  const log = new Array<number>(32).fill(-1)
  POWERS.forEach((value, exponent) => { log[value] = exponent })
  return log
})()

function weighted(value: number, exponent: number): number {
  return value === 0 ? 0 : POWERS[(LOG[value] + exponent) % 31]
}

/**
 * Check character of a 16-character body, or null if the body is not one. The place i (0…15) weighs α^(i+1), the check
 * character α⁰ = 1, and the weighted sum of all 17 is 0; addition in GF(32) is XOR.
 */
export function checkCharacter(body: string): string | null {
  return BODY_SHAPE.test(body) ? checkOf(body) : null
}

/** The same check over a body of up to 30 characters of the alphabet. */
export function checkOf(body: string): string {
  let sum = 0
  for (let i = 0; i < body.length; i++) sum ^= weighted(CODE_ALPHABET.indexOf(body[i]), i + 1)
  return CODE_ALPHABET[sum]
}

/** Code from exactly 10 random bytes (80 bits, five per character), or null for another length. */
export function codeFromBytes(bytes: Uint8Array): string | null {
  if (bytes.length !== CODE_BYTES) return null
  let body = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      body += CODE_ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return body + checkCharacter(body)
}

/** Right shape and length, the check not looked at. `text` in normal form. */
export function looksLikeCode(text: string): boolean {
  return SHAPE.test(text)
}

/** A code in normal form (17 capital characters, no groups) whose check holds. */
export function isCode(text: string): boolean {
  return looksLikeCode(text) && checkCharacter(text.slice(0, CODE_BODY_LENGTH)) === text[CODE_BODY_LENGTH]
}

/** In fours, as printed: `ABCD EFGH JKMN PQRS T`. */
export function printCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

/** What was typed or read, in normal form: capitals, no spaces, hyphens or full-width forms, O → 0, I and L → 1. It may still be no code. */
export function normaliseCode(text: string): string {
  return upperAscii(withoutDashes(withoutSpaces(halfWidth(text)))).replace(/O/g, '0').replace(/[IL]/g, '1')
}
