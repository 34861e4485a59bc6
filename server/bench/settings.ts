// How long and how much: the whole run fits in a quarter of an hour on two cores; `--quick` is for those who work on the code.
import { parseArgs } from 'node:util'

export const ROWS = ['card', 'scan', 'import', 'phone', 'overdue', 'visit', 'photo', 'delta', 'queue', 'approve', 'annual', 'print', 'million'] as const
export type RowName = (typeof ROWS)[number]

export interface Settings {
  quick: boolean
  rows: readonly RowName[]
  /** Households of each of the 91 villages in the first population. */
  perVillage: number
  /** Households of the second population. */
  many: number
  connections: number
  rounds: number
  /** Seconds of one shot of one server. */
  seconds: number
  /** Households and members of the import. */
  importHouseholds: number
  importMembers: number
  /** Loads of the phone page, of each kind. */
  loads: number
  /** Times that a full outbox is sent. */
  queueRounds: number
}

const WHOLE = { perVillage: 220, many: 1_000_000, connections: 32, rounds: 5, seconds: 5, importHouseholds: 20_000, importMembers: 80_000, loads: 9, queueRounds: 3 }
const QUICK = { perVillage: 22, many: 100_000, connections: 32, rounds: 3, seconds: 2, importHouseholds: 2000, importMembers: 8000, loads: 9, queueRounds: 1 }

/** `--quick`, `--only card,scan`, `--per-village N`, `--many N`. */
export function readSettings(args = process.argv.slice(2)): Settings {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, 'per-village': { type: 'string' }, many: { type: 'string' }, rounds: { type: 'string' }, seconds: { type: 'string' } } })
  const rows = values.only ? values.only.split(',').map((name) => {
    const known = ROWS.find((row) => row === name)
    if (!known) throw new Error(`--only ${name}: one of ${ROWS.join(', ')}`)
    return known
  }) : ROWS
  const base = values.quick ? QUICK : WHOLE
  const number = (given: string | undefined, usual: number): number => given === undefined ? usual : Number(given)
  return {
    ...base, quick: values.quick, rows, perVillage: number(values['per-village'], base.perVillage), many: number(values.many, base.many),
    rounds: number(values.rounds, base.rounds), seconds: number(values.seconds, base.seconds),
  }
}
