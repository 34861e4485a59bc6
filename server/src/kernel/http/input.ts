// From the wire to a validated request class: path over body, and for GET and DELETE over the query.
import { Readable } from 'node:stream'
import { plainToInstance } from 'class-transformer'
import { validateSync, type ValidationError } from 'class-validator'
import { dropNulls } from '@onecard/shared/contract/common.requests'
import type { FastifyRequest } from 'fastify'
import { problem, type FieldError } from './problem'
import { rememberRules } from './validator-memory'

rememberRules()

type Class<T> = new () => T

function flatten(errors: ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((e) => {
    const field = path ? `${path}.${e.property}` : e.property
    const messages = Object.entries(e.constraints ?? {}).map(([rule, message]): FieldError =>
      ({ field, message: rule === 'whitelistValidation' ? '没有这一项，请去掉' : /[一-鿿]/.test(message) ? message : '填写的内容不对' }))
    return [...messages.slice(0, 1), ...flatten(e.children ?? [], field)]
  })
}

/** A form is read by the operation that takes files; anywhere else it would pass for an empty body. */
function refuseForm(request: FastifyRequest): void {
  if (request.body == null && /^multipart\//i.test(request.headers['content-type'] ?? '')) throw problem('upload.unsupported', { accepted: 'JSON' })
}

/** Longer than any list of a request class. Each item of a longer one would be made and validated before the list is found too long. */
const MOST_ITEMS = 1000
/** As many as anybody reads; a list of faulty items would answer more than it was sent. */
const MOST_FAULTS = 100
/** Deeper than any request class. What transforms and validates calls itself, and a stack that ran out would pass for our fault. */
const MOST_DEEP = 20

/** Stops at the bounds, however deep or long the rest is. */
function tooMuch(value: unknown, left = MOST_DEEP): boolean {
  return typeof value === 'object' && value !== null && (left === 0 || (Array.isArray(value) && value.length > MOST_ITEMS) || Object.values(value).some((part) => tooMuch(part, left - 1)))
}

/** Throws `request.invalid` naming each field. Unknown fields are refused, so a typo never passes silently. */
export function takeInput<T extends object>(type: Class<T>, request: FastifyRequest, { upload = false, raw = false } = {}): T {
  const bytes = request.body instanceof Readable
  if (bytes !== raw && (bytes || request.body != null)) throw problem('upload.unsupported', { accepted: raw ? 'application/octet-stream' : 'JSON' })
  const body = bytes ? undefined : request.body
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body) || tooMuch(body))) throw problem('request.unreadable')
  // Names, numbers and reasons of a write come in the body alone: an address stands in access logs on the way.
  const query = request.query as Record<string, unknown>
  const readsQuery = request.method === 'GET' || request.method === 'DELETE' || request.method === 'HEAD'
  if (!readsQuery && !upload) refuseForm(request)
  if (!readsQuery && Object.keys(query).length) throw problem('request.invalid', {}, { errors: Object.keys(query).map((field) => ({ field, message: '没有这一项，请去掉' })) })
  const plain = { ...(readsQuery ? query : {}), ...(body as object | undefined), ...(request.params as object) }
  const input = plainToInstance(type, plain)
  if (body) dropNulls(input)
  const errors = validateSync(input, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false })
  if (errors.length) throw problem('request.invalid', {}, { errors: flatten(errors).slice(0, MOST_FAULTS) })
  return input
}
