import type { ProposalView } from '@onecard/shared/contract/accounts.views'
import { proposalRow } from './proposals-view'

const TODAY = '2020-03-12'
const proposal: ProposalView = { id: 'P', kind: 'appointment', account: 'clerk9', name: '例新来', role: 'village_clerk', roleLabel: '村级信息员', where: '样例村', from: '2020-04-01', to: null, proposedBy: 'county', proposedAt: '2020-03-12T01:05:00.000Z' }

test('what would begin, for whom, and who proposed it', () => {
  const row = proposalRow(proposal, 'admin', TODAY)
  expect([row.title, row.facts, row.by, row.notMine]).toEqual(['例新来 任村级信息员', ['账号 clerk9', '样例村', '4月1日起'], '账号 county 3月12日 9:05 提的', null])
  expect(row.confirming.text).toMatch(/^从 4月1日 起，例新来能看、能办「村级信息员，样例村」/)
  expect(proposalRow({ ...proposal, from: '2020-03-01' }, 'admin', TODAY).confirming.text).toMatch(/^从现在起/)
})

test('whoever proposed it, or is meant by it, is told that it takes another', () => {
  expect([proposalRow(proposal, 'county', TODAY).notMine, proposalRow(proposal, 'clerk9', TODAY).notMine]).toEqual(['您自己提的，要由另一个人来确认。', '这是给您自己的，要由别人来确认。'])
})

test('a reset names no post', () => {
  expect(proposalRow({ id: 'P', kind: 'reset', account: 'clerk9', name: '例新来', proposedBy: 'county', proposedAt: '2020-03-12T01:05:00.000Z' }, 'admin', TODAY)).toMatchObject({ title: '给例新来重设密码', facts: ['账号 clerk9'] })
})
