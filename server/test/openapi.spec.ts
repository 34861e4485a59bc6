// The document as a stranger reads it: sound OpenAPI 3.1, and nothing of the table left out.
import { Validator } from '@seriousme/openapi-schema-validator'
import { allOperations } from '@onecard/shared/operations'
import { PROBLEMS } from '@onecard/shared/problems'
import { startWorld, type World } from './world'

let world: World
let document: Record<string, any>

beforeAll(async () => { world = await startWorld(); document = world.document })
afterAll(() => world.close())

const described = (): [string, any][] => Object.entries<Record<string, any>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, any] => [`${method.toUpperCase()} ${path}`, operation]))

test('is OpenAPI 3.1 by the standard\'s own schema', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(document.openapi).toMatch(/^3\.1\./)
})

test('describes every operation of the table and no other', () => {
  const expected = allOperations().map(([, op]) => `${op.method} /api/v1/${op.path.replace(/:(\w+)/g, '{$1}')}`)
  expect(described().map(([line]) => line).sort()).toEqual(expected.sort())
  const ids = described().map(([, operation]) => operation.operationId)
  expect(ids.sort()).toEqual(allOperations().map(([name]) => name).sort())
  expect(new Set(ids).size).toBe(ids.length)
})

test('every operation says what it takes, what it answers, and what it refuses with', () => {
  for (const [name, op] of allOperations()) {
    const [, operation] = described().find(([, o]) => o.operationId === name) as [string, any]
    const responses = operation.responses as Record<string, any>
    const success = responses[op.status]
    expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining([String(op.status), '400', '500', '503'])])
    if (op.status !== 204) expect([name, Object.keys(success.content ?? {})]).not.toEqual([name, []])
    for (const parameter of op.path.match(/:\w+/g) ?? []) {
      expect([name, operation.parameters]).toEqual([name, expect.arrayContaining([expect.objectContaining({ name: parameter.slice(1), in: 'path', required: true })])])
    }
    expect([name, operation.security]).toEqual([name, op.permission === 'public' ? [] : [{ session: [] }]])
    const codes = Object.values(responses).flatMap((r) => r.content?.['application/problem+json']?.schema.allOf[1].properties.code.enum ?? []) as string[]
    expect([name, codes]).toEqual([name, expect.arrayContaining([...op.problems ?? []])])
    for (const code of codes) expect([name, code, code in PROBLEMS]).toEqual([name, code, true])
  }
})

test('requests carry the rules of their classes', () => {
  const signIn = document.paths['/api/v1/sessions'].post.requestBody.content['application/json'].schema
  expect(signIn).toMatchObject({ required: ['account', 'password'], additionalProperties: false, properties: { account: { type: 'string', maxLength: 64 } } })
  const list = document.paths['/api/v1/households'].get.parameters as { name: string; in: string; required: boolean; schema: object }[]
  expect(list.find((p) => p.name === 'limit')).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } })
  const reveal = document.paths['/api/v1/households/{id}/reveals'].post
  expect(Object.keys(reveal.requestBody.content['application/json'].schema.properties).sort()).toEqual(['field', 'member', 'reason'])
})

test('answers admit no field that the contract does not name', () => {
  const open = Object.entries<Record<string, any>>(document.components.schemas).filter(([, schema]) => schema.type === 'object' && schema.additionalProperties !== false)
  expect(open.map(([name]) => name)).toEqual([])
  expect(Object.keys(document.components.schemas.CardView.properties)).toEqual(expect.arrayContaining(['id', 'headName', 'members', 'income', 'measures', 'helpers']))
})

test('every reference leads somewhere', () => {
  for (const [, pointer] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    expect([pointer, pointer.split('/').reduce<any>((at, part) => at?.[part], document)]).toEqual([pointer, expect.anything()])
  }
})
