import { drawPlaces } from './drawing'

test('the same seed draws the same, another seed another', () => {
  expect(drawPlaces(20, 300, 8)).toEqual(drawPlaces(20, 300, 8))
  expect(drawPlaces(20, 300, 8)).not.toEqual(drawPlaces(21, 300, 8))
  // Written down once: an auditor's own copy must draw these.
  expect(drawPlaces(7, 10, 3)).toEqual([2, 3, 8])
})

test('different places, all of them when fewer are there', () => {
  for (let seed = 0; seed < 200; seed++) {
    const drawn = drawPlaces(seed, 30, 12)
    expect(new Set(drawn).size).toBe(12)
    expect(drawn.every((place) => place >= 0 && place < 30)).toBe(true)
  }
  expect(drawPlaces(1, 3, 10)).toEqual([0, 1, 2])
  expect(drawPlaces(1, 0, 10)).toEqual([])
})

test('every place is as likely', () => {
  const counts = Array<number>(20).fill(0)
  for (let seed = 0; seed < 4000; seed++) for (const place of drawPlaces(seed, 20, 5)) counts[place]++
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120)
})
