// How often this program was tapped since it started: what a flow costs is the difference between two moments.
let taps = 0

export function tapsSoFar(): number { return taps }
/** Going into a field to type counts as one; what is typed there does not. */
export function tapped(): void { taps++ }
/** The act, counted. */
export function counted(act: (() => void) | undefined): (() => void) | undefined { return act && (() => { taps++; act() }) }
