// Shapes that several features answer with.

/** One page of a list by key; `next` is the cursor of the following page, or null at the end. */
export interface Page<T> { items: T[]; next: string | null }

/** A value of a code list: the code as stored and its Chinese word as the user reads it. */
export interface Term { code: string; label: string }

/** Where something lies. Names are Chinese; `code` is the official region code of the village. `group` is 村民小组. */
export interface Place { code: string; township: string; village: string; group?: string }

/** 204: no body. */
export type Nothing = void

/** RFC 9457, sent as `application/problem+json`. `code` is stable, `title` and `detail` are Chinese and may change. */
export interface ProblemView {
  type: string
  title: string
  status: number
  code: string
  detail: string
  requestId: string
  /** Per field: path of the field and what to do, in Chinese. */
  errors?: { field: string; message: string }[]
  /** Seconds to wait before another try. */
  retryAfter?: number
}
