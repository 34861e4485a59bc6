// The only reader of the phone's clock.
export function now(): number { return Date.now() }

export function wait(ms: number): Promise<void> { return new Promise((resolve) => setTimeout(resolve, ms)) }
