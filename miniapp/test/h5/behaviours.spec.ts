// What screens do beyond showing: numbers that open what they counted, cells that react as a whole, lines without stray dots, numbers that hide again.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { newId } from '../../../server/src/kernel/ids'
import { clock } from '../../../server/src/kernel/clock'
import { LAND } from '../../../server/test/population'
import { WIDTH } from './browser'
import { inCounty, v, withPhone, world } from './phones'

inCounty(async () => {
  // Three days late.
  const [late] = await world.add([{ region: LAND.villageA, headName: '样久等', helper: { accountId: world.people.helper3.accountId, unitId: null } }])
  await world.asOwner((owner) => owner.query('UPDATE household SET due_on = ? WHERE id = ?', [addDays(clock.today(), -3), late.id]))
})
withPhone({ keepsPage: false })

const a1 = () => world.households.a1
const cardOf = (id: string) => `pages/household/index?id=${id}&way=link`

describe('该走访的', () => {
  test('the number on 首页 is the number of rows that its tap opens, each of them late', async () => {
    await v.signIn('township_officer')
    const { body } = await world.call(operations.county.totals, {}, { token: await world.token('township_officer') })
    expect(body.overdue).toBeGreaterThan(0)
    await v.tap(`已超期 ${body.overdue} 户，看名册`)
    await v.page.waitForURL(/roster\/index\?due=overdue/)
    await v.reads(`一共 ${body.overdue} 户`)
    await v.reads(`已超期 ${body.overdue}`)
    const chips = await v.page.locator('.cell .chip').filter({ visible: true }).allInnerTexts()
    expect(chips).toHaveLength(body.overdue)
    for (const chip of chips) expect(chip).toMatch(/^超期 \d+ 天$/)
    expect(v.faults()).toEqual([])
  })

  test('late and near stand apart on the list of a helper', async () => {
    await v.signIn('helper')
    const { items } = (await world.call(operations.households.list, {}, { token: await world.token('helper') })).body
    expect(items).toHaveLength(1)
    const late = items[0].dueOn! < clock.today()
    const soon = !late && items[0].dueOn! <= addDays(clock.today(), 7)
    await v.reads(late ? '已超期' : soon ? '快到期' : '没有超期的，一周内也没有到期的。')
    if (late) expect(await v.seen('快到期').count()).toBe(0)
  })
})

test('关怀版: a tap on its words turns it, and a screen reader meets one switch with its state', async () => {
  await v.signIn('helper')
  await v.go('pages/me/index')
  await v.reads('退出登录')
  const cell = v.page.getByRole('switch', { name: /^关怀版/ }).filter({ visible: true })
  expect(await cell.getAttribute('aria-checked')).toBe('false')
  await v.seen('字大、按钮大').click()
  expect(await cell.getAttribute('aria-checked')).toBe('true')
  expect(await v.page.locator('.theme--large').filter({ visible: true }).count()).toBe(1)
  await cell.focus()
  await v.page.keyboard.press('Space')
  expect(await cell.getAttribute('aria-checked')).toBe('false')
})

test('no line begins or ends with a dot, wherever it breaks', async () => {
  await v.signIn('village_secretary')
  for (const large of [false, true]) {
    await v.letters(large)
    await v.go(cardOf(a1().id))
    await v.reads('历程')
    for (const width of [320, 375, 414]) {
      await v.page.setViewportSize({ width, height: 812 })
      const found = await v.page.evaluate(() => [...document.querySelectorAll('.facts')].filter((e) => e.checkVisibility()).flatMap((frame) => {
        const edge = frame.getBoundingClientRect().left
        return [...frame.querySelectorAll('.fact')].map((fact, i, all) => {
          const box = fact.getBoundingClientRect()
          const begins = i === 0 || box.top > all[i - 1].getBoundingClientRect().top + 4
          const dot = box.left + parseFloat(getComputedStyle(fact, '::before').left)
          return { begins, hidden: dot + 3 <= edge + 0.5, cut: getComputedStyle(frame).overflowX === 'hidden' }
        })
      }))
      expect(found.filter((f) => f.begins).length).toBeGreaterThan(3)
      expect(found.filter((f) => f.begins !== f.hidden || !f.cut)).toEqual([])
    }
    await v.page.setViewportSize({ width: WIDTH, height: 812 })
  }
})

test('the call button of the folded head stands a gutter from the edge and fits a thumb', async () => {
  await v.signIn('village_secretary')
  await v.go(cardOf(a1().id))
  await v.reads('历程')
  await v.seen('登记信息').scrollIntoViewIfNeeded()
  const box = (await v.page.locator('.strip .ib').filter({ visible: true }).boundingBox())!
  expect(WIDTH - box.x - box.width).toBeCloseTo(16, 0)
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
})

describe('a whole number by reason', () => {
  const account = () => a1().bankCard.replace(/(.{4})(?=.)/g, '$1 ')
  async function look(): Promise<void> {
    await v.go(cardOf(a1().id))
    await v.reads('历程')
    await v.tap(/看.*完整银行账号/)
    await v.tap('办理补贴发放')
    await v.tap('写明原因，查看')
    await v.reads(account())
  }

  test('the bank account: shown, then hidden after a minute, and kept nowhere', async () => {
    await v.page.clock.install()
    await v.signIn('county_office')
    await look()
    await v.page.clock.fastForward(59_000)
    expect(await v.seen(account()).count()).toBe(1)
    await v.page.clock.fastForward(2_000)
    await v.seen(account()).waitFor({ state: 'detached' })
    expect(await v.text()).not.toContain(account())
    const reads = await world.rows<{ reason: string }>("SELECT reason FROM household_read WHERE household_id = :id AND way = 'reveal'", { id: a1().id })
    expect(reads.map((r) => r.reason)).toContain('bank: 办理补贴发放')
    expect(v.faults()).toEqual([])
  })

  test('hidden as soon as the page is left', async () => {
    await v.signIn('county_office')
    await look()
    await v.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await v.seen(account()).waitFor({ state: 'detached' })
  })

  test('who may not is not offered it', async () => {
    await v.signIn('helper')
    await v.go(cardOf(a1().id))
    await v.reads('历程')
    expect(await v.page.getByText('看全号').count()).toBe(0)
  })
})

test('首页 of an office: what changed since the end of last month, in words; and no comparison where the records do not reach back', async () => {
  await v.signIn('township_officer')
  // The household that was added has no step yet, though it was identified long ago.
  await v.reads('上月末还没有完整的记录，所以没有比较。')
  await world.asOwner(async (owner) => {
    await owner.query("INSERT INTO step (id, household_id, state, on_day) SELECT ?, h.id, h.state, '2016-01-10' FROM household h WHERE h.head_name = '样久等'", [newId()])
    await owner.query('UPDATE member SET joined_on = ? WHERE id = ?', [clock.today(), a1().members[1].id])
  })
  await v.page.reload()
  await v.reads('比上月末多 1 人')
  expect((await world.call(operations.county.totals, { region: LAND.villageA }, { token: await world.token('township_officer') })).body.lastMonth).not.toBeNull()
  expect(v.faults()).toEqual([])
})
