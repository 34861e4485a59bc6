// What the stand-in can be told to do wrong, and which call it happens to.

interface Aim {
  /** Path of the call it is for; all when left out. */
  on?: string
  /** So many matching calls go well first. */
  skip?: number
  /** So many calls are hit; once for tokens and codes, for ever for the others, when left out. */
  times?: number
}

export type Fault = Aim & (
  | { kind: 'token-dies-now'; errcode?: 40001 | 40014 | 42001 }
  | { kind: 'other-process-forced' }
  | { kind: 'token-always-bad' }
  | { kind: 'rate'; limit: number }
  | { kind: 'busy' }
  | { kind: 'json-as-image' | 'png-as-jpeg' }
  /** cut: the socket closes after half the promised bytes. short: half the bytes, and the length says so. */
  | { kind: 'truncated'; mode: 'cut' | 'short' }
  | { kind: 'empty' | 'html' | '502' }
  /** late: the answer waits `ms`. trickle: a byte every `ms`. never: nothing comes. */
  | { kind: 'slow'; mode: 'late' | 'trickle' | 'never'; ms?: number }
  | { kind: 'reset' }
  | { kind: 'code-reuse' | 'code-expired' | 'code-of-other-app' | 'risky-user' }
  /** Of subscribe messages. send-timeout: taken, and the answer never comes. */
  | { kind: 'refused-subscription' | 'parallel-sends' | 'banned' | 'sensitive-word' | 'send-timeout' }
  | { kind: 'secret-leak' }
)

export type FaultKind = Fault['kind']
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>

const ONCE: ReadonlySet<FaultKind> = new Set<FaultKind>(['token-dies-now', 'other-process-forced', 'code-reuse', 'code-expired', 'code-of-other-app', 'risky-user', 'refused-subscription', 'parallel-sends', 'banned', 'sensitive-word', 'send-timeout'])

export class FaultPlan {
  private armed: Fault[] = []

  arm(faults: readonly Fault[]): void {
    this.armed = faults.map((fault) => ({ ...fault, times: fault.times ?? (ONCE.has(fault.kind) ? 1 : Infinity) }))
  }

  list(): readonly Fault[] {
    return this.armed
  }

  /** The fault that this call meets, counted as spent. */
  take<K extends FaultKind>(kind: K, path: string): FaultOf<K> | null {
    const fault = this.armed.find((one) => one.kind === kind && (one.on === undefined || one.on === path) && one.times! > 0)
    if (!fault) return null
    if (fault.skip) {
      fault.skip--
      return null
    }
    fault.times!--
    return fault as FaultOf<K>
  }
}
