import type { AnnualCardContent, AnnualCardView, IssuedCardView } from '@onecard/shared/contract/annual-cards.views'
import { actsOf, perHead, quarterNames, signRows, sumRows, versionChips, whatIfWords } from './annual-view'
import { verdictOf } from './verify-view'

const q = (...quarters: [number, number, number, number]) => ({ quarters, fen: quarters.reduce((sum, fen) => sum + fen, 0) })
const content = {
  year: 2020, from: '2019-10', to: '2020-09', groups: { A: q(0, 0, 300_000, 300_000), B: q(540_000, 0, 0, 180_000), C: q(50_000, 0, 0, 0), D: q(54_900, 54_000, 140_300, 64_800), E: q(20_000, 30_000, 160_000, 50_000) },
  gross: { ...q(0, 0, 0, 0), fen: 1_684_000 }, net: q(624_900, 24_000, 280_300, 494_800), divisor: { rule: 'registered_at_period_end', members: 2, heads: 2, scale: 1 },
  perCapitaFen: 712_000, lineFen: 400_000, below: false, missingMonths: 0, excludedFen: 126_050, rigidFen: 0, lastYear: null,
} as unknown as AnnualCardContent

test('the year by quarters of the card year; each row makes sense read aloud', () => {
  expect(quarterNames('2019-10')).toEqual(['10–12月', '1–3月', '4–6月', '7–9月'])
  const rows = sumRows(content)
  expect(rows.map((r) => [r.short, r.total])).toEqual([['工资', '6,000'], ['生产', '7,200'], ['财产', '500'], ['转移', '3,140'], ['支出', '2,600'], ['纯收入', '14,240']])
  expect(rows[0].spoken).toMatch(/^工资性收入 6,000 元，占 36%；10–12月 0，/)
})

test('per head: the verdict is that of the card, in exact integers; without heads or sheets there is no figure', () => {
  expect(perHead(content)).toMatchObject({ amount: '7,120', verdict: { text: '高于标准线 3,120 元', tone: 'done' }, rule: '14,240 ÷ 2 人，按年底登记人数算', notes: ['另有 1,260.50 元 不算收入（慰问、报销这些）'] })
  // Rounds to the line, and is below it all the same.
  expect(perHead({ ...content, perCapitaFen: 400_000, below: true }).verdict).toEqual({ text: '略低于标准线', tone: 'danger' })
  expect(perHead({ ...content, perCapitaFen: 400_000 }).verdict?.text).toBe('正好到标准线')
  expect(perHead({ ...content, perCapitaFen: null, below: null })).toMatchObject({ amount: null, verdict: null, rule: '还没有审过的收支，所以没有数字' })
  expect(perHead({ ...content, divisor: { rule: 'member_months', members: 4, heads: 43, scale: 12 } }).rule).toBe('14,240 × 12 ÷ 43 个人月，按在家的月数算')
})

const issued = { year: 2020, version: 3, hash: '', state: 'issued', issuedAt: '', issuedBy: '', reason: null, verification: '7K2M-9Q4T', signatures: [{ as: 'helper', by: '例志远', on: '2020-10-12' }], content } as IssuedCardView
test('unsigned is shown as such, and an old version says so', () => {
  expect(signRows(issued.signatures, '2020-10-15', true).map((r) => [r.k, r.v, r.signed])).toEqual([['户主', '等您签', false], ['帮扶责任人', '例志远，10月12日', true], ['村支部书记', '还没签', false]])
  expect(versionChips({ content, issued, newest: 4 }, false, 0).map((c) => c.text)).toEqual(['第 3 版', '已更新为第 4 版', '等户主签字'])
  expect(versionChips({ content, issued: null }, false, 2).map((c) => c.text)).toEqual(['还没签发'])
})

test('the main act: issue where something is new and nothing stands in the way, then sign', () => {
  const view = (more: Partial<AnnualCardView>) => ({ issued, differences: [], mayIssue: false, hindrances: [], maySignAs: [], ...more }) as unknown as AnnualCardView
  expect([
    actsOf(view({ maySignAs: ['household'] }), true), actsOf(view({ maySignAs: ['household', 'helper'] }), false), actsOf(view({ mayIssue: true, differences: [{ what: '', before: '', after: '' }], maySignAs: ['secretary'] }), false),
    actsOf(view({ mayIssue: true, issued: null, hindrances: ['还缺 2 个月'] }), false), actsOf(view({ issued: null, maySignAs: ['household'] }), true), actsOf(view({ mayIssue: true }), false),
  ]).toEqual([['sign_own'], ['sign_household', 'sign_helper'], ['issue', 'sign_secretary'], [], [], []])
})

test('what if: in which month, or what each month would have to bring', () => {
  const poor = { ...content, net: { ...content.net, fen: 650_000 } }
  expect(whatIfWords(poor, 50_000, '2020-04-10')).toEqual({ text: '2020年6月能过线', tone: 'done', more: '要 3 个月，那时人均 4,000 元' })
  expect(whatIfWords(poor, 10_000, '2020-08-01')).toMatchObject({ text: '这个年度过不了线', more: '到年底人均 3,350 元，要 15 个月才够。要在年底前过线，每月得有 750 元' })
  expect(whatIfWords(content, 50_000, '2020-04-10').text).toBe('现在已经过线了')
})

test('a paper: current, replaced, not ours; out of scope no name and no number', () => {
  const at = '2020-10-12T01:00:00.000Z'
  expect(verdictOf({ genuine: true, standing: 'current', year: 2020, version: 3, currentVersion: 3, headName: '样甲山', household: 'h', issuedAt: at }, '2020-10-15')).toMatchObject({ title: '第 3 版，现行', open: { household: 'h', year: '2020' } })
  expect(verdictOf({ genuine: true, standing: 'replaced', year: 2020, version: 3, currentVersion: 4 }, '2020-10-15').title).toBe('已更新为第 4 版')
  expect([verdictOf({ genuine: true }, '2020-10-15'), verdictOf({ genuine: false }, '2020-10-15')].map((v) => [v.title, v.open])).toEqual([['是县里签发的', null], ['这张纸不是真的', null]])
})
