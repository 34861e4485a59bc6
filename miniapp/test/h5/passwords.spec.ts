// Accounts by hand: the second person of an appointment, and one's own password: set by a one-time code before signing in, changed by the old one, in the real page.
import { operations } from '@onecard/shared/operations'
import { clock } from '../../../server/src/kernel/clock'
import { PASSWORD, type Who } from '../../../server/test/actors'
import { LAND } from '../../../server/test/population'
import { type Visitor } from './browser'
import { lookAs } from './look'
import { anotherPhone, browser, inCounty, v, withPhone, world } from './phones'

inCounty()
withPhone({ keepsPage: false })

const NEW = 'another-for-tests-2020'
const SET = 'packages/account/password/index'
const CHANGE = 'packages/account/change-password/index'
const PROPOSALS = 'packages/account/proposals/index'
const field = (name: string | RegExp) => v.page.getByLabel(name, typeof name === 'string' ? { exact: true } : {}).filter({ visible: true }).first()
const fill = async (values: Record<string, string>) => { for (const [name, value] of Object.entries(values)) await field(name === '新密码' ? /^新密码/ : name).fill(value) }

/** What the administrator hands to this person. */
async function oneTimeCode(who: Who): Promise<string> {
  const { status, body } = await world.call(operations.accounts.reset, { id: world.people[who].accountId, reason: '忘了密码' }, { token: await world.token('system_admin') })
  expect([status, body.waiting]).toEqual([201, false])
  return body.code
}
const mayEnter = async (account: string, password: string) => (await world.call(operations.sessions.create, { account, password })).status === 201

test('设置密码: from the sign-in page, a wrong code in words, too short at the field, then signed in', async () => {
  const code = await oneTimeCode('auditor')
  await v.go('pages/sign-in/index')
  await v.page.getByRole('button', { name: '用一次性码设置密码' }).click()
  await v.reads('72 小时内用一次')
  await fill({ 账号: 'auditor', 一次性码: '0000-0000-0000', 新密码: NEW })
  await v.tap('设好密码并登录')
  await v.page.locator('.banner').filter({ visible: true }).waitFor()
  expect(await field('一次性码').inputValue()).toBe('0000-0000-0000')
  await fill({ 一次性码: code, 新密码: 'short' })
  await v.tap('设好密码并登录')
  await v.page.locator('.field--bad').filter({ hasText: '密码至少 12 位' }).waitFor()
  await fill({ 新密码: NEW })
  await v.tap('设好密码并登录')
  await v.reads('您的岗位不看户的资料')
  expect(v.page.url()).not.toContain(code)
  expect(v.faults(/\d+: POST \/api\/v1\/passwords/)).toEqual([])
  expect([await mayEnter('auditor', PASSWORD), await mayEnter('auditor', NEW)]).toEqual([false, true])
})

test('修改密码: a wrong old one changes nothing; the right one ends the other sessions and keeps this one', async () => {
  const elsewhere = (await world.call(operations.sessions.create, { account: 'helper3', password: PASSWORD })).body.token
  await v.signIn('helper3')
  await v.go('pages/me/index')
  await v.page.getByText('修改密码').filter({ visible: true }).click()
  await v.reads('新密码（至少 12 位）')
  await fill({ 原来的密码: 'not-the-old-one', 新密码: NEW })
  await v.tap('改密码')
  await v.page.locator('.banner').filter({ visible: true }).waitFor()
  expect(await mayEnter('helper3', NEW)).toBe(false)
  await fill({ 原来的密码: PASSWORD })
  await v.tap('改密码')
  await v.reads('密码已改')
  expect([await field('原来的密码').inputValue(), await field(/^新密码/).inputValue()]).toEqual(['', ''])
  expect((await world.call(operations.me.get, {}, { token: elsewhere })).status).toBe(401)
  expect(await mayEnter('helper3', NEW)).toBe(true)
  await v.go('packages/account/sessions/index')
  await v.reads('浏览器')
  expect(v.faults(/\d+: PUT \/api\/v1\/me\/password/)).toEqual([])
})

test('岗位确认: whoever proposed it is told that it takes another; the second person confirms it, and it is in force', async () => {
  const admin = await world.token('system_admin')
  const { body: { id } } = await world.call(operations.accounts.create, { account: 'newcomer', name: '例新来' }, { token: admin })
  await world.call(operations.accounts.appoint, { id, role: 'village_clerk', region: LAND.villageA, from: clock.today() }, { token: admin })
  await v.signIn('system_admin')
  await v.go(PROPOSALS)
  await v.reads('例新来 任村文书')
  await v.reads('您自己提的，要由另一个人来确认。')
  expect(await v.button(/^确认：/).count()).toBe(0)
  await v.leave()
  await (await anotherPhone()).signIn('county_office')
  await v.go('pages/me/index')
  await v.page.getByText('岗位确认').filter({ visible: true }).click()
  await v.tap('确认：例新来 任村文书')
  await v.reads('确认「例新来」任村文书？')
  await v.tap('确认')
  await v.reads('没有要确认的')
  expect((await world.rows('SELECT role FROM appointment WHERE account_id = :id', { id })).map((row) => row.role)).toEqual(['village_clerk'])
  expect(v.faults()).toEqual([])
})

test('岗位确认, looked at', async () => {
  await world.call(operations.accounts.reset, { id: world.people.village_team.accountId, reason: '忘了密码' }, { token: await world.token('system_admin') })
  await lookAs(browser, world, 'county_office', [{ name: 'proposals', path: PROPOSALS, reads: /重设密码/ }])
})

const at = (name: string, path: string, reads: string | RegExp) => ({ name, path, reads })
const typed = async (w: Visitor, values: [string | RegExp, string][], act: string) => {
  for (const [name, value] of values) await w.page.getByLabel(name).filter({ visible: true }).first().fill(value)
  await w.tap(act)
  await w.page.locator('.banner, .field--bad').filter({ visible: true }).first().waitFor()
}

test('设置密码, looked at', () => lookAs(browser, world, null, [
  at('password-set', SET, '72 小时内用一次'),
  { ...at('password-set-refused', SET, '72 小时内用一次'), then: (w) => typed(w, [['账号', 'helper2'], ['一次性码', '1234-5678-9ABC'], [/^新密码/, NEW]], '设好密码并登录'), expected: /\d+: POST \/api\/v1\/passwords/ },
]))

test('修改密码, looked at', () => lookAs(browser, world, 'helper2', [
  at('password-change', CHANGE, '原来的密码'),
  { ...at('password-change-refused', CHANGE, '原来的密码'), then: (w) => typed(w, [['原来的密码', PASSWORD], [/^新密码/, 'short']], '改密码'), expected: /\d+: PUT \/api\/v1\/me\/password/ },
]))
