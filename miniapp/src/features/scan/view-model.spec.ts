import type { CardView } from '@onecard/shared/contract/households.views'
import { checkCharacter } from '@onecard/shared/rules/household-code'
import { numberFromBody } from '@onecard/shared/rules/household-number'
import { readScan } from '@onecard/shared/rules/scan-text'
import { Failure } from '../../data/failure'
import { findKept, refusalFrom, refusalOf, refusedHere, typedHint, typeKey } from './view-model'

const body = 'K7M3XQ9P2RT5VW8Y'
const code = body + checkCharacter(body)!
const number = numberFromBody('1200000')!
const card = { id: '01J00000000000000000000001', code, number, headName: '样甲山', region: { village: '尚和寨村' } } as CardView

describe('without a line the phone looks among its own', () => {
  test.each([['code', code], ['code in groups, small', code.toLowerCase().replace(/(.{4})/g, '$1 ')], ['address', `https://card.example/h/${code}`], ['number', number], ['number in groups', `${number.slice(0, 4)} ${number.slice(4)}`]])('%s', (_, text) => {
    expect(findKept(readScan(text), [card])).toBe(card.id)
  })
  test('another code, and cards that carry no code, find nothing', () => {
    expect(findKept(readScan(numberFromBody('1200001') ?? '42000009'), [card])).toBeNull()
    expect(findKept(readScan(number), [{ ...card, number: undefined, code: undefined }])).toBeNull()
    expect(findKept({ kind: 'foreign' }, [{ ...card, code: undefined }])).toBeNull()
  })
})

describe('what the phone says without asking', () => {
  test('a foreign text is not a door code; a slip in typing is like a code that nobody has', () => {
    expect(refusedHere('https://example.com/pay')!.code).toBe('scan.not_ours')
    const slip = number.slice(0, 7) + String((Number(number[7]) + 1) % 10)
    expect(refusedHere(slip)).toEqual(refusalFrom(new Failure('scan.unknown', 404, '', '')))
  })
  test('what may be ours is asked', () => { expect([refusedHere(code), refusedHere(number)]).toEqual([null, null]) })
})

test('refusals have their own words and never name anybody', () => {
  const refusals = [refusalOf('scan.not_ours'), refusalOf('scan.unknown'), refusalOf('scan.replaced'), refusalOf('scan.offline'), refusalFrom(new Failure('scan.slow_down', 429, '', '', [], 590))]
  expect(new Set(refusals.map((r) => r.title)).size).toBe(5)
  expect(refusals[4]).toMatchObject({ lines: ['请 10 分钟后再扫。', expect.any(String)], again: false })
  expect(JSON.stringify(refusals)).not.toMatch(/样甲山|尚和寨/)
})

test('an unforeseen refusal keeps the server\'s words', () => {
  expect(refusalFrom(new Failure('server.failed', 500, '没有办成', '请稍后再试。'))).toMatchObject({ title: '没有办成', lines: ['请稍后再试。'], again: true })
})

test('typing: eight digits and no more; back and clear', () => {
  const typed = [...'123456789'].reduce(typeKey, '')
  expect([typed, typeKey(typed, 'Backspace'), typeKey(typed, 'Escape'), typeKey('12', 'x')]).toEqual(['12345678', '1234567', '', '12'])
  expect([typedHint(''), typedHint('123'), typedHint(typed)]).toEqual(['没有信号也能打开存下的户', '还差 5 位', '8 位都齐了'])
})
