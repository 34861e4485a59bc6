// The WeChat package that would be uploaded, executed against the real server: sign-in, scan, card, and what happens without a line.
import { operations } from '@onecard/shared/operations'
import { PASSWORD } from '../../../server/test/actors'
import { startWorld, type World } from '../../../server/test/world'
import { Phone } from './harness'
import type { Reply } from './wx-api'

let world: World
const phones: Phone[] = []
beforeAll(async () => { world = await startWorld() })
afterEach(() => { for (const phone of phones.splice(0)) phone.end() })
afterAll(() => world.close())

function pick(disk?: Phone): Phone {
  const phone = new Phone(world.url, disk?.wx.storage)
  phones.push(phone)
  return phone
}

async function signIn(phone: Phone, account: string): Promise<void> {
  await phone.arrives('pages/sign-in/index')
  await phone.type('账号', account)
  await phone.type('密码', PASSWORD)
  await phone.tap('用账号登录')
}

/** What `wx.scanCode` answers for a mini-program code, and for an ordinary one with the stray tail of some phones. */
const miniCode = (scene: string) => ({ ok: { scanType: 'WX_CODE', charSet: 'utf-8', rawData: '', result: '', path: `pages/household/index?scene=${scene}` } })
const ordinary = (text: string) => ({ ok: { scanType: 'QR_CODE', charSet: 'utf-8', rawData: '', result: text } })
/** Every character as %XX: what iOS may do, and what our parser must undo. */
const encoded = (text: string) => [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')

async function signedIn(account: string): Promise<Phone> {
  const phone = pick().launch()
  await signIn(phone, account)
  await phone.arrives('pages/home/index')
  return phone
}

async function scan(phone: Phone, reply: Reply): Promise<void> {
  phone.script({ scanCode: [reply] })
  await phone.tap(phone.route === 'pages/home/index' ? '扫一扫门牌码' : '扫一扫')
}

/** Head, what they live on, what was done, who helps, who lives here. */
async function readsTheCard(phone: Phone): Promise<void> {
  await phone.arrives('pages/household/index')
  const { a1 } = world.households
  await phone.shows(a1.headName)
  for (const part of ['全家纯收入', '工资性', '帮扶责任人', '样志远', '措施06', '家庭成员', a1.members[1].name, '5 口人']) await phone.shows(part)
}

describe('signing in', () => {
  test('by account and password: the session and nothing else is stored, encrypted', async () => {
    const phone = await signedIn('helper')
    await phone.shows('帮扶 1 户')
    expect([...phone.wx.storage].filter(([, v]) => !v.encrypted)).toEqual([])
    expect(phone.faults).toEqual([])
  })

  test('a wrong password is refused in words, and what was typed stays', async () => {
    const phone = pick().launch()
    await phone.arrives('pages/sign-in/index')
    await phone.type('账号', 'helper3')
    await phone.type('密码', 'wrong-password')
    await phone.tap('用账号登录')
    await phone.shows('账号或密码不对')
    expect(phone.attribute(phone.find('账号', 'input')!, 'value')).toBe('helper3')
  })

  test('by WeChat: the first time with the phone number, later at once', async () => {
    let n = 0
    const code = () => ({ ok: { code: `dev-team.${++n}` } })
    const first = pick().launch({ replies: { login: [code(), code(), code()] } })
    await first.arrives('pages/sign-in/index')
    await first.tap('微信登录')
    const button = await first.until(() => first.find('允许使用手机号', 'button'), 'the button that asks for the phone number')
    expect(first.attribute(button, 'open-type')).toBe('getPhoneNumber')
    first.fire(button, 'getphonenumber', { errMsg: 'getPhoneNumber:ok', code: `ph-${world.people.village_team.phone}.1` })
    await first.arrives('pages/home/index')
    await first.shows('样长林')
    const later = pick().launch({ replies: { login: [code()] } })
    await later.tap('微信登录')
    await later.arrives('pages/home/index')
    expect(first.faults.concat(later.faults)).toEqual([])
  })
})

describe('scanning', () => {
  test.each([
    ['mini-program code, scene as it is', () => miniCode(world.households.a1.code)],
    ['mini-program code, scene encoded', () => miniCode(encoded(world.households.a1.code))],
    ['ordinary code', () => ordinary(`https://onecard.test/h/${world.households.a1.code}`)],
  ])('%s → card', async (_, reply) => {
    const phone = await signedIn('helper')
    await scan(phone, reply())
    await readsTheCard(phone)
    expect(phone.wx.calls.find((c) => c.name === 'scanCode')!.options.scanType).toContain('wxCode')
    expect(phone.faults).toEqual([])
    expect(phone.painted.largest).toBeLessThan(256 * 1024)
  })

  test('the 8 digits, typed after the scanner was left → card', async () => {
    const phone = await signedIn('helper')
    await scan(phone, { fail: 'cancel' })
    for (const digit of world.households.a1.number) await phone.tap(digit)
    await phone.tap('打开这一户')
    await readsTheCard(phone)
  })

  test('the helper of the next village learns nothing, by code and by digits', async () => {
    const phone = await signedIn('helper2')
    await phone.shows('帮扶 1 户')
    await scan(phone, miniCode(world.households.a1.code))
    await phone.shows('打不开这个码')
    await phone.tap('输 8 位数字')
    for (const digit of world.households.a1.number) await phone.tap(digit)
    await phone.tap('打开这一户')
    await phone.shows('打不开这个码')
    for (const secret of [world.households.a1.headName, ...world.households.a1.members.map((m) => m.name), '样志远']) expect(phone.everything).not.toContain(secret)
    expect(phone.wx.answers.filter((a) => a.path === '/api/v1/scans').map((a) => a.status)).toEqual([404, 404])
  })

  test('a foreign code is not ours and is not sent anywhere', async () => {
    const phone = await signedIn('helper')
    await scan(phone, ordinary('https://example.com/pay?x=1'))
    await phone.shows('这不是门牌码')
    expect(phone.wx.answers.some((a) => a.path === '/api/v1/scans')).toBe(false)
  })

  test("WeChat's own scanner starts the program: signed out → sign-in → the card that was wanted", async () => {
    const phone = pick().launch({ path: 'pages/household/index', query: { scene: encodeURIComponent(world.households.a1.code) }, scene: 1047 })
    await signIn(phone, 'helper')
    await readsTheCard(phone)
    const again = pick(phone).launch({ path: 'pages/household/index', query: { q: encodeURIComponent(`https://onecard.test/h/${world.households.a1.code}`), scancode_time: '1600000000' }, scene: 1011 })
    await readsTheCard(again)
    expect(again.wx.answers.some((a) => a.path === '/api/v1/sessions')).toBe(false)
  })
})

describe('without a line', () => {
  test('the card comes from the phone with its age, and a scan opens it; another household cannot be known', async () => {
    const online = await signedIn('helper')
    await online.until(() => online.wx.answers.some((a) => a.path.startsWith('/api/v1/delta')), 'what is new was asked for')
    await online.until(() => [...online.wx.storage.keys()].some((k) => k.includes(world.households.a1.id)), 'it lies in storage')
    online.end()
    const phone = pick(online)
    phone.wx.online = false
    phone.launch()
    phone.line(false)
    await phone.arrives('pages/home/index')
    await scan(phone, miniCode(world.households.a1.code))
    await readsTheCard(phone)
    await phone.shows('离线，看到的是')
    await scan(phone, miniCode(world.households.b1.code))
    await phone.shows('没有信号，手机里也没有')
    expect(phone.everything).not.toContain(world.households.b1.headName)
    expect(phone.wx.answers).toEqual([])
    phone.line(true)
    await scan(await back(phone), miniCode(world.households.a1.code))
    await readsTheCard(phone)
    await phone.until(() => phone.wx.answers.some((a) => a.path.includes('/card') && a.ifNoneMatch && a.status === 304), 'the card asked anew by its ETag')
    await phone.until(() => !phone.text.includes('离线'), 'no banner once the line is back')
  })

  test('a line that breaks without a word: what is on the phone is shown, with its age', async () => {
    const phone = await signedIn('helper')
    await phone.until(() => phone.wx.storage.has(`kept.card.${world.households.a1.id}`), 'the paired household is kept')
    phone.wx.online = false
    await scan(phone, miniCode(world.households.a1.code))
    await readsTheCard(phone)
    await phone.shows('离线，看到的是')
  })
})

describe('leaving', () => {
  /** Everything about anybody: the session, and whatever names a household or a person. Facts of the county may stay. */
  const personal = (phone: Phone) => {
    const about = [world.households.a1.id, world.households.a1.headName, world.people.helper.name]
    return [...phone.wx.storage].filter(([key, { data }]) => key === 'session' || about.some((word) => `${key} ${String(data)}`.includes(word)))
  }

  async function withACard(): Promise<Phone> {
    const phone = await signedIn('helper')
    await scan(phone, miniCode(world.households.a1.code))
    await readsTheCard(phone)
    await phone.until(() => phone.wx.storage.has(`kept.card.${world.households.a1.id}`), 'the card is kept')
    expect(personal(phone).length).toBeGreaterThan(2) // session, list, card, index
    return phone
  }

  test('a session revoked elsewhere: the next question ends it, and nothing personal stays on the phone', async () => {
    const phone = await withACard()
    const { items } = (await world.call(operations.sessions.list, {}, { token: await world.token('helper') })).body
    for (const session of items.filter((s) => !s.current)) await world.call(operations.sessions.revoke, { id: session.id }, { token: await world.token('helper') })
    await scan(phone, miniCode(world.households.a1.code))
    await phone.arrives('pages/sign-in/index')
    await phone.shows('登录已失效')
    await phone.until(() => personal(phone).length === 0, 'the phone is wiped')
    expect(phone.everything).not.toContain(world.households.a1.headName)
  })

  test('signing out: the server forgets the session, the phone forgets the households', async () => {
    const phone = await withACard()
    phone.go('switchTab', { url: '/pages/me/index' })
    await phone.tap('退出登录')
    await phone.shows('手机里存的 1 户资料会清掉')
    await phone.tap('退出，清掉手机里的')
    await phone.arrives('pages/sign-in/index')
    await phone.until(() => personal(phone).length === 0, 'the phone is wiped')
    // The sign-in page asks for the county meanwhile; either answer may come first.
    await phone.until(() => phone.wx.answers.some(({ path, status }) => path === '/api/v1/session' && status === 204), 'the server forgot the session')
  })
})

describe('我的', () => {
  test('关怀版 turns by a tap anywhere on its cell, and stays', async () => {
    const phone = await signedIn('helper')
    phone.go('switchTab', { url: '/pages/me/index' })
    await phone.shows('字大、按钮大')
    await phone.tap('关怀版，字大、按钮大')
    await phone.until(() => phone.wx.storage.get('large.other')?.data === 'yes', 'the choice is kept')
    expect(phone.faults).toEqual([])
  })
})

async function back(phone: Phone): Promise<Phone> {
  phone.go('navigateBack', {})
  await phone.shows('帮扶责任人')
  return phone
}
