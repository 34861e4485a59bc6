// The gate: what you may do. Deny is the default: a handler without an operation answers 403.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { Operation } from '@onecard/shared/operations'
import type { FastifyRequest } from 'fastify'
import { OPERATION } from '../http/handles'
import { problem } from '../http/problem'
import { NOBODY } from './actor'
import { Sessions } from './sessions'

@Injectable()
export class Gate implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = Reflect.getMetadata(OPERATION, context.getHandler()) as Operation<unknown, unknown> | undefined
    if (!operation) throw problem('permission.denied')
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const header = request.headers.authorization
    if (operation.permission === 'public') { request.actor = NOBODY; return true }
    if (!/^bearer /i.test(header ?? '')) throw problem('session.missing')
    const signedIn = await this.sessions.resolve(header!.slice(7).trim())
    if (!signedIn) throw problem('session.ended')
    const actor = signedIn.as(operation.permission)
    if (!actor) throw problem('permission.denied')
    request.actor = actor
    return true
  }
}
