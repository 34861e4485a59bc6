import { numberFromBody } from '@onecard/shared/rules/household-number'
import { filterChips, filterInput, keyOf, searchKept, sought } from './view-model'

const counts = { total: 12, byState: [{ code: '08', label: '帮扶中', count: 3 }, { code: '15', label: '已脱贫（享受政策）', count: 6 }, { code: '16', label: '已脱贫（不再享受政策）', count: 2 }, { code: '17', label: '返贫', count: 0 }], byType: [], byCause: [] }

test('chips: all, due, then the states that occur', () => {
  expect(filterChips(counts, 3).map((c) => c.text)).toEqual(['全部 12', '该走访 3', '已脱贫 6', '帮扶中 3', '已脱贫（期满） 2'])
  expect(filterChips(counts, 0).map((c) => c.key)).not.toContain('due')
  expect(filterChips(undefined, undefined).map((c) => c.text)).toEqual(['全部', '该走访'])
})

test('filters as the server is asked', () => {
  expect([filterInput({ kind: 'all' }), filterInput({ kind: 'due' }), filterInput({ kind: 'state', code: '09' })]).toEqual([{}, { overdue: 'true', sort: 'due' }, { state: '09' }])
  expect([keyOf({ kind: 'due' }), keyOf({ kind: 'state', code: '09' })]).toEqual(['due', '09'])
})

test('8 digits that hold together open a household; a slip or a name is searched', () => {
  const number = numberFromBody('1200000')!
  expect(sought(` ${number.slice(0, 4)} ${number.slice(4)} `)).toEqual({ kind: 'number', number })
  expect(sought('12345678').kind).toBe('text')
  expect(sought('样甲')).toEqual({ kind: 'text', text: '样甲' })
  expect(sought('  ')).toEqual({ kind: 'none' })
})

test('without a line a name\'s beginning is found among the kept', () => {
  expect(searchKept([{ headName: '样甲山' }, { headName: '例丙兰' }], '样')).toEqual([{ headName: '样甲山' }])
})
