// The books on the phone: a month entered without signal arrives once; a village approved by one thumb, its taps counted; the card signed.
import { operations } from '@onecard/shared/operations'
import { addMonths, cardYearOf, periodOf } from '@onecard/shared/rules/period'
import { v7 as uuidv7 } from 'uuid'
import { Entry } from '../../../server/src/features/ledger/entry.entity'
import { Sheet } from '../../../server/src/features/ledger/sheet.entity'
import { Sessions } from '../../../server/src/kernel/auth/sessions'
import { clock } from '../../../server/src/kernel/clock'
import { newId } from '../../../server/src/kernel/ids'
import type { Who } from '../../../server/test/actors'
import { LAND, sheetRow } from '../../../server/test/population'
import { lookAs } from './look'
import { browser, inCounty, phoneOf, v, withPhone, world } from './phones'

const PLAIN = 12
const NOW = periodOf(clock.today())
const LAST = addMonths(NOW, -1)
inCounty(async () => {
  await waiting(PLAIN, 'plain')
  await waiting(2, 'odd')
})
withPhone({ clean: true })

/** Households of village A with a month of the helper's hand that waits. */
let serial = 0
async function waiting(many: number, how: 'plain' | 'odd'): Promise<string[]> {
  const { accountId } = world.people.helper
  const made = await world.add(Array.from({ length: many }, () => ({ region: LAND.villageA, headName: `例账${String.fromCharCode(0x4e00 + ++serial)}`, helper: { accountId, unitId: world.units.unit } })))
  world.running.app.get(Sessions).forget(accountId)
  const odd = how === 'odd' ? { oddness: 40, warnings: JSON.stringify([{ rule: 'jump', text: '工资性收入比上月多 8,000 元' }]) } : {}
  const rows = made.map(({ id }) => sheetRow(id, LAST, 'submitted', { wageFen: how === 'odd' ? 1_100_000 : 100_000, expenseFen: 0, writers: accountId, savedBy: accountId, lineCount: 1, ...odd }))
  await world.db.everywhere('a test hands in sheets').write(async (tx) => {
    await tx.insert(Sheet, rows)
    await tx.insert(Entry, rows.map((row) => ({ id: newId(), householdId: row.householdId, period: LAST, item: 'A1', fen: row.wageFen, state: '02', note: null, source: 'typed', createdBy: accountId, sheetId: row.id, n: 0 })))
  })
  return made.map(({ id }) => id)
}

const as = (who: Who) => v.signIn(who)
const sheet = async (id: string, period: string, who: Who = 'village_secretary') => (await world.call(operations.sheets.get, { id, period }, { token: await world.token(who) })).body
const answered = (path: RegExp) => v.page.waitForResponse((r) => r.request().method() !== 'GET' && path.test(r.url()) && r.status() < 300)
const amount = (label: RegExp | string, text: string) => v.page.getByRole('textbox', { name: label }).filter({ visible: true }).first().fill(text)

test('a month filled in without signal, through a kill, arrives once, with quantity × price as the phone reckoned it', async () => {
  const { a1 } = world.households
  await as('helper')
  await v.go(`pages/household/index?id=${a1.id}&way=list`)
  await v.reads('记收支')
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  await v.context.setOffline(true)
  await v.tap('记收支，看各月')
  await v.tap(`${Number(NOW.slice(5))}月，还没填`)
  await v.reads('加一笔工资')
  await v.tap('加一笔工资')
  await v.tap('务工收入')
  await amount('务工的金额', '1800.50')
  await v.tap('加一笔生产收入')
  await v.tap('养殖业收入')
  await amount('数量', '3')
  await amount('单价', '800')
  await v.tap('好了')
  await v.reads('收 4,200.50 − 支 0')
  await v.page.reload()
  await v.reads('收 4,200.50 − 支 0')
  await v.tap('交给书记审')
  await v.reads(/收支记下了/)
  expect((await sheet(a1.id, NOW, 'helper')).state).toBe('none')
  await v.go(`packages/books/months/index?id=${a1.id}`)
  await v.seen('待上传').waitFor()
  await v.context.setOffline(false)
  await v.reads('等书记审')
  expect(await sheet(a1.id, NOW, 'helper')).toMatchObject({ state: 'submitted', version: 1, lines: [{ item: { code: 'A1' }, fen: 180_050 }, { item: { code: 'B2' }, fen: 240_000, quantityMilli: 3_000, unitPriceFen: 80_000, unit: '只' }] })
  v.faults()
})

