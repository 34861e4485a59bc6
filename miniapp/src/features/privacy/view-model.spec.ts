import { countdown, groupedCode, readerDays, typedCode } from './view-model'

test('lines of one day stand together, with ways and reason', () => {
  const line = (on: string, code: string, reason: string | null = null) => ({ on, role: { code, label: code }, way: '扫码', reason })
  expect(readerDays([line('2020-03-12', 'helper'), line('2020-03-12', 'village_clerk', '核对医保'), line('2020-03-01', 'helper')], '2020-03-12').map((d) => [d.title, d.rows.map((r) => r.hint)])).toEqual([['3月12日 周四', [['扫码'], ['扫码', '原因：核对医保']]], ['3月1日 周日', [['扫码']]]])
})

test('the time that a code still holds, and how it is read out and typed', () => {
  const now = Date.parse('2020-03-12T02:00:00.000Z')
  expect([600, 59, 0.4, 0, -5].map((s) => countdown(new Date(now + s * 1000).toISOString(), now))).toEqual(['10:00', '0:59', '0:01', null, null])
  expect([groupedCode('012345'), typedCode('012 345'), typedCode('0123456'), typedCode('12')]).toEqual(['012 345', '012345', null, null])
})
