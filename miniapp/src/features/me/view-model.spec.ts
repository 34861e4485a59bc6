import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { keptWords, postLines, sessionRows, signOutWords, sizeWord, summarise, whenWord } from './view-model'

const NOW = Date.UTC(2020, 9, 15, 1, 40)

test('what is kept: number, size, and the age of the oldest', () => {
  const summary = summarise([{ savedAt: NOW, bytes: 900_000 }, { savedAt: NOW - 86_400_000, bytes: 900_000 }])
  expect(keptWords(summary, NOW)).toEqual(['2 户', '1.8 MB', '10月14日 9:40 更新'])
  expect(keptWords(summarise([]), NOW)).toEqual(['还没有存下哪一户'])
})

test('sizes and times', () => {
  expect([sizeWord(0), sizeWord(38_400), sizeWord(1_000_000), whenWord(NOW, NOW), whenWord(NOW - 400 * 86_400_000, NOW)]).toEqual(['1 KB', '38 KB', '1 MB', '今天 9:40', '2019年9月11日 9:40'])
})

test('signing out says what it takes', () => {
  expect(signOutWords(summarise([{ savedAt: NOW, bytes: 1 }]))).toContain('1 户')
  expect(signOutWords(summarise([]))).toContain('没有存')
})

test('this device stands first', () => {
  const session = (id: string, current: boolean, lastSeenAt: string) => ({ id, device: '微信', createdAt: '2020-10-01T01:00:00.000Z', lastSeenAt, expiresAt: '', current })
  expect(sessionRows([session('a', false, '2020-10-14T01:00:00.000Z'), session('b', true, '2020-10-13T01:00:00.000Z')], NOW).map((r) => [r.id, r.title])).toEqual([['b', '微信（这一台）'], ['a', '微信']])
})

test('appointments with their end where there is one', () => {
  const actor = { appointments: [{ id: '1', role: 'helper', roleLabel: '帮扶责任人', where: '尚和寨村 12 户', from: '2018-04-02', to: null }, { id: '2', role: 'village_team', roleLabel: '驻村工作队队员', where: '尚和寨村', from: '2019-01-01', to: '2020-12-31' }] } as unknown as ActorView
  expect(postLines(actor, '2020-10-15').map((p) => p.hint)).toEqual([['尚和寨村 12 户', '2018年4月起'], ['尚和寨村', '2019年1月起', '到2020年12月']])
})
