// The gate: what you may do. Deny is the default: a handler without an operation answers 403.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { Operation } from '@onecard/shared/operations'
import type { FastifyRequest } from 'fastify'
import { OPERATION } from '../http/handles'
import { problem } from '../http/problem'
import { NOBODY } from './actor'
import { Sessions, type SignedIn } from './sessions'

@Injectable()
export class Gate implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const operation = Reflect.getMetadata(OPERATION, context.getHandler()) as Operation<unknown, unknown> | undefined
    if (!operation) throw problem('permission.denied')
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const header = request.headers.authorization
    if (operation.permission === 'public') { request.actor = NOBODY; return true }
    if (!/^bearer /i.test(header ?? '')) throw problem('session.missing')
    const token = header!.slice(7).trim()
    const lately = this.sessions.lately(token)
    return lately ? admit(request, operation, lately) : this.sessions.resolve(token).then((signedIn) => admit(request, operation, signedIn))
  }
}

function admit(request: FastifyRequest, operation: Operation<unknown, unknown>, signedIn: SignedIn | null): true {
  if (!signedIn) throw problem('session.ended')
  const actor = signedIn.as(operation.permission) ?? (operation.keyed ? signedIn.repeater() : null)
  if (!actor) throw problem('permission.denied')
  request.actor = actor
  return true
}
