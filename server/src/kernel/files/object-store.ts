// The storage port: whole objects by key. Features know this and nothing of folders or buckets.

/** Keys are paths of lower-case letters, digits, `-` and `/`, made by the server and never by a caller. */
export const KEY = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/

export interface ObjectStore {
  /** Whole or not at all; an object of the same key is replaced. Resolves when it will survive a crash, unless it is `passing`: then a crash may cost it. */
  put(key: string, bytes: Buffer, options?: { passing?: boolean }): Promise<void>
  /** Null when there is none. */
  get(key: string): Promise<Buffer | null>
  /** Absent ones are no error. */
  remove(keys: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** The store cannot be reached, or refuses: tried again later, never the caller's fault. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  constructor(act: string, cause: unknown) { super(`files: ${act} failed: ${cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause)}`, { cause }) }
}
