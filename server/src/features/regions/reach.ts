// Which lands an actor reaches, wholly or by single households, and where the top of them lies.
import { REGION_LEVELS } from '@onecard/shared/rules/region'

/** The smallest land of an official level that holds all of these codes; '' of none, or when they share no province. */
export function commonLand(codes: readonly string[]): string {
  if (codes.length === 0) return ''
  let shared = codes[0]
  for (const code of codes) while (!code.startsWith(shared)) shared = shared.slice(0, -1)
  const level = REGION_LEVELS.findLast(({ length }) => length <= shared.length)
  return level ? shared.slice(0, level.length) : ''
}

/**
 * Whether a reader may ask for the figures of `land`: it lies in a land of theirs, or between the top of all theirs and one of
 * them. Anything else is outside, also the township around a village.
 */
export function reaches(land: string, lands: readonly string[], villages: readonly string[]): boolean {
  if (lands.some((own) => land.startsWith(own))) return true
  const own = [...lands, ...villages]
  return land.startsWith(commonLand(own)) && own.some((code) => code.startsWith(land))
}