test('what is returned opens with its reason and its lines, and goes again', async () => {
  const [id] = await waiting(1, 'plain')
  const secretary = { token: await world.token('village_secretary'), headers: { 'idempotency-key': uuidv7() } }
  await world.call(operations.sheets.decide, { id, period: LAST, version: 1, approve: false, reason: '工资没有凭证，补一张照片' }, secretary)
  await as('helper')
  await v.go(`packages/books/sheet/index?id=${id}&period=${LAST}`)
  await v.reads('工资没有凭证，补一张照片')
  await amount('务工的金额', '900')
  const late = v.page.getByRole('textbox', { name: '为什么迟交' })
  if (await late.count()) await late.fill('户主在外，才联系上')
  await Promise.all([answered(/entries|sheets\//), v.tap('交给书记审')])
  expect(await sheet(id, LAST)).toMatchObject({ state: 'submitted', version: 3, lines: [{ fen: 90_000 }] })
})

test('all plain sheets of a village in at most five taps, with count and sums before, and taken back within ten minutes', async () => {
  await as('village_secretary')
  await v.reads(/审批 \d+ 张/)
  let taps = 0
  const tap = async (name: string | RegExp) => { taps++; await v.tap(name) }
  const plain = (await world.call(operations.sheets.queueSummary, {}, { token: await world.token('village_secretary') })).body.months.find((m) => m.period === LAST)!
  await tap(/^审批 \d+ 张/)
  await tap(`通过没有异常的 ${plain.plain} 张`)
  await v.reads(`${(plain.plainIncomeFen / 100).toLocaleString('en-US')} 元`)
  await Promise.all([answered(/sheet-approvals$/), tap(`通过 ${plain.plain} 张`)])
  expect(taps).toBeLessThanOrEqual(5)
  await v.reads(`通过了 ${plain.plain} 张`)
  const left = async () => (await world.call(operations.sheets.queueSummary, {}, { token: await world.token('village_secretary') })).body.months.find((m) => m.period === LAST)
  expect(await left()).toMatchObject({ plain: 0, flagged: plain.flagged })
  await Promise.all([answered(/undo$/), v.tap('撤销通过')])
  expect(await left()).toMatchObject({ plain: plain.plain })
})

test('one sheet after the other: one tap for each, a swipe for the next, a return with its reason', async () => {
  await as('village_secretary')
  await v.go('packages/books/queue/index')
  await v.reads('要细看')
  await v.button(/工资性收入比上月多 8,000 元/).click()
  await v.reads(/审批 1 \//)
  const name = async () => (await v.page.locator('.visit__top .head').filter({ visible: true }).first().textContent())!
  const first = await name()
  await v.tap('退回')
  await v.tap('缺凭证')
  await v.tap(/^退回给/)
  await v.reads(/退回了/)
  expect(await name()).not.toBe(first)
  const second = await name()
  await v.tap('通过')
  await v.reads(new RegExp(`通过了「${second}」`))
  expect(await name()).not.toBe(second)
  const third = await name()
  await v.page.evaluate(() => {
    const at = [...document.querySelectorAll('.books__tb')].find((e) => e.checkVisibility())!
    const touch = (x: number) => new Touch({ identifier: 1, target: at, clientX: x, clientY: 300 })
    at.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, touches: [touch(300)], changedTouches: [touch(300)] }))
    at.dispatchEvent(new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: [touch(120)] }))
  })
  await v.page.waitForFunction((was) => [...document.querySelectorAll('.visit__top .head')].filter((e) => e.checkVisibility()).some((e) => e.textContent !== was), third)
  expect(await name()).not.toBe(third)
})

