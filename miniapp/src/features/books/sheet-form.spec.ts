import type { SheetLineView, SheetSuggestion, SheetView } from '@onecard/shared/contract/sheets.views'
import { newEntry } from '../../data/outbox/entry'
import { dueMonth } from './due-month'
import { addLine, calculated, draftOfInput, draftOfView, emptySheet, faultsOf, fenOf, likeLastMonth, openSuggestions, putInput, runningSums, setLine, take, type SheetDraft } from './sheet-form'
import { barWords, formatQuantity, monthRows } from './sheet-words'

const ID = '01J8ZQ4Y7M3T5V9X2B6C8D0E1F'
const MEMBER = '01J8ZQ4Y7M3T5V9X2B6C8D0E2F'
const view = (item: string, fen: number, more: Partial<SheetLineView> = {}): SheetLineView => ({ id: item, item: { code: item, label: item }, group: item[0], fen, source: 'typed', evidence: [], ...more })
const filled = (...lines: (Partial<SheetDraft['lines'][number]> & { item: string })[]): SheetDraft => lines.reduce((draft, line) => addLine(draft, line), emptySheet(4))

test('quantity × price is reckoned exactly and rounded once, half a fen up; anything else is no amount', () => {
  const fen = (quantity: string, price: string) => fenOf({ yuan: '', quantity, price })
  expect([fen('3', '800'), fen('1600', '1.6'), fen('1600.5', '1.61'), fen('0.005', '1'), fen('１２', '108.10')]).toEqual([240_000, 256_000, 257_681, 1, 129_720])
  expect([fen('三', '800'), fen('1.0001', '1'), fen('0', '5'), fen('-2', '5'), fen('3', '1.234'), fen('999999', '99999999')]).toEqual([null, null, null, null, null, null])
  expect([fenOf({ yuan: '1,800.50', quantity: '', price: '' }), fenOf({ yuan: '0.005', quantity: '', price: '' }), fenOf({ yuan: '-1', quantity: '', price: '' })]).toEqual([180_050, null, null])
})

test('the month in running: four kinds of income, spending less its subsidy, what stands beside left out', () => {
  const draft = filled({ item: 'A1', yuan: '2400' }, { item: 'B3', quantity: '1600', price: '1.6', unit: '斤' }, { item: 'D4', yuan: '108' }, { item: 'E3', yuan: '320' }, { item: 'E8', yuan: '20' }, { item: 'X6', yuan: '1260.50' }, { item: 'R1', yuan: '300' })
  expect(runningSums(draft)).toEqual({ wageFen: 240_000, businessFen: 256_000, propertyFen: 0, transferFen: 10_800, expenseFen: 30_000, netFen: 476_800 })
  expect(barWords(runningSums(draft))).toEqual({ parts: '收 5,068 − 支 300', net: '4,768' })
})

test('what is sent: the version that was seen, thousandths of a unit, photos of both sides; what is empty is left out', () => {
  const photo = { sha256: 'b'.repeat(64), bytes: 1, takenAt: '', file: 'f' }
  const draft = filled({ item: 'B2', quantity: '3', price: '800', unit: '只', note: ' 羊 ', evidence: ['a'.repeat(64)], photos: [photo], member: MEMBER }, { item: 'A1', yuan: '10' })
  const input = putInput(ID, '2020-09', draft, true, false)
  expect(input).toEqual({
    id: ID, period: '2020-09', version: 4, submit: true,
    lines: [{ item: 'B2', fen: 240_000, member: MEMBER, quantityMilli: 3000, unitPriceFen: 80_000, unit: '只', note: '羊', evidence: ['a'.repeat(64), photo.sha256] }, { item: 'A1', fen: 1000 }],
  })
  expect(putInput(ID, '2020-09', { ...draft, lateReason: '户主在外打工' }, true, true).lateReason).toBe('户主在外打工')
  // A refused one opens as it was typed, its photos still on the phone.
  const again = draftOfInput(input, [{ ...photo }])
  expect(again.lines[0]).toMatchObject({ quantity: '3', price: '800', unit: '只', evidence: ['a'.repeat(64)], photos: [photo] })
  expect(putInput(ID, '2020-09', again, true, false)).toEqual(input)
})

