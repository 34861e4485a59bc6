// Several writes of one phone in one journey. Each goes through the whole server by itself, as if it had come alone: session, permission, scope,
// validation, key, transaction, audit and log are those of its own route, and nothing of them is written down a second time here.
import type { HttpAdapterHost } from '@nestjs/core'
import type { PushedEntry, PushEntries } from '@onecard/shared/contract/sync.requests'
import type { PushedAnswer, PushedView } from '@onecard/shared/contract/sync.views'
import { allOperations, type Operation } from '@onecard/shared/operations'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem, type Problem } from '../../kernel/http/problem'

const PREFIX = '/api/v1/'
/** Households at a time: one phone takes no more connections to the database than leave enough for the others. */
const AT_ONCE = 4
/** Nothing that a path could read as more than one part. */
const PART = /^[\w-]{1,100}$/

/** Those that are applied once under their key, with a JSON body. */
const PUSHED = new Map<string, Operation<any, any>>(allOperations().filter(([, op]) => op.keyed && !op.raw && !op.upload))

/** Repeating it may mend it: what follows of the same household must not overtake it. */
const passing = (status: number): boolean => status >= 500 || status === 429 || status === 408 || status === 401

interface Address { method: 'POST' | 'PUT' | 'DELETE'; url: string; payload: string }

export class PushService {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Households side by side, the entries of one in their order. */
  async push({ entries }: PushEntries, request: FastifyRequest): Promise<PushedView> {
    const lanes = [...laneOf(entries).values()]
    const answers = new Map<PushedEntry, PushedAnswer>()
    const work = async (): Promise<void> => {
      for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
        for (const entry of lane) {
          const answer = await this.#one(entry, request)
          answers.set(entry, answer)
          if (passing(answer.status)) break
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, lanes.length) }, work))
    return { answers: entries.flatMap((entry) => answers.get(entry) ?? []) }
  }

  async #one(entry: PushedEntry, request: FastifyRequest): Promise<PushedAnswer> {
    const address = addressOf(entry)
    if ('code' in address) return { key: entry.key, status: address.status, body: address.view(request.id) }
    const answer = await this.host.httpAdapter.getInstance<FastifyInstance>().inject({
      ...address, remoteAddress: request.socket.remoteAddress,
      headers: { authorization: request.headers.authorization, 'idempotency-key': entry.key, 'content-type': 'application/json' },
    })
    return { key: entry.key, status: answer.statusCode, ...(answer.payload && { body: JSON.parse(answer.payload) as unknown }) }
  }
}

/** By household; what names none waits for nobody. */
function laneOf(entries: readonly PushedEntry[]): Map<unknown, PushedEntry[]> {
  const lanes = new Map<unknown, PushedEntry[]>()
  for (const entry of entries) {
    const field = PUSHED.get(entry.operation)?.household
    const lane = field ? entry.input[field] : entry
    lanes.set(lane, [...lanes.get(lane) ?? [], entry])
  }
  return lanes
}

/** As every client of the operation writes it; a problem where it names no such operation or no part of its path. */
function addressOf({ operation: name, input }: PushedEntry): Address | Problem {
  const operation = PUSHED.get(name)
  if (!operation) return problem('request.unreadable')
  const rest: Record<string, unknown> = { ...input }
  const faults: string[] = []
  const path = operation.path.replace(/:(\w+)/g, (_, field: string) => {
    const value = String(rest[field] ?? '')
    delete rest[field]
    if (!PART.test(value)) faults.push(field)
    return value
  })
  if (faults.length) return problem('request.invalid', {}, { errors: faults.map((field) => ({ field, message: '编号不对，请从列表里重新打开' })) })
  return { method: operation.method as Address['method'], url: `${PREFIX}${path}`, payload: JSON.stringify(rest) }
}
