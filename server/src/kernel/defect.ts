/** A state that only a fault of ours can bring about: logged, answered as `server.failed`. Refusals to people are `problem('…')`. */
export const defect = (what: string): Error => new Error(`defect: ${what}`)
