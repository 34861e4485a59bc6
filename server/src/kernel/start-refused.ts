// A start that is refused on purpose.

/** Its message tells what is wrong and what to do; shown without a stack. */
export class StartRefused extends Error {}

/** What a person reads on standard error: the message alone of a refusal, everything of a defect. */
export const told = (error: unknown): string => `${error instanceof StartRefused ? error.message : error instanceof Error ? error.stack ?? error.message : String(error)}\n`
