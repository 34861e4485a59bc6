// Everything that goes wrong leaves as problem+json in Chinese with the request's id; nothing personal is logged.
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DatabaseFailure } from '../db/failure'
import { StoreFailure } from '../files/object-store'
import { allowedMethods } from './allowed'
import { Problem, problem } from './problem'

const UNAVAILABLE_SECONDS = 5

/** Turns any error into a problem of the catalogue. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DatabaseFailure && (error.unavailable || error.deadlock)) return problem('server.unavailable', {}, { retryAfter: UNAVAILABLE_SECONDS })
  if (error instanceof StoreFailure) return problem('server.unavailable', {}, { retryAfter: UNAVAILABLE_SECONDS })
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode
  const code = (error as { code?: string })?.code
  if (code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413) return problem('upload.too_large', { megabytes: 50 })
  if (status === 415) return problem('upload.unsupported', { accepted: 'JSON' })
  if (status === 404) return problem('not_found')
  if (status === 405) return problem('method.not_allowed')
  if (status === 403) return problem('permission.denied')
  if (status !== undefined && status >= 400 && status < 500) return problem('request.unreadable')
  return problem('server.failed')
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = unrouted(request, reply) ?? asProblem(error)
  if (refusal.status >= 500) request.log.error({ code: refusal.code, error: error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : 'unknown' }, 'request failed')
  if (reply.sent) return
  if (refusal.retryAfter !== undefined) reply.header('retry-after', String(refusal.retryAfter))
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  void reply.code(refusal.status).header('cache-control', 'no-store').type('application/problem+json; charset=utf-8').send(JSON.stringify(refusal.view(request.id)))
}

/** A path that is there under another method says so; whether what it names exists is not looked at. */
function unrouted(request: FastifyRequest, reply: FastifyReply): Problem | null {
  // Files that are not there come here too, under a method that is allowed.
  if (!request.is404) return null
  const allowed = allowedMethods(request.server.onecardRoutes, request.url)
  if (!allowed.length || allowed.includes(request.method)) return null
  reply.header('allow', allowed.join(', '))
  return problem('method.not_allowed')
}

declare module 'fastify' {
  interface FastifyInstance { onecardRoutes: string[] }
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>())
  }
}