test('the card is issued by the secretary, signed by the household, comes as PDF, and its paper says that it is the current one', async () => {
  const { a1 } = world.households
  const year = cardYearOf(NOW, 10).year - 1
  await as('village_secretary')
  await v.go(`packages/card/annual/index?id=${a1.id}&year=${year}`)
  await v.reads('还没签发')
  await v.tap('签发这一年的明白卡')
  await Promise.all([answered(/versions$/), v.tap('签发第 1 版')])
  await v.reads('等户主签字')
  const own = await phoneOf('household')
  await own.go(`packages/card/annual/index?id=${a1.id}&year=${year}`)
  await own.reads('等您签字')
  await own.tap('看过了，签字')
  await own.tap('签第 1 版')
  await own.reads('户主签了')
  const [pdf] = await Promise.all([own.page.waitForEvent('download'), own.tap('打印，或存成 PDF')])
  expect(pdf.suggestedFilename()).toBe(`明白卡-${year}-第1版.pdf`)
  expect(own.faults()).toEqual([])
  await own.leave()
  const { issued } = (await world.call(operations.annualCards.get, { id: a1.id, year }, { token: await world.token('village_secretary') })).body
  expect(issued?.signatures.map((s) => s.as)).toEqual(['household'])
  await v.go('pages/scan/index?type=1')
  await v.page.getByText('输整段编码').click()
  await v.page.getByRole('textbox', { name: /编码/ }).fill(`https://example.test/v/${issued!.verification.replace('-', '')}`)
  await v.tap('打开这一户')
  await v.reads('第 1 版，现行')
})

test('looked at', async () => {
  const { a1 } = world.households
  if ((await sheet(a1.id, NOW)).state === 'none') await world.call(operations.sheets.put, { id: a1.id, period: NOW, version: 0, lines: [{ item: 'A1', fen: 180_050 }, { item: 'B2', fen: 240_000, quantityMilli: 3_000, unit: '只', unitPriceFen: 80_000 }], submit: true }, { token: await world.token('helper'), headers: { 'idempotency-key': uuidv7() } })
  const year = cardYearOf(NOW, 10).year
  await lookAs(browser, world, 'helper', [
    { name: 'books-sheet', path: `packages/books/sheet/index?id=${a1.id}&period=${NOW}`, reads: '拿回来改', then: async (w) => { await w.tap('拿回来改'); await w.reads('和上月一样') } },
    { name: 'books-line', path: `packages/books/sheet/index?id=${a1.id}&period=${NOW}`, reads: '拿回来改', then: async (w) => { await w.tap('拿回来改'); await w.tap(/^养殖业，改说明/); await w.reads('数量 × 单价') } },
    { name: 'card-lines', path: `packages/card/annual/index?id=${a1.id}`, reads: '怎么扶', then: async (w) => { await w.tap(/^工资性收入/); await w.reads('一笔一笔') } },
  ])
  await lookAs(browser, world, 'village_secretary', [
    { name: 'books-queue', path: 'packages/books/queue/index', reads: '没有异常' },
    { name: 'books-bulk', path: 'packages/books/queue/index', reads: '没有异常', then: async (w) => { await w.tap(/^通过没有异常的/); await w.reads('收入合计') } },
    { name: 'books-decide', path: `packages/books/decide/index?id=${a1.id}&period=${NOW}`, reads: '通过以后' },
    { name: 'card-issue', path: `packages/card/annual/index?id=${a1.id}&year=${year - 1}`, reads: '怎么扶' },
  ])
  await lookAs(browser, world, 'township_officer', [
    { name: 'books-village', path: `packages/office/sheets/index?village=${LAND.villageA}&period=${LAST}`, reads: '各户' },
  ])
  await lookAs(browser, world, 'household', [
    { name: 'books-own-home', path: 'pages/home/index', reads: '看明白卡' },
    { name: 'books-confirm', path: `packages/books/confirm/index?id=${a1.id}&period=${LAST}`, reads: '全家剩下' },
  ])
})
