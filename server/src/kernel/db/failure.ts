// mysql2's errors carry the SQL with its values; what leaves this folder carries neither.

/** A database refusal without personal data. `code` is MySQL's symbol, such as ER_DUP_ENTRY. */
export class DatabaseFailure extends Error {
  constructor(readonly code: string, readonly errno: number, message: string) {
    super(message)
    this.name = 'DatabaseFailure'
  }

  get duplicate(): boolean { return this.errno === 1062 }
  /** 1213 deadlock, also a certification conflict of a cluster; the whole write may be tried anew. */
  get deadlock(): boolean { return this.errno === 1213 }
  /** Lost or refused connections, a cluster without quorum (1047), read-only node (1290), shutting down (1053), too many (1040). */
  get unavailable(): boolean {
    return /^(ECONN|ETIMEDOUT|EPIPE|ENOENT|PROTOCOL_CONNECTION|POOL_CLOSED|ER_CON_COUNT)/.test(this.code) || [1040, 1047, 1053, 1290, 2006, 2013].includes(this.errno)
  }
}

export function scrub(error: unknown): unknown {
  if (error instanceof DatabaseFailure) return error
  const e = error as { code?: string; errno?: number; sqlMessage?: string; driverError?: { code?: string; errno?: number } }
  const code = e?.code ?? e?.driverError?.code
  const errno = e?.errno ?? e?.driverError?.errno
  if (!code && errno === undefined) return error
  // Duplicate and data-too-long messages quote values; the column or key name is what helps.
  const named = e.sqlMessage?.match(/for (?:key|column) '([\w.]+)'/)?.[1]
  return new DatabaseFailure(code ?? 'ER', Number(errno ?? 0), `database: ${code ?? errno}${named ? ` (${named})` : ''}`)
}
