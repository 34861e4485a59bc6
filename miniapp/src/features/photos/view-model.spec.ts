import { photoWord, progressOf, stampLines } from './view-model'

test('a stamp says the time in China, the door number, and the place with its system when there is one', () => {
  expect(stampLines({ number: '12345678' }, '2020-03-12T16:05:00.000Z')).toEqual(['2020-03-13 00:05  门牌 12345678'])
  expect(stampLines({ place: { lng: 122.354321, lat: 40.4, system: 'gcj02', accuracy: 12.4 } }, '2020-03-12T01:05:00.000Z')).toEqual(['2020-03-12 09:05', '122.35432, 40.40000 (GCJ-02) 误差 12 米'])
})

test('a photo of a record says when it was taken, and whether it has arrived', () => {
  const served = (state: 'awaited' | 'stored') => ({ id: 'P', sha256: 'a', takenAt: '2020-03-12T01:05:00.000Z', state })
  expect([progressOf(served('awaited')), progressOf(served('stored')), photoWord(served('stored'), Date.parse('2020-03-13T01:00:00.000Z'))]).toEqual([{ text: '还没传到', tone: 'idle' }, null, '3月12日 9:05 拍的'])
})

test('a photo of a form has no progress; one of an entry says how far it is', () => {
  const photo = { sha256: 'a', bytes: 1000, takenAt: '2020-03-12T01:05:00.000Z', file: 'photo-1' }
  const sent = (state: 'waiting' | 'stored' | 'refused', offset = 0) => progressOf({ ...photo, key: 'k', state, id: null, offset, why: null })
  expect([progressOf(photo), sent('waiting'), sent('waiting', 999), sent('stored', 1000), sent('refused')]).toEqual([
    null, { text: '等待上传', tone: 'idle' }, { text: '已传 99%', tone: 'info' }, { text: '已收到', tone: 'done' }, { text: '没传成', tone: 'danger' },
  ])
})
