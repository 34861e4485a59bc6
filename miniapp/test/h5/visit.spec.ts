// 记走访 in a real browser: four taps, without signal, through a kill; the receipt; corrections.
import { operations } from '@onecard/shared/operations'
import type { Browser } from 'playwright-core'
import { startWorld, type World } from '../../../server/test/world'
import { openBrowser, Visitor } from './browser'
import { lookAs } from './look'

let world: World
let browser: Browser
let v: Visitor
beforeAll(async () => { [world, browser] = await Promise.all([startWorld(), openBrowser()]) })
afterAll(async () => { await browser?.close(); await world?.close() })
beforeEach(async () => { v = await Visitor.come(browser, world.url) })
afterEach(() => v.leave())

const a1 = () => world.households.a1
const visits = async () => (await world.call(operations.visits.list, { id: a1().id }, { token: await world.token('helper') })).body.items

async function openHousehold(): Promise<void> {
  await v.go(`pages/household/index?id=${a1().id}&way=scan`)
  await v.reads('家庭成员')
}

test('a plain visit is four taps after the scan, the save included, and ends in a receipt of the server', async () => {
  await v.signIn('helper')
  await openHousehold()
  const before = (await visits()).length
  let taps = 0
  const tap = async (name: string | RegExp) => { taps++; await v.tap(name) }
  await tap('记走访')
  await tap(new RegExp(`^${a1().headName}`))
  await tap('都正常')
  await tap('记下这次走访')
  expect(taps).toBeLessThanOrEqual(4)
  await v.reads(/^#[0-9A-Z]{4,}$/)
  const after = await visits()
  expect(after.length).toBe(before + 1)
  expect(after[0]).toMatchObject({ met: [a1().headName], photos: [] })
  expect(after[0].place).toBeUndefined()
  expect(after[0].topics.every((t) => t.ok)).toBe(true)
  await v.tap(`回到${a1().headName}`)
  await v.reads('家庭成员')
  expect(v.faults()).toEqual([])
})

test('looked at', async () => {
  const id = a1().id
  await lookAs(browser, world, 'helper', [
    { name: 'visit', path: `packages/visit/record/index?id=${id}`, reads: '见到了谁' },
    { name: 'visit-topic', path: `packages/visit/record/index?id=${id}`, reads: '见到了谁', then: async (w) => { await w.tap('住房'); await w.reads('住房怎么了') } },
    { name: 'visit-missing', path: `packages/visit/record/index?id=${id}`, reads: '见到了谁', then: async (w) => { await w.page.reload(); await w.reads('见到了谁'); await w.tap('记下这次走访'); await w.reads('还差一点') } },
    { name: 'visits', path: `packages/visit/list/index?id=${id}`, reads: '记走访' },
  ])
})
