// The household's own phone in a real browser, and what offices do with what it says: every screen in both sizes, and the whole way of a word.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../../../server/src/kernel/clock'
import type { Who } from '../../../server/test/actors'
import { lookAs } from './look'
import { browser, inCounty, phoneOf, v, withPhone, world } from './phones'

const { problems, visits, privacy, households } = operations
inCounty()

const a1 = () => world.households.a1
const as = async (who: Who) => ({ token: await world.token(who) })
const raise = async (text: string, who: Who = 'household', more: { kind?: string; line?: string } = {}) => (await world.call(problems.raise, { id: a1().id, kind: '01', text, ...more }, await as(who))).body
const step = async (problem: string, act: 'claim' | 'answer' | 'fixed', who: Who, text?: string) =>
  world.call(problems.advance, { id: a1().id, problem, act, text, version: (await world.call(problems.get, { id: a1().id, problem }, await as(who))).body.version }, await as(who))
const visit = async (note: string) => {
  const at = clock.iso(clock.now() - 3_600_000)
  return (await world.call(visits.record, {
    id: a1().id, kind: '01', startedAt: at, endedAt: at, sentAt: clock.iso(clock.now()), met: [a1().members[0].id], topics: [{ topic: '01', ok: true }, { topic: '02', ok: false, text: '水管冻裂' }], note, internalNote: '只给村里看的话',
    promises: [{ text: '月底前送两袋化肥来', by: addDays(clock.today(), 6) }], photos: [],
  }, await as('helper'))).body
}
const list = async () => (await world.call(problems.ofHousehold, { id: a1().id, limit: 100 }, await as('county_office'))).body.items
const own = (page: string, more = '') => `packages/mine/${page}/index?id=${a1().id}${more}`

describe('screens', () => {
  let answered: string
  let waiting: string
  beforeAll(async () => {
    await visit('看了屋顶和水管')
    answered = (await raise('西屋檐口滴水，下雨要接盆')).id
    await step(answered, 'answer', 'helper', '已约好瓦工，这几天来换瓦，不用您出钱')
    waiting = (await raise('井水发黄，要化验', 'helper', { kind: '02' })).id
    await step(waiting, 'claim', 'helper')
    await step(waiting, 'fixed', 'helper', '送检合格，报告给了户主')
    await raise('补贴到账比通知晚', 'village_clerk', { kind: '06' })
    await raise('不对', 'household', { kind: '05', line: 'income.wage' })
    for (const who of ['helper', 'village_clerk', 'county_office'] as const) await world.call(households.card, { id: a1().id, way: 'scan' }, await as(who))
    await world.call(households.reveal, { id: a1().id, member: a1().members[0].id, field: 'certificate', reason: '核对低保申请材料' }, await as('village_secretary'))
    await world.settle()
  })

  test('household', () => lookAs(browser, world, 'household', [
    { name: 'own-home', path: 'pages/home/index', reads: '答应您的事' },
    { name: 'own-card', path: 'pages/roster/index', reads: '哪一项不对，或有困难，点那一项，村里要答复您。' },
    { name: 'own-income', path: 'pages/roster/index', reads: '历程', then: async (v) => { await v.button(/^转移性/).click(); await v.reads('不对 / 有困难') } },
    { name: 'own-raise', path: own('raise'), reads: '哪方面的事' },
    { name: 'own-raise-missing', path: own('raise'), reads: '哪方面的事', then: (v) => v.tap('交给村里') },
    { name: 'own-raise-line', path: own('raise', '&line=income.wage'), reads: '您说的是' },
    { name: 'own-problems', path: own('of-household'), reads: /西屋檐口/ },
    { name: 'own-problem', path: own('problem', `&problem=${answered}`), reads: '样志远答复您' },
    { name: 'own-problem-object', path: own('problem', `&problem=${answered}`), reads: '样志远答复您', then: async (v) => { await v.tap('还不行'); await v.reads('还差什么') } },
    { name: 'own-visits', path: own('visits'), reads: /答应：/ },
    { name: 'own-visit-wrong', path: own('visits'), reads: /答应：/, then: async (v) => { await v.tap(/的走访不对$/); await v.reads('哪里不对') } },
    { name: 'own-readers', path: own('readers'), reads: '县扶贫办' },
    { name: 'own-consent', path: 'packages/mine/consent/index', reads: '您同意的是什么' },
    { name: 'own-me', path: 'pages/me/index', reads: '谁看过我家' },
  ]))

  test('helper and secretary', async () => {
    await lookAs(browser, world, 'helper', [
      { name: 'problem-home-helper', path: 'pages/home/index', reads: /补贴到账/ },
      { name: 'problem-raise', path: own('raise'), reads: '哪方面的事' },
      { name: 'problem-waits', path: own('problem', `&problem=${waiting}`), reads: /不能自己销号/ },
      { name: 'bind-code', path: own('code'), reads: '给谁的手机', then: async (v) => { await v.button(/兰/).click(); await v.tap('给一个 6 位码'); await v.reads(/还有 (10:00|9:5\d)/) } },
    ])
    await lookAs(browser, world, 'village_secretary', [
      { name: 'problem-home-village', path: 'pages/home/index', reads: /补贴到账/ },
      { name: 'problem-list', path: 'packages/mine/problems/index', reads: /西屋檐口/ },
      { name: 'problem-list-none', path: 'packages/mine/problems/index', reads: /西屋檐口/, then: async (v) => { await v.page.getByRole('tab', { name: '过期的' }).filter({ visible: true }).click(); await v.reads('没有过期的') } },
      { name: 'problem-check', path: own('problem', `&problem=${waiting}`), reads: '看过了，销号' },
      { name: 'problem-return', path: own('problem', `&problem=${waiting}`), reads: '看过了，销号', then: async (v) => { await v.tap('退回'); await v.reads('为什么退回，还差什么') } },
      { name: 'household-problems', path: `pages/household/index?id=${a1().id}&way=link`, reads: '给这户绑定手机' },
    ])
  })

  test('before signing in, by six digits', () => lookAs(browser, world, null, [
    { name: 'bind', path: 'packages/mine/bind/index', reads: '6 位数字' },
  ]))
})

