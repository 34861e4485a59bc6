// Pages by key: ask for one row more than the page holds, so that the end is known without a count.
import type { Page } from '@onecard/shared/contract/common.views'
import { problem } from './problem'

/** `rows` holds up to `limit` + 1. */
export function pageOf<T>(rows: T[], limit: number, key: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? key(items[items.length - 1]) : null }
}

function cursor(after: string | undefined, form: RegExp): string | null {
  if (after === undefined) return null
  if (!form.test(after)) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '请从第一页重新打开' }] })
  return after
}

/** Lists by ULID, oldest first: '' sorts before all. */
export const ulidAfter = (after: string | undefined): string => cursor(after, /^[0-9A-HJKMNP-TV-Z]{26}$/) ?? ''

/** Lists by ULID, newest first; null from the newest. */
export const ulidBefore = (after: string | undefined): string | null => cursor(after, /^[0-9A-HJKMNP-TV-Z]{26}$/)

/** Lists by serial number, newest first; null from the newest. */
export const serialBefore = (after: string | undefined): string | null => cursor(after, /^[1-9]\d{0,17}$/)
