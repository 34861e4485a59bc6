// New door codes and numbers: random, so that they say nothing about the household.
import { randomBytes, randomInt } from 'node:crypto'
import { CODE_BYTES, codeFromBytes } from '@onecard/shared/rules/household-code'
import { defect } from '../../kernel/defect'
import { NUMBER_BODY_LENGTH, numberFromBody } from '@onecard/shared/rules/household-number'

/** 16 random characters (80 bits) and their check character. */
export function newCode(): string {
  const code = codeFromBytes(randomBytes(CODE_BYTES))
  if (!code) throw defect('a code needs ten bytes')
  return code
}

/** 7 random digits and a check digit; bodies without one are drawn again. */
export function newNumber(): string {
  for (;;) {
    const number = numberFromBody(String(randomInt(10 ** NUMBER_BODY_LENGTH)).padStart(NUMBER_BODY_LENGTH, '0'))
    if (number) return number
  }
}

/** `n` fresh numbers that `taken` does not know; `taken` answers which of the asked ones exist. */
export async function newNumbers(n: number, taken: (numbers: string[]) => Promise<string[]>): Promise<string[]> {
  const fresh = new Set<string>()
  while (fresh.size < n) {
    const drawn = new Set(Array.from({ length: n - fresh.size }, newNumber))
    const known = new Set(await taken([...drawn]))
    for (const number of drawn) if (!known.has(number)) fresh.add(number)
  }
  return [...fresh]
}
