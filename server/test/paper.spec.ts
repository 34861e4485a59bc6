// Papers as others read them: every figure in the text, no box in a name, every code read, the wall told nothing, what does not fit on a further page.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { printNumber } from '@onecard/shared/rules/household-number'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { drawable, drawCard, drawLabels, openPaper, type CardOptions, type CardStamp, type Label, type PerSheet, type Sheet } from '../src/paper'
import { CONTENT, COUNTY, largeContent, STAMP, withItems } from '../src/paper/card.fixture'
import { boxesOf, codesOf, infoOf, textOf } from './pdf'

async function paper(draw: (sheet: Sheet) => void, title = '明白卡 样守田 2020年度'): Promise<Buffer> {
  const { doc, sheet } = openPaper({ title, subject: COUNTY.title, author: COUNTY.issuer, at: new Date(0) })
  const bytes = buffer(doc.pipe(new PassThrough()))
  draw(sheet)
  sheet.end()
  return bytes
}
const card = (content: AnnualCardContent, options: CardOptions = {}, stamp: CardStamp = STAMP): Promise<Buffer> => paper((sheet) => { drawCard(sheet, content, stamp, COUNTY, options) })
const plain = (text: string): string => text.replace(/\s+/g, '')
/** 12.34 as it is printed. */
const yuan = (fen: number): string => (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 ? 2 : 0 }).replace('-', '−')
const figures = ({ items, groups, gross, net }: AnnualCardContent): string[] => [...items, ...Object.values(groups), gross, net].flatMap((sums) => [...sums.quarters, sums.fen]).filter((fen) => fen !== 0).map(yuan)

const draft: CardStamp = { ...STAMP, version: null, verification: null, verifyAddress: null }

test('both sides: every figure, version and code in the text, the codes read, title and language known', async () => {
  const pdf = await card(CONTENT)
  const pages = (await textOf(pdf)).map(plain)
  for (const figure of [...figures(CONTENT), '6,548.67', '+1,740.00', '4,808.67', '达到标准', '人口按期末在册人数（2020年9月30日）']) expect(pages[1]).toContain(plain(figure))
  for (const [n, page] of pages.entries()) expect(page).toContain(`第3版·核验码7K2M-9Q4T·${['正面', '背面', '续'][n]}${n + 1}/${pages.length}`)
  expect((await codesOf(pdf)).slice(0, 2)).toEqual([[STAMP.householdAddress], [STAMP.verifyAddress]])
  const info = await infoOf(pdf)
  expect(info).toMatch(/Title:\s+明白卡 样守田 2020年度/)
  expect(info).toMatch(/Tagged:\s+yes/)
  expect(pdf.toString('latin1')).toContain('/Lang (zh-CN)')
})

test.each([['plain', false], ['elder', true]])('the %s front tells nothing of illness, disability or relief, and looks the same for all', async (_, elder) => {
  const bare = { ...CONTENT, type: { code: '01', label: '一般贫困户' }, causes: [{ code: '01', label: '因学' }], measures: CONTENT.measures.filter(({ back }) => !back), members: CONTENT.members.map((m) => ({ ...m, healthPolicy: false, labour: '普通劳动力' })) }
  const told = {
    ...CONTENT, type: { code: '02', label: '低保贫困户' }, causes: [{ code: '02', label: '因病' }, { code: '03', label: '因残' }], members: CONTENT.members.map((m) => ({ ...m, healthPolicy: true, labour: '丧失劳动力' })),
    measures: [...bare.measures, ...['健康扶贫（医疗救助）', '兜底保障（低保）', '残疾人帮扶'].map((label) => ({ ...CONTENT.measures[4], kind: { code: '06', label }, content: '发放救助金', paidFen: 123_400 }))],
  }
  const [one, other] = await Promise.all([card(bare, { elder }), card(told, { elder })].map(async (pdf) => textOf(await pdf)))
  const withoutPages = (page: string): string => page.replace(/\/ \d/g, '')
  expect(withoutPages(other[0])).toBe(withoutPages(one[0]))
  expect(other[0]).not.toMatch(/低保贫困户|因病|因残|丧失|救助金|1,234|符合/)
  expect(plain(other.slice(1).join(''))).toContain('1,234')
  if (!elder) expect(plain(other.slice(1).join(''))).toMatch(/低保贫困户.*因病、因残.*丧失劳动力，符合健康扶贫政策.*残疾人帮扶/)
})

test('eleven people, fourteen measures, thirty lines: nothing lost, nothing smaller, further pages numbered; rare names whole', async () => {
  const large = largeContent()
  const pdf = await card(large, { evenPages: true })
  const pages = (await textOf(pdf)).map(plain)
  const all = pages.join('')
  for (const { name } of large.members) expect(all).toContain(name)
  for (const { content } of large.measures) expect(all).toContain(plain(content))
  for (const figure of figures(large)) expect(all).toContain(figure)
  for (const { note } of large.items) expect(all).toContain(plain(note))
  expect(pages).toHaveLength(4)
  expect(pages.slice(2).every((page, n) => page.includes(`续${n + 3}/4`))).toBe(true)
  expect(['𠮷', '𡈽', '㛃', '䶮', '𬭳', '婞', '①⑦'].every(drawable)).toBe(true)
  expect(boxesOf(pdf)).toBe(0)
  const elder = await card(large, { elder: true })
  expect(plain((await textOf(elder)).join(''))).toContain('样𠮷田家里11口人')
  expect(boxesOf(elder)).toBe(0)
})

