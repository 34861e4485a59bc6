// The only decorator a controller needs: route, permission, validation and answer of one operation of the table.
import { HttpCode, Req, RequestMapping, RequestMethod, Res, SetMetadata } from '@nestjs/common'
import type { Operation } from '@onecard/shared/operations'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { mayOnlyRepeat, type Actor } from '../auth/actor'
import { takeInput } from './input'
import { Problem, problem } from './problem'

export const OPERATION = 'onecard:operation'

/** What a handler may use besides input and actor: headers of the request, and an answer of its own (bytes, 304). */
export interface Exchange { request: FastifyRequest; reply: FastifyReply }

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? unknown : { 'first parameter must be the request class': never }

/** Request class of every handled operation, for OpenAPI and for the check at boot. */
export const handled = new Map<Operation<any, any>, new () => object>()

/**
 * Binds a method `(input, actor, exchange?)` to its operation. The class of the first parameter comes from decorator metadata; boot fails
 * when it is missing (an `import type` of it would switch validation off).
 */
export function Handles<In extends object, Out>(op: Operation<In, Out>) {
  return <H extends (input: In, actor: Actor, exchange: Exchange) => Out | void | Promise<Out | void>>(
    target: object, key: string, d: TypedPropertyDescriptor<H> & Same<In, Parameters<H>[0]>): void => {
    const type = (Reflect.getMetadata('design:paramtypes', target, key) as (new () => object)[] | undefined)?.[0]
    if (typeof type !== 'function' || (type as unknown) === Object) throw new Error(`${target.constructor.name}.${key}: import the request class by value`)
    handled.set(op, type)
    const original = d.value as unknown as (input: object, actor: Actor, exchange: Exchange) => unknown
    d.value = async function (this: object, request: FastifyRequest, reply: FastifyReply) {
      const run = async () => original.call(this, takeInput(type, request, op), request.actor, { request, reply })
      const answer = await (mayOnlyRepeat(request.actor) ? asRepeater(run()) : run())
      if (reply.sent) return
      if (op.status === 204) reply.code(204).send()
      else if (answer !== undefined) reply.code(reply.statusCode === 200 ? op.status : reply.statusCode).send(answer)
    } as unknown as H
    RequestMapping({ path: op.path, method: RequestMethod[op.method] })(target, key, d as PropertyDescriptor)
    HttpCode(op.status)(target, key, d as PropertyDescriptor)
    SetMetadata(OPERATION, op)(target, key, d as PropertyDescriptor)
    Req()(target, key, 0)
    Res()(target, key, 1)
  }
}

/** Whoever may not do it hears that and nothing else, whatever the handler found wrong first. */
function asRepeater<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => { throw error instanceof Problem ? problem('permission.denied') : error })
}

declare module 'fastify' {
  interface FastifyRequest { actor: Actor; permissionChecked?: boolean }
}
