// What a flow costs a person, told without who: taps, seconds, and what was asked although the record had it. Counts wait on the phone until
// there is a line, so that yards without signal count too.
import { useRef } from 'react'
import { onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { ReportBurden } from '@onecard/shared/contract/visits.requests'
import { now } from '../platform/clock'
import { getPlain, putPlain } from '../platform/storage'
import { tapsSoFar } from '../platform/taps'
import { call } from './call'
import { asFailure } from './failure'

const KEPT = 'burden'
/** Older ones give way: a middle value needs no more. */
const KEPT_MAX = 50
const TAPS_MAX = 500
const SECONDS_MAX = 86_400
const ASKED_MAX = 100

export type Flow = ReportBurden['flow']

function waiting(): ReportBurden[] {
  try { return JSON.parse(getPlain(KEPT) ?? '[]') as ReportBurden[] } catch { return [] }
}

/** Begins where the form is opened; called at its end with the number of fields that the record already had. */
export function useBurden(flow: Flow): (askedTwice: number) => void {
  const from = useRef({ taps: tapsSoFar(), at: now() })
  return (askedTwice) => {
    const { taps, at } = from.current
    const use: ReportBurden = { flow, taps: Math.min(TAPS_MAX, tapsSoFar() - taps), seconds: Math.min(SECONDS_MAX, Math.max(0, Math.round((now() - at) / 1000))), askedTwice: Math.min(ASKED_MAX, askedTwice) }
    from.current = { taps: tapsSoFar(), at: now() }
    putPlain(KEPT, JSON.stringify([...waiting(), use].slice(-KEPT_MAX)))
    void tellBurden()
  }
}

let telling = false
/** One after another; a line that breaks leaves the rest for the next time. */
export async function tellBurden(): Promise<void> {
  if (telling || !onlineManager.isOnline()) return
  telling = true
  try {
    for (let [use] = waiting(); use; [use] = waiting()) {
      try {
        await call(operations.burden.report, use)
      } catch (error) {
        const { unreachable, status } = asFailure(error)
        // One that the server does not take is worth no second try.
        if (unreachable || status === 401 || status === 429 || status >= 500) return
      }
      putPlain(KEPT, JSON.stringify(waiting().slice(1)))
    }
  } finally { telling = false }
}
