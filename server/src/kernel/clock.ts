// The only place that asks what time it is; tests set it.
let offset = 0
const DAY_MS = 86_400_000
let day = { number: -1, text: '' }

export const clock = {
  /** Milliseconds since 1970, UTC. */
  now: (): number => Date.now() + offset,
  date: (): Date => new Date(Date.now() + offset),
  at: (ms: number): Date => new Date(ms),
  iso: (at: Date | number): string => new Date(at).toISOString(),
  /** `YYYY-MM-DD` in Asia/Shanghai, which has had no summer time since 1991. */
  today: (): string => {
    const there = Date.now() + offset + 8 * 3_600_000
    const number = Math.floor(there / DAY_MS)
    if (number !== day.number) day = { number, text: new Date(there).toISOString().slice(0, 10) }
    return day.text
  },
  /** Tests and demos only: moves now by so many milliseconds. */
  shift: (ms: number): void => { offset = ms },
}
