import { type Failure, failureOf, localFailure } from '../failure'
import { outcomeOf, receiptOf } from './answer-meaning'

const problem = (status: number, code: string, more: object = {}) => failureOf(status, JSON.stringify({ type: '', title: '标题', status, code, detail: '说明', requestId: 'r', ...more }), null)

test('only an id of the server is a proof: what a hotel or a cache answers is none', () => {
  const receipt = { id: '01J8ZQ4Y7M3T5V9X2B6C8D0E1F', number: '7K2M', hash: 'ab', receivedAt: '2020-10-15T01:40:00.000Z' }
  expect(receiptOf(receipt)).toEqual({ ...receipt, clockOffMinutes: undefined })
  expect(receiptOf({ items: [{ id: receipt.id }], version: 3 })).toMatchObject({ id: receipt.id })
  expect([receiptOf({ batch: receipt.id, approved: 3 }), receiptOf({ household: { id: receipt.id }, period: '2020-09' })]).toEqual([expect.objectContaining({ id: receipt.id }), expect.objectContaining({ id: receipt.id })])
  for (const answer of [undefined, null, {}, [], '', 'ok', { ok: true }, { id: 7 }, { id: 'login' }, { items: [] }, { household: {} }, { batch: 1 }]) expect(receiptOf(answer)).toBeNull()
})

const MEANINGS: [Failure, object][] = [
  [localFailure('line.broken'), { kind: 'later', line: true, afterMs: null }],
  [localFailure('line.captive'), { kind: 'later', line: true }],
  [problem(503, 'server.unavailable'), { kind: 'later', line: true }],
  [problem(429, 'rate.exceeded', { retryAfter: 30 }), { kind: 'later', line: true, afterMs: 30_000 }],
  [problem(500, 'server.failed'), { kind: 'later', line: false }],
  [problem(401, 'session.ended'), { kind: 'signed-out' }],
  [problem(400, 'request.invalid', { errors: [{ field: 'kind', message: '请选走访方式' }] }), { kind: 'refused', why: { errors: [{ field: 'kind', message: '请选走访方式' }] } }],
  [problem(404, 'not_found'), { kind: 'refused' }],
  [problem(409, 'conflict'), { kind: 'refused' }],
  [problem(422, 'key.reused'), { kind: 'refused', why: { code: 'key.reused' } }],
]
test.each(MEANINGS.map(([failure, outcome]) => [`${failure.status} ${failure.code}`, failure, outcome] as const))('%s', (_, failure, outcome) => {
  expect(outcomeOf(failure)).toMatchObject(outcome)
})
