// Fires requests at servers in interleaved rounds (A B A B …), so that what else the machine does falls on all of them alike.
import { setTimeout as pause } from 'node:timers/promises'
import autocannon = require('autocannon')
import type { Child } from './children'

export interface Target {
  name: string
  server: Child
  /** Requests that belong together: one for a card, two for scan and card. */
  asks(id: string): autocannon.Ask[]
  ids: readonly string[]
}

export interface Shot {
  /** Groups of requests (`asks`) answered in a second. */
  perSecond: number
  p50: number
  p99: number
  /** Microseconds of processor time that the server used for one group, its own threads only. */
  cpu: number
  answered: number
}

/** Different households for every connection and every shot, and more of them than a shot can ask for. */
const ASKED_PER_CONNECTION = 2000
/** Reads are written 200 ms after the last one; a shot begins when the one before has left nothing behind. */
const SETTLE_MS = 400

export async function shoot(target: Target, connections: number, seconds: number): Promise<Shot> {
  const times: number[] = []
  const before = await target.server.cpu()
  const run = autocannon({
    url: target.server.url, connections, duration: seconds,
    setupClient: (client) => client.setRequests(Array.from({ length: ASKED_PER_CONNECTION }, () => target.asks(pick(target.ids))).flat()),
  })
  run.on('response', (_client, _status, _bytes, milliseconds) => { times.push(milliseconds) })
  const result = await run
  const used = await target.server.cpu() - before
  if (result.errors || result.timeouts || result.non2xx) throw new Error(`${target.name}: ${result.errors} errors, ${result.timeouts} timeouts, ${result.non2xx} answers other than 2xx`)
  const group = target.asks(target.ids[0]).length
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  return { perSecond: result['2xx'] / group / result.duration, p50: at(0.5), p99: at(0.99), cpu: used * group / result['2xx'], answered: result['2xx'] }
}

const pick = (ids: readonly string[]): string => ids[Math.floor(Math.random() * ids.length)]

/** One shot to warm up, then `rounds` times every target, each round beginning with another one. */
export async function interleaved(targets: readonly Target[], { connections, rounds, seconds }: { connections: number; rounds: number; seconds: number }): Promise<Shot[][]> {
  for (const target of targets) await shoot(target, connections, Math.max(1, seconds / 2))
  const shots: Shot[][] = targets.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < targets.length; i++) {
      const n = (i + round) % targets.length
      await pause(SETTLE_MS)
      shots[n].push(await shoot(targets[n], connections, seconds))
    }
  }
  return shots
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Medians over the rounds. */
export function summary(shots: readonly Shot[]): Shot {
  const of = (name: keyof Shot): number => median(shots.map((shot) => shot[name]))
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), cpu: of('cpu'), answered: shots.reduce((sum, shot) => sum + shot.answered, 0) }
}

/** Median, least and most of the ratios within each round. */
export function ratio(ours: readonly Shot[], floor: readonly Shot[], of: 'perSecond' | 'p99' = 'perSecond'): { median: number; least: number; most: number } {
  const all = ours.map((shot, i) => shot[of] / floor[i][of])
  return { median: median(all), least: Math.min(...all), most: Math.max(...all) }
}