describe('what a household says', () => {
  withPhone()

  test('one tap on a line of its card opens the question, one word and one tap hand it to the village', async () => {
    await v.signIn('household')
    await v.go('pages/roster/index')
    await v.reads('历程')
    await v.tap(/^饮水.*不对或有困难点这里$/)
    await v.reads('饮水')
    await v.tap('有困难')
    await v.tap('交给村里')
    await v.reads('已交给村里，期限内会答复您')
    await v.go(own('of-household'))
    await v.reads(/^饮水：有困难/)
    expect((await list()).find((p) => p.line?.path === 'water')).toMatchObject({ source: { code: '06' }, kind: { code: '02' }, text: '有困难', deadline: expect.any(String) })
    expect(v.faults()).toEqual([])
  })

  test('the helper, the number and each step of the way are lines like all others', async () => {
    await v.signIn('household')
    await v.go('pages/roster/index')
    await v.reads('历程')
    for (const [line, reads] of [[/^帮扶责任人 样志远，不对/, '帮扶责任人'], [/^联系电话 .*，不对/, '联系电话'], [/^帮扶中.*，不对/, '历程']] as const) {
      await v.button(line).click()
      await v.reads('您说的是')
      await v.page.locator('.taro_page').filter({ visible: true }).getByText(reads, { exact: true }).filter({ visible: true }).first().waitFor()
      await v.page.goBack()
      await v.button(line).waitFor()
    }
    expect(v.faults()).toEqual([])
  })

  test('without a line it stays on the phone, is shown, survives a reload of what was typed, and arrives once', async () => {
    await v.signIn('household')
    await v.go(own('of-household'))
    await v.tap('我要反映')
    await v.reads('哪方面的事')
    await v.tap('住房')
    await v.page.getByLabel('是什么事').fill('灶房墙裂了一道缝')
    await v.quiet()
    await v.page.reload()
    await v.reads('哪方面的事')
    expect(await v.page.getByLabel('是什么事').inputValue()).toBe('灶房墙裂了一道缝')
    await v.context.setOffline(true)
    await v.reads(/现在没有信号/)
    await v.tap('交给村里')
    await v.reads('已存在手机里，有信号会自动上传')
    await v.reads('1 个还没传上去')
    expect((await list()).some((p) => p.text === '灶房墙裂了一道缝')).toBe(false)
    v.faults()
    await v.context.setOffline(false)
    await v.go(own('of-household'))
    await v.button(/^灶房墙裂了一道缝，等村里接手/).waitFor()
    expect((await list()).filter((p) => p.text === '灶房墙裂了一道缝')).toHaveLength(1)
  })

  test('a visit was so, another was not: both reach the record, and are asked no more', async () => {
    const [right, wrong] = [await visit('属实的一次'), await visit('没来的一次')]
    await v.signIn('household')
    await v.go(own('visits'))
    await v.reads('没来的一次')
    const card = (note: string) => v.page.locator('.card').filter({ hasText: note, visible: true })
    expect(await v.text()).not.toContain('只给村里看的话')
    await card('属实的一次').getByRole('button', { name: /属实$/ }).click()
    await card('属实的一次').getByText('您说属实').waitFor()
    await card('没来的一次').getByRole('button', { name: /不对$/ }).click()
    await v.page.getByLabel('可以不写，也可以说一句').fill('那天没人来')
    await v.tap('就是不对')
    await card('没来的一次').getByText('您说不对').waitFor()
    const said = async (id: string) => (await world.call(visits.get, { id: a1().id, visit: id }, await as('village_secretary'))).body.confirmation
    expect(await said(right.id)).toMatchObject({ agree: true })
    expect(await said(wrong.id)).toMatchObject({ agree: false, text: '那天没人来' })
    expect(await card('没来的一次').getByRole('button', { name: /属实$/ }).count()).toBe(0)
    expect(v.faults()).toEqual([])
  })

  test('raised, taken in hand, mended, struck off by another, and answered on its own phone', async () => {
    const { id } = await raise('院门合不上')
    const helper = await phoneOf('helper')
    await helper.go(own('problem', `&problem=${id}`))
    await helper.reads('我来办')
    await helper.tap('我来办')
    await helper.reads('申请销号')
    await helper.tap('申请销号')
    await helper.reads('怎么办好的，农户看得到')
    await helper.page.getByLabel('怎么办好的，农户看得到').fill('换了合页，试过能关')
    await helper.page.locator('.sheet').getByRole('button', { name: '申请销号' }).click()
    await helper.reads(/不能自己销号/)
    expect(await helper.button('看过了，销号').count()).toBe(0)
    expect(helper.faults()).toEqual([])
    await helper.leave()
    const secretary = await phoneOf('village_secretary')
    await secretary.go('packages/mine/problems/index')
    await secretary.reads('院门合不上')
    await secretary.tap(/^院门合不上/)
    await secretary.reads('看过了，销号')
    await secretary.tap('看过了，销号')
    await secretary.page.locator('.sheet').getByRole('button', { name: '看过了，销号' }).click()
    await secretary.reads('核查销号')
    expect(secretary.faults()).toEqual([])
    await secretary.leave()
    await v.signIn('household')
    await v.go(own('problem', `&problem=${id}`))
    await v.reads('办完了')
    await v.reads('换了合页，试过能关')
    await v.reads('其实还没办好')
    expect(v.faults()).toEqual([])
  })

  test('consent is given, and taken back; then no photo is asked for', async () => {
    await v.signIn('household')
    await v.reads('先看看：您家的信息怎么用')
    await v.tap('先看看，您家的信息怎么用')
    await v.tap('同意')
    await v.reads('帮您的人')
    expect((await world.call(privacy.consent, {}, await as('household'))).body.given).toMatchObject({ agree: true })
    await v.go('packages/mine/consent/index')
    await v.tap('撤回同意')
    await v.reads(/您选了「不同意」/)
    await v.go(own('raise'))
    await v.reads('是什么事')
    expect(await v.seen('照片（可以不拍）').count()).toBe(0)
    expect(v.faults()).toEqual([])
  })

  test('six digits from the helper\'s phone open the household on another', async () => {
    const helper = await phoneOf('helper')
    await helper.go(own('code'))
    await helper.reads('给谁的手机')
    await helper.button(new RegExp(a1().members[1].name)).click()
    await helper.tap('给一个 6 位码')
    await helper.reads(/只能用一次/)
    const code = (await helper.page.locator('.bind__code').textContent() ?? '').replace(/\D/g, '')
    expect(code).toMatch(/^\d{6}$/)
    await helper.leave()
    await v.go('packages/mine/bind/index')
    await v.page.getByLabel('6 位数字').fill('000000')
    await v.tap('进我家')
    await v.reads('这个码用不了')
    v.faults()
    await v.page.getByLabel('6 位数字').fill(code)
    await v.tap('进我家')
    await v.reads('帮您的人')
    expect(await world.rows('SELECT id FROM wechat_binding WHERE member_id = :id', { id: a1().members[1].id })).toHaveLength(1)
    expect(v.faults()).toEqual([])
  })
})
