// What a launcher tells the person who typed the command: one line per step, with the seconds it took.
const began = Date.now()
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** A refusal whose message tells what to do; shown without a stack. */
export class Refusal extends Error {}

export const say = (line) => process.stdout.write(`${line}\n`)

/**
 * Runs a step and prints its line when it is done. `work` gets a function that prints a detail line at once.
 * What `work` returns is returned; a string in `{ note }` of it is shown in the line, `{ failed: true }` marks it.
 */
export async function step(name, work) {
  const since = Date.now()
  const result = await work((detail) => say(`  … ${detail}`))
  say(`${result?.failed ? '✗' : '✓'} ${name}${result?.note ? `：${result.note}` : ''}  ${seconds(since)}`)
  return result
}

export const elapsed = () => seconds(began)

/** Ends the launcher with the message alone when it refuses on purpose, with everything when it broke. */
export function explain(error, expected) {
  const known = error instanceof Refusal || expected.some((type) => error instanceof type)
  process.stderr.write(`\n✗ ${known ? error.message : error.stack}\n`)
}
