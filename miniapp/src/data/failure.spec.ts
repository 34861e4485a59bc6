import { PROBLEMS } from '@onecard/shared/problems'
import { failureOf, localFailure, WITHOUT_WORDS } from './failure'

test('a problem of the server keeps its code, words and fields', () => {
  const failure = failureOf(400, JSON.stringify({ type: '', title: '填写的内容不对', status: 400, code: 'request.invalid', detail: '请改正。', requestId: 'r1', errors: [{ field: 'account', message: '请填写账号' }] }), null)
  expect(failure).toMatchObject({ code: 'request.invalid', title: '填写的内容不对', errors: [{ field: 'account', message: '请填写账号' }], unreachable: false, requestId: 'r1' })
})

test.each([[401, 'session.ended', false], [404, 'not_found', false], [429, 'rate.exceeded', false], [500, 'server.failed', false], [502, 'server.unavailable', true], [504, 'server.unavailable', true]])('a bare %i is %s', (status, code, unreachable) => {
  expect(failureOf(status, '<html>gateway</html>', 30)).toMatchObject({ code, unreachable, retryAfter: 30 })
})

test('without a line: what to do, and the kept may be shown', () => {
  expect(localFailure('line.broken')).toMatchObject({ status: 0, unreachable: true, title: '连不上网' })
  expect(localFailure('line.captive').unreachable).toBe(true)
})

test('what the phone says by itself is what the catalogue says', () => {
  for (const [code, words] of Object.entries(WITHOUT_WORDS)) expect([code, PROBLEMS[code as keyof typeof WITHOUT_WORDS]]).toEqual([code, expect.objectContaining(words)])
  expect(failureOf(429, '', 30).detail).toBe('请过 30 秒再试。')
})
