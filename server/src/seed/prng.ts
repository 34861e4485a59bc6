// A small random generator with a fixed start: the demo county is the same on every machine.

export interface Prng {
  /** 0 ≤ x < 1. */
  next(): number
  /** Whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the values, by weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
}

/** mulberry32 (public domain, Tommy Ettinger's mixing): 32 bits of state are plenty for one household. */
export function prng(seed: number): Prng {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next, int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)],
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of choices) if ((left -= weight) < 0) return value
      return choices[choices.length - 1][0]
    },
  }
}

/** Mixes whole numbers into one seed. */
export function seedOf(...parts: number[]): number {
  return parts.reduce((seed, part) => Math.imul(seed ^ (part + 0x9e3779b9), 0x85ebca6b) ^ (seed >>> 13), 20200312) >>> 0
}
