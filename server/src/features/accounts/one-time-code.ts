// The code that opens an account to its person once: 50 random bits, said over the telephone or written on a slip.
import { randomInt } from 'node:crypto'
import { CODE_ALPHABET, normaliseCode } from '@onecard/shared/rules/household-code'

const LENGTH = 10
export const CODE_HOURS = 72
/** Wrong tries after which it is void. */
export const CODE_TRIES = 5

export function newOneTimeCode(): string {
  return Array.from({ length: LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')
}

/** In two groups of five, as it is shown. */
export function printOneTimeCode(code: string): string { return `${code.slice(0, LENGTH / 2)} ${code.slice(LENGTH / 2)}` }

/** As typed → as stored. */
export const readOneTimeCode = normaliseCode
