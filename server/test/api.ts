// Calls operations over real HTTP and holds every answer against the OpenAPI document: an undocumented status, code or field fails the test.
import { randomUUID } from 'node:crypto'
import Ajv2020 from 'ajv/dist/2020'
import type { ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { ProblemView } from '@onecard/shared/contract/common.views'
import { allOperations, type Operation } from '@onecard/shared/operations'

export interface Answer<O> {
  status: number
  /** The answer of a success; undefined for 204 and 304. */
  body: O
  /** The problem of a refusal. */
  problem: ProblemView
  headers: Headers
  /** As it came over the wire. */
  text: string
}

export interface CallOptions { token?: string; headers?: Record<string, string>; form?: FormData; /** Instead of JSON, as application/octet-stream. */ bytes?: Uint8Array | ReadableStream }

export interface Api {
  call<I, O>(op: Operation<I, O>, input: NoInfer<I>, options?: CallOptions): Promise<Answer<O>>
  /** Anything else, unchecked by types but not by the document when `op` is given. */
  send(method: string, path: string, options?: CallOptions & { body?: string; op?: Operation<any, any> }): Promise<Answer<any>>
  readonly document: Record<string, any>
}

const names = new Map<Operation<any, any>, string>(allOperations().map(([name, op]) => [op, name]))
const PREFIX = '/api/v1/'

export async function connect(url: string): Promise<Api> {
  const document = await (await fetch(`${url}/api/openapi.json`)).json() as Record<string, any>
  const check = checker(document)
  const send: Api['send'] = async (method, path, { token, headers = {}, form, bytes, body, op } = {}) => {
    const response = await fetch(url + path, {
      method, redirect: 'manual',
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...(bytes && { 'content-type': 'application/octet-stream' }), ...headers },
      body: (form ?? bytes ?? body) as FormData, ...(bytes instanceof ReadableStream && { duplex: 'half' }),
    })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    const json = /\bjson\b/.test(type) && text ? JSON.parse(text) : undefined
    if (op) check(op, response.status, type, json, text)
    return { status: response.status, body: json, problem: json, headers: response.headers, text }
  }
  return {
    document, send,
    call: (op, input, options = {}) => {
      const { path, body } = request(op, input as Record<string, unknown>)
      const headers = op.keyed ? { 'idempotency-key': randomUUID(), ...options.headers } : options.headers
      return send(op.method, path, { ...options, headers, op, body: options.form || options.bytes ? undefined : body })
    },
  }
}

/** Path parameters into the path, the rest into query or body, as every client does. */
function request(op: Operation<any, any>, input: Record<string, unknown>): { path: string; body?: string } {
  const rest = { ...input }
  const path = PREFIX + op.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (op.method === 'POST' || op.method === 'PUT') return { path, body: Object.keys(rest).length || !op.path.includes(':') ? JSON.stringify(rest) : undefined }
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)])).toString()
  return { path: query ? `${path}?${query}` : path }
}

function checker(document: Record<string, any>) {
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema({ $id: 'https://onecard.test/openapi', ...document }, 'https://onecard.test/openapi')
  const compiled = new Map<string, ValidateFunction>()
  return (op: Operation<any, any>, status: number, type: string, json: unknown, text: string): void => {
    const name = names.get(op) as string
    const responses = document.paths[PREFIX_OF(op)][op.method.toLowerCase()].responses as Record<string, any>
    const promised = responses[status]
    if (!promised) throw new Error(`${name} answered ${status}, which its document does not name: ${text.slice(0, 300)}`)
    if (!promised.content) { if (text) throw new Error(`${name} answered ${status} with a body: ${text.slice(0, 300)}`); return }
    const media = type.split(';')[0]
    if (!(media in promised.content)) throw new Error(`${name} answered ${status} as ${media}, not ${Object.keys(promised.content)}`)
    if (json === undefined) return
    const pointer = ['paths', PREFIX_OF(op), op.method.toLowerCase(), 'responses', String(status), 'content', media, 'schema'].map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')
    let validate = compiled.get(pointer)
    if (!validate) compiled.set(pointer, validate = ajv.compile({ $ref: `https://onecard.test/openapi#/${pointer}` }))
    if (!validate(json)) throw new Error(`${name} ${status} differs from its document: ${ajv.errorsText(validate.errors)} in ${text.slice(0, 2000)}`)
  }
}

const PREFIX_OF = (op: Operation<any, any>): string => PREFIX + op.path.replace(/:(\w+)/g, '{$1}')
