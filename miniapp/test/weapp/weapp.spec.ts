// The WeChat package that would be uploaded, executed against the real server: sign-in, scan, card, and what happens without a line.
import { operations } from '@onecard/shared/operations'
import { PASSWORD } from '../../../server/test/actors'
import { startWorld, type World } from '../../../server/test/world'
import { Phone } from './harness'

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

const scanned = (code: string) => ({ ok: { errMsg: 'scanCode:ok', scanType: 'WX_CODE', charSet: 'utf-8', rawData: '', result: '', path: `pages/household/index?scene=${code}` } })

test('signs in', async () => {
  const phone = pick().launch()
  await signIn(phone, 'helper')
  await phone.arrives('pages/home/index')
  await phone.shows('样远山')
  console.log(phone.text, phone.faults, phone.painted, phone.wx.answers)
  void operations; void scanned
})
