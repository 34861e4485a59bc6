// The token alone, below everything: the caller needs it, and the session needs the caller.

let current: string | null = null
let onEnded: () => void = () => undefined

export function token(): string | null { return current }
export function setToken(next: string | null): void { current = next }

/** The server no longer knows this session. */
export function ended(): void { onEnded() }
export function whenEnded(act: () => void): void { onEnded = act }
