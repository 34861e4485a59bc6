import { operations } from '@onecard/shared/operations'
import { addressOf } from './address'

test('path parameters leave the input; the rest of a read is its query', () => {
  expect(addressOf(operations.households.card, { id: '01J', way: 'scan' })).toEqual({ path: '/api/v1/households/01J/card?way=scan', body: undefined })
  expect(addressOf(operations.households.list, { state: undefined, region: '', limit: 40 }).path).toBe('/api/v1/households?limit=40')
})

test('what is searched stands in the body, never in the address', () => {
  expect(addressOf(operations.households.search, { text: '样甲山', limit: 40 })).toEqual({ path: '/api/v1/households/searches', body: { text: '样甲山', limit: 40 } })
})

test('a path that misses its parameter is a fault of ours', () => {
  expect(() => addressOf(operations.households.card, { id: '' })).toThrow('id is missing')
})
