// The 8 digits beside the code, for typing by hand: 7 random digits and a check digit.

/** Random digits of a number. */
export const NUMBER_BODY_LENGTH = 7
/** Random digits and check digit. */
export const NUMBER_LENGTH = 8

/**
 * Weights 8…2 for the body and 1 for the check digit, sum ≡ 0 mod 11 (as ISBN-10). 11 is prime and the weights are
 * different and below it, so each single error and each swap of two different digits, in any two places, shows.
 */
function weightedSum(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (NUMBER_LENGTH - i)
  return sum
}

/** Number from 7 digits, or null when there is none: not 7 digits, or the check would be 10 (1 body in 11): draw again. */
export function numberFromBody(body: string): string | null {
  if (!/^[0-9]{7}$/.test(body)) return null
  const check = (11 - (weightedSum(body) % 11)) % 11
  return check === 10 ? null : body + check
}

/** 8 digits, the check not looked at. */
export function looksLikeNumber(text: string): boolean {
  return /^[0-9]{8}$/.test(text)
}

/** 8 plain digits whose check holds. */
export function isNumber(text: string): boolean {
  return looksLikeNumber(text) && weightedSum(text) % 11 === 0
}

/** As printed: `1234 5678`. */
export function printNumber(number: string): string {
  return `${number.slice(0, 4)} ${number.slice(4)}`
}
