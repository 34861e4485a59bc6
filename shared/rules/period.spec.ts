import { addMonths, cardYear, cardYearOf, firstDayOf, formatPeriod, isPeriod, lastDayOf, monthsBetween, periodOf, periodsBetween } from './period'

test('periods', () => {
  expect(isPeriod('2020-12')).toBe(true)
  for (const text of ['2020-13', '2020-00', '2020-1', '202012', '2020-01-01', '']) expect(isPeriod(text)).toBe(false)
  expect(periodOf('2020-03-12')).toBe('2020-03')
  expect(addMonths('2020-01', -1)).toBe('2019-12')
  expect(addMonths('2019-12', 14)).toBe('2021-02')
  expect(monthsBetween('2019-10', '2020-09')).toBe(11)
  expect(monthsBetween('2020-09', '2019-10')).toBe(-11)
  expect(periodsBetween('2019-11', '2020-02')).toEqual(['2019-11', '2019-12', '2020-01', '2020-02'])
  expect(periodsBetween('2020-02', '2020-01')).toEqual([])
  expect([firstDayOf('2020-02'), lastDayOf('2020-02'), lastDayOf('2019-02'), lastDayOf('2019-11')]).toEqual(['2020-02-01', '2020-02-29', '2019-02-28', '2019-11-30'])
  expect(formatPeriod('2020-03')).toBe('2020年3月')
})

test('card year from October of the year before, or the calendar year', () => {
  expect(cardYear(2020, 10)).toEqual({ year: 2020, from: '2019-10', to: '2020-09', firstDay: '2019-10-01', lastDay: '2020-09-30' })
  expect(cardYear(2020, 1)).toEqual({ year: 2020, from: '2020-01', to: '2020-12', firstDay: '2020-01-01', lastDay: '2020-12-31' })
  expect(cardYearOf('2019-09-30', 10).year).toBe(2019)
  expect(cardYearOf('2019-10-01', 10).year).toBe(2020)
  expect(cardYearOf('2020-12', 1).year).toBe(2020)
  for (let start = 1; start <= 12; start++) {
    for (let month = 0; month < 60; month++) {
      const period = addMonths('2018-01', month)
      const year = cardYearOf(period, start)
      expect(period >= year.from && period <= year.to).toBe(true)
      expect(monthsBetween(year.from, year.to)).toBe(11)
    }
  }
})
