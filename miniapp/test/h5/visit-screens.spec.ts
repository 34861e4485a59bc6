// Screens around visits and changes, looked at in both sizes and at three widths.
import { operations } from '@onecard/shared/operations'
import { v7 as uuidv7 } from 'uuid'
import { lookAs } from './look'
import { browser, inCounty, world } from './phones'

let visit: string
let change: string
inCounty(async () => {
  const { a1 } = world.households
  const key = () => ({ 'idempotency-key': uuidv7() })
  const now = new Date().toISOString()
  const helper = await world.token('helper')
  const recorded = await world.call(operations.visits.record, {
    id: a1.id, kind: '01', startedAt: now, endedAt: now, sentAt: new Date(Date.now() + 61 * 60_000).toISOString(), met: [a1.members[0].id], topics: [{ topic: '01', ok: false, text: '门窗坏，东屋门框朽了' }, { topic: '02', ok: true }],
    note: '天冷，炕烧得热。', internalNote: '下回带木工来。', promises: [{ text: '月底前把门修好', by: '2026-12-30' }], photos: [], signature: 'M20 100L60 40L90 110L140 60L200 90',
  }, { token: helper, headers: key() })
  visit = recorded.body.id
  const propose = (fields: { field: string; before?: string | null; after: string }[], who: 'helper' | 'village_clerk') => world.token(who).then((token) => world.call(operations.changes.propose, { id: a1.id, version: 1, kind: 'fields', fields, reason: '入户核实过，有诊断书' }, { token, headers: key() }))
  const { body } = await propose([{ field: 'causeMain', after: '02' }], 'helper')
  change = body.items[0].id
  await propose([{ field: 'safeWater', after: '0' }], 'helper')
})

test('a helper: visits', async () => {
  const { id } = world.households.a1
  await lookAs(browser, world, 'helper', [
    { name: 'visit', path: `packages/visit/record/index?id=${id}`, reads: '见到了谁' },
    { name: 'visit-topic', path: `packages/visit/record/index?id=${id}`, reads: '见到了谁', then: async (w) => { await w.tap('住房'); await w.reads('住房怎么了') } },
    { name: 'visit-missing', path: `packages/visit/record/index?id=${id}`, reads: '见到了谁', then: async (w) => { await w.page.reload(); await w.reads('见到了谁'); await w.tap('记下这次走访'); await w.reads('还差一点') } },
    { name: 'visits', path: `packages/visit/list/index?id=${id}`, reads: '炕烧得热', then: async (w) => { await w.reads('住房有问题') } },
    { name: 'visit-detail', path: `packages/visit/detail/index?id=${id}&visit=${visit}`, reads: '下回带木工来' },
  ])
})

test('a helper: the record, and what is due', async () => {
  const { id } = world.households.a1
  await lookAs(browser, world, 'helper', [
    { name: 'change', path: `packages/visit/change/index?id=${id}&field=phone`, reads: '联系电话' },
    { name: 'change-pick', path: `packages/visit/change/index?id=${id}`, reads: '再改一项', then: async (w) => { await w.tap('再改一项'); await w.reads('改哪一项') } },
    { name: 'member', path: `packages/visit/member/index?id=${id}`, reads: '怎么来的' },
    { name: 'changes', path: `packages/visit/changes/index?id=${id}`, reads: '主要致贫原因' },
    { name: 'due', path: 'packages/visit/due/index', reads: '已超期' },
    { name: 'calendar', path: 'packages/visit/calendar/index', reads: /只有您自己看得到/ },
    { name: 'history', path: `packages/visit/history/index?id=${id}&on=2026-11-01`, reads: '家庭成员' },
    { name: 'household-visits', path: `pages/household/index?id=${id}&way=list`, reads: '改信息' },
  ])
})

test('who decides', async () => {
  await lookAs(browser, world, 'village_secretary', [
    { name: 'home-decides', path: 'pages/home/index', reads: /要审 \d+ 条/ },
    { name: 'queue', path: 'packages/visit/queue/index', reads: '从第一条开始审' },
    { name: 'decide', path: `packages/visit/decide/index?change=${change}`, reads: '有诊断书' },
    { name: 'decide-return', path: `packages/visit/decide/index?change=${change}`, reads: '有诊断书', then: async (w) => { await w.tap('退回'); await w.reads('为什么退回') } },
    { name: 'positions', path: 'packages/visit/positions/index', reads: '没有要确认的位置' },
  ])
})

test('the county', async () => {
  await lookAs(browser, world, 'county_office', [
    { name: 'burden', path: 'packages/office/burden/index', reads: '软件费了多少事' },
    { name: 'offline-office', path: 'packages/account/offline/index', reads: '存哪几个村', then: async (w) => { await w.tap('加一个村'); await w.reads('存哪个村') } },
  ])
})
