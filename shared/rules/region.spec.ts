import { contains, isRegion, parentRegion, prefixUpperBound, regionAt, regionLevel } from './region'

const VILLAGE = '210881004205'

test('levels by length', () => {
  expect(['21', '2108', '210881', '210881004', VILLAGE].map(regionLevel)).toEqual(['province', 'prefecture', 'county', 'township', 'village'])
  for (const code of ['', '2', '210', '21088100', '2108810042051', '21088x', '２１']) expect(isRegion(code)).toBe(false)
  expect(parentRegion(VILLAGE)).toBe('210881004')
  expect(parentRegion('21')).toBeNull()
  expect(parentRegion('21x8')).toBeNull()
  expect(regionAt(VILLAGE, 'township')).toBe('210881004')
  expect(regionAt('210881', 'village')).toBeNull()
})

test('a land contains what begins with it, and a broken code contains nothing', () => {
  for (const land of ['21', '2108', '210881', '210881004', VILLAGE]) expect(contains(land, VILLAGE)).toBe(true)
  expect(contains(VILLAGE, '210881004')).toBe(false)
  expect(contains('210881005', VILLAGE)).toBe(false)
  for (const land of ['', '2', '21088100', '%', '210881004%']) expect(contains(land, VILLAGE)).toBe(false)
  expect(contains('210881', '210881 004')).toBe(false)
})

test('the range of a prefix is the prefix, in ASCII order', () => {
  const codes = ['210880999999', '210881', '210881001001', '210881999999', '210882', '2109', '22', '210889999999', '210890']
  for (const prefix of ['21', '2108', '210881', '210881999', '210889']) {
    const upper = prefixUpperBound(prefix)!
    for (const code of codes) expect(code >= prefix && code < upper).toBe(code.startsWith(prefix))
  }
  expect(prefixUpperBound('')).toBeNull()
})
