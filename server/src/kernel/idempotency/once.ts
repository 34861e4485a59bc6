// What makes a call the same call: its key and what it asked.
import type { FastifyRequest } from 'fastify'
import { problem } from '../http/problem'

/** Version 7 is what the phone makes; other versions would do as well, anything else is a client's fault. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export interface Once { key: string; input: object }

/** Throws `key.missing` for a call without a usable `Idempotency-Key`. */
export function onceOf(input: object, request: FastifyRequest): Once {
  const key = String(request.headers['idempotency-key'] ?? '').toLowerCase()
  if (!UUID.test(key)) throw problem('key.missing')
  return { key, input }
}
