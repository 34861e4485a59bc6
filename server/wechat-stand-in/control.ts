// Clock, seed, users' codes, published pages and faults, set from outside; and what was asked of the stand-in so far.
import type { Fault } from './faults'
import type { RecordedCall, SentMessage, StandInState } from './state'

/** Every part is optional and replaces what was there; `advance` adds. */
export interface Change {
  /** UTC ms; the clock stands there from now on. */
  clock?: number
  /** ms */
  advance?: number
  seed?: number
  pages?: string[]
  /** Codes given out now. `of` is an openid (login) or a number (phone); `appid` of another app makes it a foreign one. */
  codes?: { code: string; kind: 'login' | 'phone'; of: string; appid?: string }[]
  /** Message templates: id → its keys, such as thing1. */
  templates?: Record<string, string[]>
  /** Taps on 「允许」: what is left from now on. */
  credits?: { openid: string; template: string; left: number }[]
  faults?: Fault[]
  forgetCalls?: boolean
}

export interface Control {
  set(change: Change): void
  /** Oldest first; of one path, or all. */
  calls(path?: string): readonly RecordedCall[]
  /** Messages that arrived, oldest first. */
  sent(): readonly SentMessage[]
  state(): object
}

export function controlOf(state: StandInState): Control {
  return {
    set(change) {
      if (change.clock !== undefined) state.setClock(change.clock)
      if (change.advance) state.advance(change.advance)
      if (change.seed !== undefined) state.seed = change.seed
      if (change.pages) {
        state.pages.clear()
        for (const page of change.pages) state.pages.add(page)
      }
      for (const { code, kind, of, appid } of change.codes ?? []) state.issueCode(code, kind, of, appid)
      for (const [template, keys] of Object.entries(change.templates ?? {})) state.templates.set(template, keys)
      for (const { openid, template, left } of change.credits ?? []) state.setCredit(openid, template, left)
      if (change.faults) state.faults.arm(change.faults)
      if (change.forgetCalls) state.calls.length = 0
    },
    calls: (path) => state.calls.filter((call) => path === undefined || call.path === path),
    sent: () => state.sent,
    state: () => ({
      now: state.now(), seed: state.seed, pages: [...state.pages], users: [...state.users.values()], codes: [...state.codes.values()],
      tokens: state.tokens, templates: Object.fromEntries(state.templates), sent: state.sent, faults: state.faults.list(), calls: state.calls,
    }),
  }
}
