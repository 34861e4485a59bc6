// Official region codes: they nest by prefix, 21 › 2108 › 210881 › 210881004 › 210881004205.

export type RegionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village'

/** Widest first. */
export const REGION_LEVELS: readonly { level: RegionLevel; length: number }[] = [
  { level: 'province', length: 2 },
  { level: 'prefecture', length: 4 },
  { level: 'county', length: 6 },
  { level: 'township', length: 9 },
  { level: 'village', length: 12 },
]

/** Level by length, or null if the text is no region code. */
export function regionLevel(code: string): RegionLevel | null {
  if (!/^[0-9]+$/.test(code)) return null
  return REGION_LEVELS.find((row) => row.length === code.length)?.level ?? null
}

export function isRegion(code: string): boolean {
  return regionLevel(code) !== null
}

/** The land around it, or null for a province or no code. */
export function parentRegion(code: string): string | null {
  const at = REGION_LEVELS.findIndex((row) => row.length === code.length)
  return at > 0 && isRegion(code) ? code.slice(0, REGION_LEVELS[at - 1].length) : null
}

/** The part of a code at a level, or null when the code is wider than that. */
export function regionAt(code: string, level: RegionLevel): string | null {
  const row = REGION_LEVELS.find((candidate) => candidate.level === level)
  return row && isRegion(code) && code.length >= row.length ? code.slice(0, row.length) : null
}

/** Whether `code` lies in `land` (or is it). Something that is no region code contains nothing and lies nowhere. */
export function contains(land: string, code: string): boolean {
  return isRegion(land) && isRegion(code) && code.startsWith(land)
}

/**
 * First text after all that begin with the prefix, in ASCII order: `region >= prefix AND region < upper`.
 * The character after '9' is ':', which no code holds. Empty prefix: null, because it has no such bound.
 */
export function prefixUpperBound(prefix: string): string | null {
  if (prefix === '') return null
  const last = prefix.length - 1
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1)
}
