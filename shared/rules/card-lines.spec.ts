import { LINE_OF_FACT, LINE_OF_PART, monthLineLabel, readCardLine } from './card-lines'

const ID = '01J0000000000000000000000A'

test('a path says which line it is', () => {
  expect(readCardLine('income.wage')).toEqual({ of: 'plain', label: '工资性收入' })
  expect(readCardLine('helper')).toEqual({ of: 'plain', label: '帮扶责任人' })
  expect(readCardLine('income.items.A1')).toEqual({ of: 'item', code: 'A1' })
  expect(readCardLine('months.2020-03')).toEqual({ of: 'month', period: '2020-03' })
  expect(readCardLine(`visits.${ID}`)).toEqual({ of: 'visits', id: ID })
  expect(monthLineLabel('2020-03')).toBe('2020年3月收支')
})

test.each(['', 'income', 'constructor', 'toString', '__proto__', 'income.items.', 'months.2020-13', 'months.2020-3', 'visits.1', `helpers.${ID}`, `visits.${ID}.x`])('%j is no line', (path) => {
  expect(readCardLine(path)).toBeNull()
})

test('every word of the card leads to a line', () => {
  for (const path of [...Object.values(LINE_OF_FACT), ...Object.values(LINE_OF_PART)]) expect(readCardLine(path)).toMatchObject({ of: 'plain' })
})
