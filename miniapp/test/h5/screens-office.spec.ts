// The same of every screen of offices, and of those who see no household.
import type { Browser } from 'playwright-core'
import { startWorld, type World } from '../../../server/test/world'
import { LAND } from '../../../server/test/population'
import { openBrowser } from './browser'
import { lookAs, type Screen } from './look'

let world: World
let browser: Browser
beforeAll(async () => { [world, browser] = await Promise.all([startWorld(), openBrowser()]) })
afterAll(async () => { await browser?.close(); await world?.close() })

const as = (who: Parameters<typeof lookAs>[2], screens: Screen[]) => lookAs(browser, world, who, screens)
const household = (place: 'a1' | 'a2') => `pages/household/index?id=${world.households[place].id}&way=link`

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
