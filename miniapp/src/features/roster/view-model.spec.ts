import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { HouseholdListItem } from '@onecard/shared/contract/households.views'
import { numberFromBody } from '@onecard/shared/rules/household-number'
import { filterChips, filterFrom, filterInput, filterKept, keyOf, searchKept, seesVisits, sought } from './view-model'

const counts = { total: 12, byState: [{ code: '08', label: '帮扶中', count: 3 }, { code: '15', label: '已脱贫（享受政策）', count: 6 }, { code: '16', label: '已脱贫（不再享受政策）', count: 2 }, { code: '17', label: '返贫', count: 0 }], byType: [], byCause: [] }

test('chips: all, due, then the states that occur', () => {
  const all = { kind: 'all' } as const
  expect(filterChips(counts, { overdue: 3, soon: 2 }, all).map((c) => c.text)).toEqual(['全部 12', '已超期 3', '快到期 2', '已脱贫 6', '帮扶中 3', '已脱贫（期满） 2'])
  expect(filterChips(counts, { overdue: 0, soon: 0 }, all).map((c) => c.key)).toEqual(['all', '15', '08', '16'])
  expect(filterChips(counts, { overdue: 0, soon: 0 }, { kind: 'due', need: 'soon' }).map((c) => c.text)).toContain('快到期 0')
  expect(filterChips(undefined, { overdue: undefined, soon: undefined }, all).map((c) => c.text)).toEqual(['全部', '已超期', '快到期'])
  expect(filterChips(counts, null, all).map((c) => c.key)).not.toContain('overdue')
})

test('filters as the server is asked', () => {
  expect([filterInput({ kind: 'all' }), filterInput({ kind: 'due', need: 'overdue' }), filterInput({ kind: 'state', code: '09' })]).toEqual([{}, { due: 'overdue', sort: 'due' }, { state: '09' }])
  expect([keyOf({ kind: 'due', need: 'soon' }), keyOf({ kind: 'state', code: '09' })]).toEqual(['soon', '09'])
  expect([filterFrom('soon'), filterFrom('x'), filterFrom(undefined)]).toEqual([{ kind: 'due', need: 'soon' }, { kind: 'all' }, { kind: 'all' }])
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

test('the same filters without a line, over the rows kept', () => {
  const row = (id: string, dueOn: string | null, code = '08') => ({ id, dueOn, state: { code, label: '' } }) as unknown as HouseholdListItem
  const rows = [row('late', '2020-10-12'), row('later', '2020-09-12'), row('near', '2020-10-20'), row('far', '2020-11-20', '15'), row('none', null)]
  const ids = (filter: Parameters<typeof filterKept>[1]) => filterKept(rows, filter, '2020-10-15').map((r) => r.id)
  expect([ids({ kind: 'due', need: 'overdue' }), ids({ kind: 'due', need: 'soon' }), ids({ kind: 'state', code: '15' }), ids({ kind: 'all' }).length]).toEqual([['later', 'late'], ['near'], ['far'], 5])
})

test('who is not told of visits is not offered them', () => {
  const actor = (...roles: string[]) => ({ appointments: roles.map((role) => ({ role })) }) as unknown as ActorView
  expect([seesVisits(actor('helper')), seesVisits(actor('department')), seesVisits(actor('department', 'helper')), seesVisits(null)]).toEqual([true, false, true, false])
})
