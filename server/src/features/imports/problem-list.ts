// What a sheet has that cannot be taken over, or should be looked at. Counts are whole; what is kept is bounded.
import type { ImportProblem } from '@onecard/shared/contract/imports.views'

export type Sheet = 'households' | 'members'

const READ_LENGTH = 120
const EXPECTED_LENGTH = 200

export class ProblemList {
  errors = 0
  warnings = 0
  /** A whole sheet cannot be read on: what would follow from that is not worth saying. */
  stopped = false
  readonly #kept: ImportProblem[] = []
  readonly #keptOfRule = new Map<string, number>()
  constructor(private readonly limits: { keptErrors: number; keptWarningsPerRule: number }) {}

  error(rule: string, sheet: Sheet, row: number, column: string, read: string, expected: string): void {
    this.errors++
    if (this.errors <= this.limits.keptErrors) this.#keep('error', rule, sheet, row, column, read, expected)
  }

  /** An error after which the sheets are not read on. */
  stop(rule: string, sheet: Sheet, row: number, column: string, read: string, expected: string): void {
    this.stopped = true
    this.error(rule, sheet, row, column, read, expected)
  }

  warn(rule: string, sheet: Sheet, row: number, column: string, read: string, expected: string): void {
    this.warnings++
    const n = (this.#keptOfRule.get(rule) ?? 0) + 1
    this.#keptOfRule.set(rule, n)
    if (n <= this.limits.keptWarningsPerRule) this.#keep('warning', rule, sheet, row, column, read, expected)
  }

  #keep(severity: 'error' | 'warning', rule: string, sheet: Sheet, row: number, column: string, read: string, expected: string): void {
    this.#kept.push({ severity, rule, sheet, row, column: column.slice(0, 80), read: read.slice(0, READ_LENGTH), expected: expected.slice(0, EXPECTED_LENGTH) })
  }

  /** Errors first, then by sheet and row, as a person works through them. */
  sorted(): ImportProblem[] {
    const rank = (p: ImportProblem): number => (p.severity === 'error' ? 0 : 2) + (p.sheet === 'households' ? 0 : 1)
    return this.#kept.sort((a, b) => rank(a) - rank(b) || a.row - b.row)
  }
}