test('「和上月一样」 adds what is not there, keeps what was typed, and takes no proof along', () => {
  const last = [view('A1', 240_000, { member: { id: MEMBER, name: '例庚生' }, evidence: [{ id: 'p', sha256: 'c'.repeat(64), takenAt: '', state: 'stored' }] }), view('D4', 10_800)]
  const draft = likeLastMonth(filled({ item: 'D4', yuan: '99' }), last)
  expect(draft.lines.map((l) => [l.item, l.yuan, l.evidence.length])).toEqual([['D4', '99', 0], ['A1', '2400', 0]])
  expect(likeLastMonth(draft, last)).toEqual(draft)
})

test('a suggestion is taken by hand, once; only a line of a payment list is named back', () => {
  const s = (more: Partial<SheetSuggestion>): SheetSuggestion => ({ id: ID, item: { code: 'D2', label: '低保金' }, group: 'D', fen: 30_000, why: '上个月也有', source: 'recurring', ...more })
  const draft = take(take(emptySheet(), s({})), s({ item: { code: 'D63', label: '高龄补贴' }, source: 'payment' }))
  expect(draft.lines.map((l) => [l.item, l.yuan, l.proposal])).toEqual([['D2', '300', undefined], ['D63', '300', ID]])
  expect(openSuggestions(draft, [s({}), s({ item: { code: 'A4', label: '公益岗' }, fen: 0, id: 'x' })]).map((o) => o.item.code)).toEqual(['A4'])
  expect(take(emptySheet(), s({ fen: 0 })).lines[0].yuan).toBe('')
})

test('nothing half said goes out, and a closed month asks why', () => {
  const draft = filled({ item: 'A1' }, { item: 'B1', quantity: '3', yuan: '' }, { item: 'C2', yuan: '12.345' }, { item: 'D4', yuan: '108' })
  expect(Object.keys(faultsOf(draft, true))).toEqual(['n0', 'n1', 'n2', 'lateReason'])
  expect(faultsOf(filled({ item: 'A1', yuan: '10000000.01' }), false)).toEqual({ n0: '一笔最多一千万元' })
  expect(faultsOf(setLine(filled({ item: 'D4', yuan: '108' }), 'n0', { yuan: '100' }), false)).toEqual({})
  expect(calculated({ quantity: '3', price: '' })).toBe(false)
})

test('a month sent back begins with its lines, at its version', () => {
  const sheet = { version: 7, lines: [view('B2', 240_000, { quantityMilli: 3500, unit: '只', unitPriceFen: 80_000 })] } as unknown as SheetView
  expect(draftOfView(sheet)).toMatchObject({ version: 7, lines: [{ item: 'B2', quantity: '3.5', price: '800' }] })
  expect([formatQuantity(1_600_500), formatQuantity(3000)]).toEqual(['1,600.5', '3'])
})

test('which month is due: what came back, then the oldest that is missing, then this one; what waits on the phone is not', () => {
  const put = (period: string) => newEntry({ key: 'k', owner: 'me', serial: 1, operation: 'sheets.put', input: { period, submit: true }, madeAt: 0, photoKeys: [] }, { household: 'h', label: '' })
  const s = (period: string, state: SheetView['state']) => ({ period, state })
  const due = (...months: { period: string; state: SheetView['state'] }[]) => dueMonth(months, [], 'h', '2020-10-15')
  expect([due(), due(s('2020-09', 'approved')), due(s('2020-09', 'submitted'), s('2020-07', 'approved')), due(s('2020-09', 'approved'), s('2020-08', 'returned'))]).toEqual(['2020-09', '2020-10', '2020-08', '2020-08'])
  expect(dueMonth([], [put('2020-09')], 'h', '2020-10-15')).toBe('2020-10')
  expect(monthRows([], [put('2020-09')], 'h', '2020-10-15', 3).map((r) => [r.title, r.chip.text])).toEqual([['10月', '还没填'], ['9月', '待上传'], ['8月', '还没填']])
})
