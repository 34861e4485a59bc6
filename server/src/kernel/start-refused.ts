// A start that is refused on purpose.

/** Its message tells what is wrong and what to do; shown without a stack. */
export class StartRefused extends Error {}

/** For what is wrong in files of the county: every fault, so that one start tells all. Does nothing without any. */
export function refuseStart(where: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new StartRefused(`${where} 有问题，没有启动：\n- ${faults.join('\n- ')}`)
}

/** What a person reads on standard error: the message alone of a refusal, everything of a defect. */
export const told = (error: unknown): string => `${error instanceof StartRefused ? error.message : error instanceof Error ? error.stack ?? error.message : String(error)}\n`
