// The first word with a database: one that is just starting gets a moment, one that is not there is named in a line.
import { setTimeout as wait } from 'node:timers/promises'
import mysql from 'mysql2/promise'
import { StartRefused } from '../start-refused'
import { connectionOf } from './source'

const PATIENCE_MS = 10_000
const PAUSE_MS = 250
/** Busy or shutting down: the same question may be answered in a moment. */
const PASSING = [1040, 1053]

/**
 * Resolves once the server lets the account in.
 * @param variable whose address it is
 * @param whole whether the database of the address must be there already
 * @throws {StartRefused} at once when the account is refused, after `patience` milliseconds when nobody answers; names the address without its password
 */
export async function firstContact(variable: string, url: string, { whole, patience = PATIENCE_MS }: { whole: boolean; patience?: number }): Promise<void> {
  const since = performance.now()
  for (;;) {
    const left = patience - (performance.now() - since)
    const failure = await greet(url, whole, Math.max(left, PAUSE_MS))
    if (!failure) return
    const answered = failure.errno > 0 && !PASSING.includes(failure.errno)
    if (answered) throw new StartRefused(`数据库不让登录，没有启动：${variable}=${withoutPassword(url)}（${failure.code}）。请检查账号、密码和权限。The database refuses this account.`)
    if (left <= PAUSE_MS) throw new StartRefused(`数据库连不上，没有启动：${variable}=${withoutPassword(url)}（${failure.code}，等了 ${Math.round(patience / 1000)} 秒）。请检查地址，确认数据库已经启动。The database does not answer.`)
    await wait(PAUSE_MS)
  }
}

/** Null when it went well. Never waits longer than `limit`, also for a server that accepts and then says nothing. */
async function greet(url: string, whole: boolean, limit: number): Promise<{ code: string; errno: number } | null> {
  const { database, ...server } = connectionOf(url)
  try {
    const connection = await mysql.createConnection({ ...server, ...(whole ? { database } : {}), connectTimeout: Math.ceil(limit) })
    await connection.end()
    return null
  } catch (error) {
    const { code = 'ERROR', errno = 0 } = error as { code?: string; errno?: number }
    return { code, errno }
  }
}

/** For people and logs. */
export function withoutPassword(url: string): string {
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}
