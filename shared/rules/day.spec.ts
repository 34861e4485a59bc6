import { addDays, ageOn, dayFromNumber, dayNumber, dayOfInstant, daysBetween, formatDate, formatDay, formatInstant, isDay, isInstant, weekday } from './day'

test('days that exist', () => {
  for (const day of ['2020-02-29', '2000-02-29', '1900-01-01', '2019-12-31']) expect(isDay(day)).toBe(true)
  for (const day of ['2019-02-29', '1900-02-29', '2020-04-31', '2020-13-01', '2020-00-01', '2020-01-00', '2020-1-1', '20200101', '2020-01-01 ', '0999-01-01', '']) expect(isDay(day)).toBe(false)
})

test('every day from 1890 to 2110 is the one after the day before', () => {
  const missed: string[] = []
  let day = '1890-01-01'
  for (let number = dayNumber(day); day < '2110-01-01'; number++) {
    expect(isDay(day)).toBe(true)
    if (dayNumber(day) !== number || Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) !== number * 86_400_000) missed.push(day)
    day = dayFromNumber(number + 1)
  }
  expect(missed).toEqual([])
})

test('adding, counting, weekday', () => {
  expect(addDays('2020-02-28', 2)).toBe('2020-03-01')
  expect(addDays('2020-01-01', -1)).toBe('2019-12-31')
  expect(daysBetween('2020-02-12', '2020-03-14')).toBe(31)
  expect(daysBetween('2020-03-14', '2020-02-12')).toBe(-31)
  expect(weekday('2020-03-12')).toBe(4)
  expect(weekday('1969-12-31')).toBe(3)
})

test('age on a day; born on 29 February', () => {
  expect(ageOn('2006-03-12', '2020-03-11')).toBe(13)
  expect(ageOn('2006-03-12', '2020-03-12')).toBe(14)
  expect(ageOn('2008-02-29', '2022-02-28')).toBe(13)
  expect(ageOn('2008-02-29', '2022-03-01')).toBe(14)
  expect(ageOn('2008-02-29', '2024-02-29')).toBe(16)
})

test('as a person reads it', () => {
  expect(formatDay('2020-03-12', '2020-12-01')).toBe('3月12日 周四')
  expect(formatDay('2019-12-31', '2020-01-01')).toBe('2019年12月31日 周二')
  expect(formatDate('2020-03-02', '2020-03-12')).toBe('3月2日')
})

test('an instant belongs to its day in Shanghai', () => {
  expect(dayOfInstant(Date.UTC(2020, 2, 11, 15, 59, 59, 999))).toBe('2020-03-11')
  expect(dayOfInstant(Date.UTC(2020, 2, 11, 16))).toBe('2020-03-12')
  expect(dayOfInstant(Date.UTC(1969, 11, 31, 15))).toBe('1969-12-31')
  expect(formatInstant(Date.UTC(2020, 2, 12, 1, 40), '2020-03-12')).toBe('3月12日 9:40')
  expect(formatInstant(Date.UTC(2019, 2, 11, 16, 5), '2020-03-12')).toBe('2019年3月12日 0:05')
})

test('an instant is written in one way, with its zone, on a day that exists', () => {
  for (const text of ['2000-01-01T00:00:00Z', '2020-02-29T23:59:59.999Z', '2020-03-12T09:40:00+08:00', '2099-12-31T23:59:59+11:30']) expect([text, isInstant(text)]).toEqual([text, true])
  for (const text of ['', '2020-03-12', '2020-03-12T09:40:00', '2020-03-12T09:40Z', '2020-03-12T09Z', '20200312T094000Z', '2020-W11-4T09:40:00Z', '2020-072T09:40:00Z', '2019-02-29T00:00:00Z', '2020-03-12T24:00:00Z',
    '2020-03-12T09:40:60Z', '2020-03-12T09:40:00.1Z', '2020-03-12T09:40:00+15:00', '2020-03-12T09:40:00+0800', '1999-12-31T23:59:59Z', '2000-01-01T00:00:00+08:00', '2100-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) expect([text, isInstant(text)]).toEqual([text, false])
})
