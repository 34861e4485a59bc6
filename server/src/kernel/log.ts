// Structured logs. What is logged is listed here: method, route pattern, status, time, request id; never a body, a query or a token.
import { pino, type Logger } from 'pino'

export type Log = Logger

export function createLog(level: string, stream?: { write(line: string): void }): Logger {
  const options = {
    level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['req.headers', 'headers', 'authorization', 'password', 'token', '*.password', '*.token'], remove: true },
    serializers: {
      req: (request: { method: string; id: string; routeOptions?: { url?: string } }) => ({ method: request.method, route: request.routeOptions?.url ?? 'none' }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
  }
  return stream ? pino(options, stream) : pino(options)
}
