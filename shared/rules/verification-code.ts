// 核验码: what stands on a printed card and says whether the paper is ours and still current. 7 characters of a keyed checksum and one check character.
import { CODE_ALPHABET, checkOf, normaliseCode } from './household-code'

/** Characters without the hyphen. */
export const VERIFICATION_LENGTH = 8
const BODY_LENGTH = VERIFICATION_LENGTH - 1
const BITS = 5

const SHAPE = /^[0-9A-HJKMNP-TV-Z]{8}$/
const DIGITS = /^\d+$/

/**
 * From the first 35 bits of a keyed checksum in hex (9 digits or more), or null where the characters come out as digits alone: a household's
 * typed number has 8 digits too. Then another checksum is to be made.
 */
export function verificationFrom(hex: string): string | null {
  if (!/^[0-9a-f]{9,}$/.test(hex)) return null
  // 36 bits are a safe integer; the last of them is dropped.
  let bits = Math.floor(parseInt(hex.slice(0, 9), 16) / 2)
  let body = ''
  for (let i = 0; i < BODY_LENGTH; i++) {
    body = CODE_ALPHABET[bits % 2 ** BITS] + body
    bits = Math.floor(bits / 2 ** BITS)
  }
  const code = body + checkOf(body)
  return DIGITS.test(code) ? null : code
}

/** Right shape; `text` in normal form. */
export function looksLikeVerification(text: string): boolean {
  return SHAPE.test(text) && !DIGITS.test(text)
}

/** A code in normal form whose check holds: typed without a slip. Whether it is genuine, the server alone can tell. */
export function isVerification(text: string): boolean {
  return looksLikeVerification(text) && checkOf(text.slice(0, BODY_LENGTH)) === text[BODY_LENGTH]
}

/** `7K2M-9Q4T`, as it stands on paper. */
export function printVerification(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What the code on the back holds behind the host. */
export function verificationPath(code: string): string {
  return `/v/${code}`
}

/** As typed or read, in normal form: capitals, no hyphen, O → 0, I and L → 1. It may still be none. */
export function normaliseVerification(text: string): string {
  return normaliseCode(text)
}
