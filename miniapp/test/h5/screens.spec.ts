// Every screen, by person, both type sizes, three widths: no overflow, no error, targets for a thumb, axe without serious findings.
import { LAND } from '../../../server/test/population'
import { lookAs, type Screen } from './look'
import { browser, inCounty, world } from './phones'

inCounty()

const as = (who: Parameters<typeof lookAs>[2], screens: Screen[]) => lookAs(browser, world, who, screens)
const household = (place: 'a1' | 'a2') => `pages/household/index?id=${world.households[place].id}&way=link`

test('before signing in: 登录, and the kit', () => as(null, [
  { name: 'sign-in', path: 'pages/sign-in/index', reads: '密码' },
  { name: 'kit', path: 'pages/kit/index', reads: '组件' },
]))

test('helper: 首页, 名册, 一户, 我的 and what lies behind it', () => as('helper', [
  { name: 'home-helper', path: 'pages/home/index', reads: /走访了/ },
  { name: 'roster-helper', path: 'pages/roster/index', reads: '样远山' },
  { name: 'household-helper', path: household('a1'), reads: '历程' },
  { name: 'household-scrolled', path: household('a1'), reads: '历程', then: async (v) => { await v.seen('登记信息').scrollIntoViewIfNeeded(); await v.page.locator('.strip').filter({ visible: true }).waitFor() } },
  { name: 'me', path: 'pages/me/index', reads: '退出登录' },
  { name: 'me-leaving', path: 'pages/me/index', reads: '退出登录', then: (v) => v.tap('退出登录') },
  { name: 'offline', path: 'packages/account/offline/index', reads: /户/ },
  { name: 'sessions', path: 'packages/account/sessions/index', reads: '浏览器' },
]))

test('扫一扫: typing, and each refusal', () => as('helper', [
  { name: 'scan-type', path: 'pages/scan/index', reads: '门牌码下面的 8 位数字', then: (v) => v.type('1234') },
  { name: 'scan-code', path: 'pages/scan/index', reads: '门牌码下面的 8 位数字', then: (v) => v.tap('输整段编码') },
  { name: 'scan-not-ours', path: 'pages/scan/index', reads: '门牌码下面的 8 位数字', then: async (v) => { await v.tap('输整段编码'); await v.page.getByLabel(/编码/).fill('https://example.com/x'); await v.tap('打开这一户'); await v.reads('这不是门牌码') } },
  { name: 'scan-unknown', path: 'pages/scan/index', reads: '门牌码下面的 8 位数字', then: async (v) => { await v.type(world.households.b1.number); await v.tap('打开这一户'); await v.reads('打不开这个码') }, expected: /404: POST \/api\/v1\/scans/ },
]))

test('secretary: 首页, 名册, 一户 with its code and the reasoned look at a number', () => as('village_secretary', [
  { name: 'home-secretary', path: 'pages/home/index', reads: /月走访/ },
  { name: 'roster-secretary', path: 'pages/roster/index', reads: '样近水' },
  { name: 'household-secretary', path: household('a1'), reads: '历程' },
  { name: 'household-reveal', path: household('a1'), reads: '历程', then: async (v) => { await v.button(/看.*完整证件号码/).click(); await v.reads('写明原因，查看') } },
]))

test('household: 首页, 我的家, 我的', () => as('household', [
  { name: 'home-household', path: 'pages/home/index', reads: '帮您的人' },
  { name: 'household-own', path: 'pages/roster/index', reads: '历程' },
  { name: 'me-household', path: 'pages/me/index', reads: '退出登录' },
]))

test('township: 首页, one village, its roll, 一户', () => as('township_officer', [
  { name: 'home-township', path: 'pages/home/index', reads: '各村' },
  { name: 'land', path: `packages/office/land/index?region=${LAND.villageA}`, reads: '贫困户' },
  { name: 'roster-land', path: `packages/office/roster/index?region=${LAND.villageA}`, reads: '样近水' },
  { name: 'household-township', path: household('a2'), reads: '历程' },
]))

test('county: 首页, 名册', () => as('county_office', [
  { name: 'home-county', path: 'pages/home/index', reads: '各乡镇' },
  { name: 'roster-county', path: 'pages/roster/index', reads: '例临海' },
]))

test('department: 首页, 一户 of its policy area', () => as('department', [
  { name: 'home-department', path: 'pages/home/index', reads: '贫困户' },
  { name: 'household-department', path: household('a1'), reads: '样远山' },
]))

test('prefecture: 首页, the reasoned question, 一户 that was granted', () => as('prefecture_office', [
  { name: 'home-prefecture', path: 'pages/home/index', reads: '贫困户' },
  { name: 'request', path: 'pages/home/index', reads: '贫困户', then: async (v) => { await v.tap('写明理由查一户'); await v.reads('查这一户') } },
  { name: 'household-prefecture', path: household('a1'), reads: '5 口人' },
]))

test('desk roles: 首页 without households', () => as('auditor', [
  { name: 'home-desk', path: 'pages/home/index', reads: '您的岗位不看户的资料' },
]))
