// Refusals: thrown only as problem('…'), so that each is in the catalogue and a write rolls back.
import { PROBLEMS, problemDetail, type ProblemCode } from '@onecard/shared/problems'
import type { ProblemView } from '@onecard/shared/contract/common.views'

export interface FieldError { field: string; message: string }

export class Problem extends Error {
  constructor(readonly code: ProblemCode, readonly values: Record<string, string | number>, readonly errors?: FieldError[], readonly retryAfter?: number) {
    super(code)
    this.name = 'Problem'
  }

  get status(): number { return PROBLEMS[this.code].status }

  view(requestId: string): ProblemView {
    const view: ProblemView = {
      type: `/problems/${this.code}`, title: PROBLEMS[this.code].title, status: this.status, code: this.code,
      detail: problemDetail(this.code, { requestId, ...this.values }), requestId,
    }
    if (this.errors?.length) view.errors = this.errors
    if (this.retryAfter !== undefined) view.retryAfter = this.retryAfter
    return view
  }
}

/** `throw problem('sheet.already_approved', { name })`. `retryAfter` in seconds. */
export function problem(code: ProblemCode, values: Record<string, string | number> = {}, more: { errors?: FieldError[]; retryAfter?: number } = {}): Problem {
  return new Problem(code, values, more.errors, more.retryAfter)
}
