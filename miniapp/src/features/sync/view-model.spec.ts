import { newEntry, type Entry } from '../../data/outbox/entry'
import { pendingWord } from './pending-word'
import { discardWords, exportText, groupsOf, restWord } from './view-model'

const NOW = Date.UTC(2020, 9, 15, 1, 40)
const made = (key: string, more: Partial<Entry> = {}, photos = 0): Entry => ({
  ...newEntry({ key, owner: 'me', serial: 1, operation: 'visits.record', input: { note: '好' }, madeAt: NOW - 60_000, photoKeys: ['p0', 'p1'] },
    { household: 'h', label: `走访 ${key}`, form: { page: 'x' }, photos: Array.from({ length: photos }, (_, i) => ({ sha256: `${i}`.repeat(64), bytes: 100_000, takenAt: '', file: `f${i}` })) }),
  ...more,
})
const why = { code: 'request.invalid', title: '填写的内容不对', detail: '请改正。', errors: [{ field: 'kind', message: '请选走访方式' }], at: NOW }
const words = (entries: Entry[], more: object = {}, online = true) => groupsOf({ entries, sending: new Set<string>(), signedOut: false, restUntil: null, ...more }, online, NOW)

test('why it waits, in words: no line, no session, a pause, another entry first', () => {
  const [a, b] = [made('甲'), made('乙', { after: ['甲'] })]
  expect(words([a], {}, false).waiting[0]).toMatchObject({ chip: { text: '等信号' }, why: '' })
  expect(words([a], { signedOut: true }).waiting[0].why).toBe('登录已失效，重新登录后自动上传。')
  expect(words([{ ...a, why }], { restUntil: NOW + 90_000 }).waiting[0].why).toBe('填写的内容不对，2 分钟后自动再试。')
  expect(words([a, b]).waiting[1].why).toBe('等「走访 甲」先上传。')
  expect(words([a], { sending: new Set(['甲']) }).waiting[0]).toMatchObject({ chip: { text: '正在上传' }, acts: [], why: '' })
})

test('a refused one says what is wrong at which field, and opens in its form', () => {
  expect(words([made('甲', { state: 'refused', why })]).refused[0]).toMatchObject({ why: '填写的内容不对。请选走访方式', acts: ['reopen', 'retry', 'discard'] })
  // Its words have arrived: only the photo is in question, so there is no form to open.
  expect(words([made('甲', { state: 'refused', why, receipt: { id: 'x' } }, 1)]).refused[0].acts).toEqual(['retry', 'discard'])
})

test('photos on their way, and the receipt', () => {
  const entry = made('甲', { receipt: { id: 'x', number: '7K2M' } }, 2)
  entry.photos[0].state = 'stored'
  entry.photos[1].offset = 50_000
  expect(words([entry]).waiting[0].facts).toEqual(['今天 9:39 写的', '文字已收到 #7K2M，照片还差 1 张（75%）'])
  expect(words([made('甲', { state: 'sent', sentAt: NOW, receipt: { id: 'x', number: '7K2M' }, proved: true })]).received[0]).toMatchObject({ chip: { text: '已收到 #7K2M' }, facts: ['今天 9:40 收到', '已核对'] })
})

test('one line for 首页, one for the question before deleting, one for a pause', () => {
  expect([pendingWord(0, 0), pendingWord(3, 0), pendingWord(3, 1)]).toEqual(['都上传了', '3 条待上传', '3 条没上传，1 条要您看一下'])
  expect(discardWords(words([made('甲')]).waiting[0], 2).text).toContain('2 张照片')
  expect([restWord(900), restWord(59_000), restWord(61_000)]).toEqual(['1 秒', '59 秒', '2 分钟'])
})

test('the export carries everything that waits and nothing that has arrived', () => {
  const text = exportText([made('甲', {}, 1), made('乙', { state: 'sent' })], '样志远', NOW)
  expect(text).toContain('走访 甲')
  expect(text).toContain('"note": "好"')
  expect(text).not.toContain('走访 乙')
})
