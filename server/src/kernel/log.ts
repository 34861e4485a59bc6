// Structured logs. What is logged is listed here: method, route pattern, status, time, request id; never a body, a query or a token.
import { destination, pino, type Logger } from 'pino'
import { clock } from './clock'

export type Log = Logger

/**
 * Lines are written together, a system call for each cost as much as answering a card from the read model. They wait a second at most and are
 * written out when the process ends in any way but SIGKILL.
 */
const BUFFER = { fd: 1, sync: false, minLength: 8192, periodicFlush: 1000 }

let written = 0
let text = ''
/** As pino's own, but written out once for the lines of one millisecond. */
function timestamp(): string {
  const now = clock.now()
  if (now !== written) { written = now; text = `,"time":"${clock.iso(now)}"` }
  return text
}

export function createLog(level: string, stream?: { write(line: string): void }): Logger {
  const options = {
    level, base: undefined, timestamp,
    serializers: {
      req: (request: { method: string; id: string; routeOptions?: { url?: string } }) => ({ method: request.method, route: request.routeOptions?.url ?? 'none' }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
  }
  return pino(options, stream ?? destination(BUFFER))
}
