// AbortController for the WeChat engine, which has none. Only what react-query asks of it.

type Listener = () => void

class Signal {
  aborted = false
  reason: unknown = undefined
  private readonly listeners = new Set<Listener>()
  addEventListener(_type: 'abort', listener: Listener): void { this.listeners.add(listener) }
  removeEventListener(_type: 'abort', listener: Listener): void { this.listeners.delete(listener) }
  throwIfAborted(): void { if (this.aborted) throw this.reason }
  /** @internal */
  fire(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    for (const listener of this.listeners) listener()
  }
}

export class AbortController {
  readonly signal = new Signal()
  abort(reason: unknown = new Error('aborted')): void { this.signal.fire(reason) }
}
