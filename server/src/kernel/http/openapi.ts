// The OpenAPI 3.1 document: paths and problems from the operations table, requests from the request classes, answers from the contract's types.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultMetadataStorage } from 'class-transformer/cjs/storage'
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema'
import { allOperations, type Operation } from '@onecard/shared/operations'
import { PROBLEMS, type ProblemCode } from '@onecard/shared/problems'
import { ROOT, type Env } from '../env'
import { handled } from './handles'

type Schema = Record<string, any>
interface Views { answers: Record<string, Schema>; schemas: Record<string, Schema> }

const PROBLEM_TYPE = 'application/problem+json'
/** Files of an upload, as the import takes them. */
const UPLOAD_FIELDS = ['households', 'members']

const COMPONENTS = '#/components/schemas/'
/** Classes within request classes are components of their own. */
const READING = { classTransformerMetadataStorage: defaultMetadataStorage, refPointerPrefix: COMPONENTS }

/** Made once a process: neither table nor classes change while it runs. */
let made: object | null = null

/** Throws when `shared/dist/views.schema.json` was not built. */
export function openApi(env: Env): object {
  return made ??= document(env)
}

function document(env: Env): object {
  const views = readViews()
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, op] of allOperations()) {
    const path = `/api/v1/${op.path.replace(/:(\w+)/g, '{$1}')}`
    ;(paths[path] ??= {})[op.method.toLowerCase()] = describe(name, op, views)
  }
  return {
    openapi: '3.1.0',
    info: { title: '一户一码一卡', version: '1', description: 'One household, one code, one card. Money is integer fen, a period YYYY-MM, a day YYYY-MM-DD in Asia/Shanghai, an instant UTC in ISO 8601. A field that the reader may not see is absent. HEAD is answered wherever GET is.' },
    servers: [{ url: env.publicUrl }],
    tags: [...new Set(allOperations().map(([name]) => featureOf(name)))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...views.schemas, ...nested(paths) },
      securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'Token of POST /api/v1/sessions' } },
    },
  }
}

/** What requests refer to, and what that refers to. */
function nested(paths: object): Record<string, Schema> {
  const known = validationMetadatasToSchemas(READING) as Record<string, Schema>
  const found: Record<string, Schema> = {}
  const reach = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name in found || !(name in known)) continue
      found[name] = { ...known[name], additionalProperties: false }
      reach(found[name])
    }
  }
  reach(paths)
  return found
}

function readViews(): Views {
  const file = join(ROOT, 'shared/dist/views.schema.json')
  if (!existsSync(file)) throw new Error('shared/dist/views.schema.json is missing: node server/openapi/generate.mjs writes it')
  return JSON.parse(readFileSync(file, 'utf8')) as Views
}

const featureOf = (name: string): string => name.split('.')[0]

function describe(name: string, op: Operation<unknown, unknown>, views: Views): object {
  return {
    operationId: name,
    tags: [featureOf(name)],
    description: `Permission: ${op.permission}.`,
    security: op.permission === 'public' ? [] : [{ session: [] }],
    ...request(op),
    responses: { ...success(name, op, views), ...problems(op) },
  }
}

/** Path parameters, then the rest of the request class as query (GET, DELETE) or body (POST, PUT). */
function request(op: Operation<unknown, unknown>): object {
  const type = handled.get(op)
  const schema: Schema = type ? targetConstructorToSchema(type, READING) : {}
  const properties: Record<string, Schema> = schema.properties ?? {}
  const required: string[] = schema.required ?? []
  const inPath = [...op.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter)
  const rest = Object.keys(properties).filter((field) => !inPath.includes(field))
  const parameters: object[] = inPath.map((field) => ({ name: field, in: 'path', required: true, schema: properties[field] ?? { type: 'string' } }))
  if (op.keyed) parameters.push({ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } })
  if (op.raw) return { parameters, requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }
  if (op.upload) return { parameters, requestBody: { required: true, content: { 'multipart/form-data': { schema: uploadSchema() } } } }
  if (op.method === 'GET' || op.method === 'DELETE') {
    return { parameters: [...parameters, ...rest.map((field) => ({ name: field, in: 'query', required: required.includes(field), schema: properties[field] }))] }
  }
  if (rest.length === 0) return { parameters }
  const body = { type: 'object', properties: Object.fromEntries(rest.map((field) => [field, properties[field]])), required: required.filter((field) => rest.includes(field)), additionalProperties: false }
  return { parameters, requestBody: { required: true, content: { 'application/json': { schema: body } } } }
}

function uploadSchema(): Schema {
  const file = { type: 'string', format: 'binary' }
  return { type: 'object', properties: Object.fromEntries(UPLOAD_FIELDS.map((field) => [field, file])), required: UPLOAD_FIELDS }
}

function success(name: string, op: Operation<unknown, unknown>, views: Views): Record<string, object> {
  if (op.file) return { [op.status]: { description: '文件', content: Object.fromEntries(op.file.map((type) => [type, {}])) } }
  if (op.picture) return { [op.status]: { description: '图片', content: { 'image/svg+xml': {}, 'image/png': {}, 'image/jpeg': {} } } }
  const schema = views.answers[name]
  const answer = { [op.status]: { description: '成功', ...(schema && { content: { 'application/json': { schema } } }) } }
  return op.etag ? { ...answer, 304: { description: '没有变化（If-None-Match）' } } : answer
}

/** Codes that an operation may answer with, by the shape of its line in the table and by what the line says itself. */
export function problemCodes(op: Operation<unknown, unknown>): ProblemCode[] {
  const guarded = op.permission !== 'public'
  return [
    'request.invalid', 'request.unreadable',
    ...(guarded ? ['session.missing', 'session.ended'] as const : []),
    ...(guarded && op.permission !== 'self' ? ['permission.denied'] as const : []),
    ...(op.household || op.region || op.path.includes(':') ? ['not_found'] as const : []),
    ...(op.keyed ? ['key.missing', 'key.reused'] as const : []),
    ...(op.method !== 'GET' ? ['upload.too_large', 'upload.unsupported'] as const : []),
    'rate.exceeded', 'server.failed', 'server.unavailable',
    ...(op.problems ?? []) as ProblemCode[],
  ]
}

function problems(op: Operation<unknown, unknown>): Record<string, object> {
  const byStatus: Record<number, Set<ProblemCode>> = {}
  for (const code of problemCodes(op)) (byStatus[PROBLEMS[code].status] ??= new Set()).add(code)
  return Object.fromEntries(Object.entries(byStatus).map(([status, codes]) => [status, {
    description: [...codes].map((code) => `${code}: ${PROBLEMS[code].title}`).join('; '),
    content: { [PROBLEM_TYPE]: { schema: { allOf: [{ $ref: '#/components/schemas/ProblemView' }, { type: 'object', properties: { code: { enum: [...codes] } } }] } } },
  }]))
}
