// The only place that asks what time it is; tests set it.
let offset = 0

export const clock = {
  /** Milliseconds since 1970, UTC. */
  now: (): number => Date.now() + offset,
  date: (): Date => new Date(Date.now() + offset),
  at: (ms: number): Date => new Date(ms),
  iso: (at: Date | number): string => new Date(at).toISOString(),
  /** `YYYY-MM-DD` in Asia/Shanghai, which has had no summer time since 1991. */
  today: (): string => new Date(Date.now() + offset + 8 * 3_600_000).toISOString().slice(0, 10),
  /** Tests and demos only: moves now by so many milliseconds. */
  shift: (ms: number): void => { offset = ms },
}