test('a character that no font has is printed by its number, not as a box', async () => {
  const pdf = await card({ ...CONTENT, headName: '样\u{2A6D5}田' })
  expect(drawable('\u{2A6D5}')).toBe(false)
  expect(plain((await textOf(pdf))[0])).toContain('样〔2A6D5〕田')
  expect(boxesOf(pdf)).toBe(0)
})

test('what is not judged, drafts and replaced versions say so', async () => {
  const page = async (content: AnnualCardContent, stamp = STAMP): Promise<string> => plain((await textOf(await card(content, {}, stamp)))[1])
  const none = withItems(CONTENT, [], 3)
  const [poor, close, missing, empty, nobody] = await Promise.all([
    page({ ...withItems(CONTENT, CONTENT.items.slice(0, 1), 3) }), page({ ...CONTENT, net: { ...CONTENT.net, fen: 1_199_999 }, perCapitaFen: 400_000, below: true }), page({ ...CONTENT, missingMonths: 1, missing: ['2020-09'] }),
    page({ ...none, perCapitaFen: null, below: null, missingMonths: 12 }), page({ ...withItems(CONTENT, CONTENT.items, 0) }),
  ])
  expect(poor).toContain('还差2,000.00元')
  expect(close).toMatch(/人均纯收入4,000\.00元.*还差不到1分.*比较用原数/)
  expect(missing).toMatch(/到目前人均6,548\.67元.*缺2020年9月暂不判断/)
  expect(empty).toMatch(/本年度没有收支记录.*没有记录不等于收入为0元.*例国安15400000101/)
  expect(nobody).toContain('19,646元÷0人不计算人均')
  const asDraft = await card(CONTENT, {}, draft)
  for (const text of await textOf(asDraft)) expect(plain(text)).toMatch(/草稿·未审核.*没有核验码/)
  expect((await codesOf(asDraft))[1]).toEqual([])
  const old = await card(CONTENT, {}, { ...STAMP, replacedBy: { version: 4, on: '2020-12-01' }, signatures: [{ as: 'household', by: '样守田', on: '2020-10-13', drawn: 'M20 40L60 100' }, { as: 'helper', by: '例国安', on: '2020-10-14' }] })
  const [front, back] = (await textOf(old)).map(plain)
  // Three sides: the next card of a pile begins on a fresh sheet.
  const piled = await textOf(await card(CONTENT, { evenPages: true }, { ...STAMP, replacedBy: { version: 4, on: '2020-12-01' } }))
  expect([piled.length, piled[3]]).toEqual([4, expect.stringContaining('这一面没有内容')])
  for (const side of [front, back]) expect(side).toContain('已作废·第3版2020年12月1日由第4版代替')
  expect(back).toMatch(/2020年10月13日.*例国安手机签2020年10月14日/)
})

const label = (n: number): Label => ({
  township: '太阳升街道', village: '尚和寨村', group: `第 ${n % 12 + 1} 村民小组`, number: String(10_000_000 + n), headName: n % 2 ? '例秀兰' : '样𠮷田', helper: { name: '例国安', phone: '15400000101' }, code: { address: `https://onecard.example.gov.cn/h/${String(n).padStart(17, '0')}` },
})

test.each<[PerSheet, number]>([[8, 3], [6, 3]])('labels %i to a sheet: digits, masked names, helper, and every code on every page read at 150 dpi', async (perSheet, sheets) => {
  const labels = Array.from({ length: perSheet * 2 + 3 }, (_, n) => label(n))
  const pdf = await paper((sheet) => { drawLabels(sheet, labels, { what: '尚和寨村 门牌码', heading: '盖州市精准扶贫 一户一码', printedOn: '2020-10-12', perSheet }) })
  const codes = await codesOf(pdf)
  expect(codes.map((page) => page.length)).toEqual([perSheet, perSheet, 3])
  expect(codes.flat().sort()).toEqual(labels.map(({ code }) => 'address' in code ? code.address : '').sort())
  const pages = await textOf(pdf)
  expect(pages).toHaveLength(sheets)
  pages.forEach((page, n) => {
    expect(plain(page)).toContain(`第${n + 1}张，共${sheets}张`)
    for (const { number } of labels.slice(n * perSheet, (n + 1) * perSheet)) expect(page).toContain(printNumber(number))
    expect(page).not.toMatch(/秀兰|𠮷田|户编号/)
    expect(page).toMatch(/样\*\*|例\*\*/)
  })
})
