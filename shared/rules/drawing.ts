// A random sample that anybody can draw again: the same seed, list and size give the same places.

/** Mulberry32: 32 bits of state, the same on every engine. Answers 0 … 2³²−1. */
function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

/** Places (from 0) of `size` different ones out of `of`, in rising order; all of them when `size` is not smaller. */
export function drawPlaces(seed: number, of: number, size: number): number[] {
  const next = generator(seed)
  const places = Array.from({ length: of }, (_, i) => i)
  const much = Math.min(size, of)
  for (let i = 0; i < much; i++) {
    const other = i + (next() % (of - i))
    ;[places[i], places[other]] = [places[other], places[i]]
  }
  return places.slice(0, much).sort((a, b) => a - b)
}
