// 明白卡 for old eyes: the same figures at 18 pt and more, in plain words. The front may hang: what tells of illness, disability or relief
// stands on the back, and the front says so in the same row for every household.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { banner, bannerHeight, blockHead, BOTTOM, ELDER_FOOT, foot, MARGIN, tick, WIDTH } from './furniture'
import { fillBox, type Fill } from './fills'
import { drawCode } from './qr'
import type { Sheet } from './sheet'
import type { CardStamp, CountyWords } from './stamp'
import { nothingEntered } from './standing'
import { amount, drawTable, label, rowHeight, tableHeight, value, type Row, type TableStyle } from './table'
import { day, exact, groupName, NOTHING, ON_THE_BACK, phone, short, yuan } from './words'

type Measure = AnnualCardContent['measures'][number]

const SIZE = 18
const STYLE: TableStyle = { size: SIZE, row: 11.6, leading: 8.6, pad: 2.5, hair: 0.2, hairColour: '#000000' }
const CALL: TableStyle = { ...STYLE, row: 15, leading: 11 }
const GIVEN = [41, 104, 41]
const CALLS = [46, 51, 89]
const GAP = 4.5
const HEAD = { size: 21, height: 10, bar: 2.4, remarkSize: 16 }
const HEADED = GAP + HEAD.height + 1.5
const PART = 11
const FOOT = { size: 14, height: ELDER_FOOT }
const TOP = 54
const LEFT_OUT = '健康、残疾、低保这些帮助'

/** As people say it at home. */
const SAID: Record<Fill, string> = { A: '打工、公益岗', B: '种地、养殖、果树', C: '分红、租金', D: '养老钱、补贴', E: '种子、饲料等' }
const FIVE: [RegExp, string][] = [[/吃/, '不愁吃（水干净）'], [/穿/, '不愁穿'], [/教育/, '孩子能上学'], [/医疗/, '看病有医保'], [/住房|房/, '房子安全']]

export interface ElderPlan { front: Row[]; backHere: Row[]; restFront: Row[]; restBack: Row[]; pages: number }

const givenRow = ({ kind, content, paidFen }: Measure): Row => ({ cells: [label(short(kind), { bold: true }), { text: content }, amount(paidFen ? `${yuan(paidFen)} 元` : NOTHING, { bold: true })] })
const backRow: Row = { cells: [label('别的', { bold: true }), { text: LEFT_OUT }, { text: ON_THE_BACK, align: 'right' as const, bold: true }] }

/** Rows that the room holds, and the others. */
function fit(sheet: Sheet, rows: readonly Row[], room: number): [Row[], Row[]] {
  let left = room
  const count = rows.findIndex((row) => { left -= rowHeight(sheet, row, GIVEN, STYLE); return left < 0 })
  return count < 0 ? [[...rows], []] : [rows.slice(0, count), rows.slice(count)]
}

export function planElder(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp): ElderPlan {
  const frontRows = content.measures.filter(({ back }) => !back).map(givenRow)
  const backRows = content.measures.filter(({ back }) => back).map(givenRow)
  const bottom = BOTTOM - ELDER_FOOT - 2
  const calls = tableHeight(sheet, callRows(content, { office: '' }), CALLS, CALL)
  const five = Math.ceil(content.guarantees.length / 3) * 9 + HEADED
  const room = bottom - TOP - MARGIN - bannerHeight(stamp) - 2 * HEADED - calls - STYLE.row - five
  const [front, restFront] = fit(sheet, frontRows, room)
  const [backHere, restBack] = fit(sheet, backRows, bottom - backBottom(sheet, content, stamp) - (HEADED - GAP + NEAR))
  const keptBack = backRows.length ? backHere : []
  return { front, backHere: keptBack, restFront, restBack: backRows.length ? restBack : [], pages: 2 + restPages(sheet, stamp, restFront, restBack).length }
}

export function drawElder(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords, plan: ElderPlan): void {
  drawFront(sheet, content, stamp, county, plan)
  drawBack(sheet, content, stamp, plan)
  restPages(sheet, stamp, plan.restFront, plan.restBack).forEach((rows, n) => {
    sheet.page()
    let y = elderHead(sheet, content, stamp, `${content.year} 年的明白卡　续`)
    y = blockHead(sheet, y + GAP, '还给了我家', HEAD) + 1.5
    sheet.tag('Table', () => { drawTable(sheet, MARGIN, y, GIVEN, rows, STYLE) })
    foot(sheet, stamp, '请收好，不要贴门上', `续 ${3 + n} / ${plan.pages}`, FOOT)
  })
}

function restPages(sheet: Sheet, stamp: CardStamp, ...rests: Row[][]): Row[][] {
  const pages: Row[][] = []
  for (let rows = rests.flat(); rows.length > 0;) {
    const [here, others] = fit(sheet, rows, BOTTOM - ELDER_FOOT - 2 - MARGIN - bannerHeight(stamp) - 15 - HEADED)
    // A row that no page could hold alone would never end.
    pages.push(here.length ? here : rows.slice(0, 1))
    rows = here.length ? others : rows.slice(1)
  }
  return pages
}

function callRows({ helpers, hotline }: AnnualCardContent, { office }: Pick<CountyWords, 'office'>): Row[] {
  const of = (role: 'helper' | 'first_secretary', name: string): Row => {
    const who = helpers.find((h) => h.role === role)
    return { cells: [label(name), value(who?.name, { bold: true, size: 24 }), value(phone(who?.phone ?? null), { bold: true, size: 26 })] }
  }
  return [of('helper', '帮扶责任人'), of('first_secretary', '第一书记'), { cells: [label('监督电话'), value(office, { bold: true, size: 24 }), value(phone(hotline), { bold: true, size: 26 })] }]
}

function drawFront(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords, plan: ElderPlan): void {
  sheet.page()
  let y = elderFrontHead(sheet, content, stamp, county)
  y = blockHead(sheet, y + GAP, '有事找谁', HEAD) + 1.5
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, CALLS, callRows(content, county), CALL) })
  y = blockHead(sheet, y + GAP, '今年给了我家什么', { ...HEAD, remark: plan.restFront.length ? `还有 ${plan.restFront.length} 样，见续页` : undefined }) + 1.5
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, GIVEN, [...plan.front, backRow], STYLE) })
  const five = content.guarantees
  y = blockHead(sheet, y + GAP, five.every(({ ok }) => ok) ? '五件事都有着落' : '五件事', HEAD) + 1.5
  sheet.tag('P', () => {
    five.forEach(({ name, ok }, n) => {
      const x = MARGIN + (n % 3) * 63
      const top = y + Math.floor(n / 3) * 9
      tick(sheet, ok, x, top + 0.6, 6.6)
      sheet.text(`${FIVE.find(([of]) => of.test(name))?.[1] ?? name}${ok === false ? '：还没有' : ''}`, x + 8.6, top, 56, 8, { size: ok === false ? 15 : SIZE })
    })
  })
  foot(sheet, stamp, '收支明细在背面', `正面 1 / ${plan.pages}`, FOOT)
}

function elderFrontHead(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): number {
  const top = banner(sheet, stamp, MARGIN)
  const { region } = content
  sheet.tag('H1', () => {
    sheet.text(`${county.issuer} 制`, MARGIN, top, 136, 7, { size: 16, face: 'song' })
    sheet.text(`明白卡 ${content.year}年`, MARGIN, top + 8, 136, 13, { size: 30, face: 'song', spaced: 0.04 })
    sheet.text(`${content.headName}　家里 ${content.members.length} 口人`, MARGIN, top + 23, 136, 11, { size: 26, face: 'bold' })
  })
  sheet.tag('P', () => { sheet.paragraph([region.township, region.village, groupName(region.group)].filter(Boolean).join(' '), MARGIN, top + 35, 136, 8.4, { size: SIZE }) })
  const x = MARGIN + WIDTH - 46
  if (stamp.householdAddress) {
    const code = stamp.householdAddress
    sheet.tag('Figure', () => { drawCode(sheet, code, x + 1, top - 1, 44) }, '本户二维码')
    sheet.tag('P', () => { sheet.text('微信扫一扫', x, top + 43, 46, 7, { size: 16, face: 'bold', align: 'center' }) })
  } else sheet.tag('P', () => { sheet.text('还没有门牌码', x, top + 16, 46, 8, { size: 16, align: 'center' }) })
  sheet.strokes([[MARGIN, top + TOP - 1, MARGIN + WIDTH, top + TOP - 1]], 0.8)
  return top + TOP - 1
}

function elderHead(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, title: string): number {
  const top = banner(sheet, stamp, MARGIN)
  sheet.tag('H1', () => {
    sheet.text(title, MARGIN, top, 140, 11, { size: 26, face: 'song', spaced: 0.02 })
    sheet.text(content.headName, MARGIN, top, WIDTH, 11, { size: 26, face: 'bold', align: 'right' })
  })
  sheet.strokes([[MARGIN, top + 13, MARGIN + WIDTH, top + 13]], 0.8)
  return top + 13
}

const BOX = 37
const SIGN = 22
const VERIFY = 19.5
/** Above the heads of the back, which holds more. */
const NEAR = 3.4

const backBottom = (sheet: Sheet, content: AnnualCardContent, stamp: CardStamp): number =>
  MARGIN + bannerHeight(stamp) + 13 + 4 + BOX + 4 * (HEADED - GAP + NEAR) + 5 * PART + tableHeight(sheet, wayRows(content), [WIDTH], STYLE) + SIGN + (stamp.verifyAddress ? 2 + VERIFY : 0)

function wayRows(content: AnnualCardContent): Row[] {
  const { groups, net, divisor, perCapitaFen } = content
  if (nothingEntered(content)) return [{ cells: [{ text: '今年还没有记账，算不出来。' }] }]
  const sum = `${(['A', 'B', 'C', 'D'] as const).map((g) => yuan(groups[g].fen)).join(' + ')} − ${yuan(groups.E.fen)} = ${yuan(net.fen)} 元`
  const way = divisor.scale === 1 ? `${yuan(net.fen)} 元 ÷ ${divisor.heads} 口人` : `${yuan(net.fen)} 元 × ${divisor.scale} ÷ ${divisor.heads} 人月`
  return [{ cells: [{ text: sum }] }, { cells: [{ text: perCapitaFen === null ? `${way}：不计算` : `${way} = ${exact(perCapitaFen)} 元`, bold: true }] }]
}

function drawBack(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, plan: ElderPlan): void {
  sheet.page()
  let y = elderHead(sheet, content, stamp, `我家 ${content.year} 年的账`)
  y = drawBox(sheet, content, y + 4)
  y = blockHead(sheet, y + NEAR, '钱从哪里来', { ...HEAD, remark: '单位：元' }) + 1.5
  const most = Math.max(1, ...(['A', 'B', 'C', 'D', 'E'] as const).map((g) => Math.abs(content.groups[g].fen)))
  for (const fill of ['A', 'B', 'C', 'D'] as const) y = drawPart(sheet, fill, content.groups[fill].fen, most, y)
  y = blockHead(sheet, y + NEAR, '种地养殖花了多少', HEAD) + 1.5
  y = drawPart(sheet, 'E', content.groups.E.fen, most, y)
  y = blockHead(sheet, y + NEAR, '怎么算的', HEAD) + 1.5
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, [WIDTH], wayRows(content), STYLE) })
  y = blockHead(sheet, y + NEAR, '核对无误，请签字或按手印', HEAD) + 1.5
  y = drawSignatures(sheet, stamp, y)
  if (stamp.verifyAddress) y = drawVerify(sheet, stamp, y + 2)
  if (plan.backHere.length) {
    y = blockHead(sheet, y + NEAR, '还给了我家', HEAD) + 1.5
    sheet.tag('Table', () => { drawTable(sheet, MARGIN, y, GIVEN, plan.backHere, STYLE) })
  }
  foot(sheet, stamp, plan.restBack.length ? '有家里的收入，别贴门上；还有续页' : '有家里的收入，请收好，不要贴门上', `背面 2 / ${plan.pages}`, FOOT)
}

function drawBox(sheet: Sheet, content: AnnualCardContent, y: number): number {
  const { perCapitaFen, below, missingMonths, lineFen, lastYear } = content
  const line = `今年的标准是 ${yuan(lineFen)} 元`
  const change = perCapitaFen === null || lastYear?.perCapitaFen === null || lastYear?.perCapitaFen === undefined ? '' : changeText(perCapitaFen - lastYear.perCapitaFen)
  const verdict = nothingEntered(content) ? '没有记账不等于没有收入，请找帮扶责任人。' : perCapitaFen === null ? '家里没有在册的人，请找村里核对。'
    : missingMonths > 0 ? `还缺 ${missingMonths} 个月没记完，先不下结论。` : `${change}${line}，${below ? '还没达到' : '达到了'}。`
  sheet.tag('P', () => {
    sheet.frame(MARGIN, y, WIDTH, BOX, 0.8)
    sheet.text(missingMonths > 0 && perCapitaFen !== null ? '到现在每口人收入' : '每口人一年收入', MARGIN, y + 1.6, WIDTH, 9, { size: SIZE, align: 'center' })
    const figure = perCapitaFen === null ? NOTHING : exact(perCapitaFen)
    const width = sheet.widthOf(figure, { size: 44, face: 'bold' })
    const unit = perCapitaFen === null ? 0 : sheet.widthOf(' 元', { size: 26, face: 'bold' })
    const x = MARGIN + (WIDTH - width - unit) / 2
    sheet.text(figure, x, y + 9.5, width, 18, { size: 44, face: 'bold' })
    if (unit) sheet.text(' 元', x + width, y + 12, unit, 18, { size: 26, face: 'bold' })
    sheet.text(verdict, MARGIN, y + 27, WIDTH, 9, { size: sheet.widthOf(verdict, { size: SIZE }) > WIDTH - 4 ? 16 : SIZE, align: 'center' })
  })
  return y + BOX
}

const changeText = (fen: number): string => fen === 0 ? '和去年一样。' : `比去年${fen > 0 ? '多' : '少'} ${yuan(Math.abs(fen))} 元。`

function drawPart(sheet: Sheet, fill: Fill, fen: number, most: number, y: number): number {
  sheet.tag('P', () => {
    sheet.text(SAID[fill], MARGIN, y, 58, PART, { size: SIZE })
    const width = 88 * Math.abs(fen) / most
    if (width > 0.6) fillBox(sheet, fill, MARGIN + 60, y + (PART - 8) / 2, width, 8)
    sheet.text(fill === 'E' && fen > 0 ? `−${yuan(fen)}` : yuan(fen), MARGIN, y, WIDTH, PART, { size: 21, face: 'bold', align: 'right' })
  })
  sheet.strokes([[MARGIN, y + PART, MARGIN + WIDTH, y + PART]], 0.2)
  return y + PART
}

function drawSignatures(sheet: Sheet, stamp: CardStamp, y: number): number {
  const width = WIDTH / 3
  sheet.tag('Table', () => {
    sheet.frame(MARGIN, y, WIDTH, SIGN, 0.35)
    sheet.strokes([[MARGIN + width, y, MARGIN + width, y + SIGN], [MARGIN + 2 * width, y, MARGIN + 2 * width, y + SIGN]], 0.2)
    const cells = [['户主', 'household'], ['帮扶责任人', 'helper']] as const
    const signed = cells.map(([name, as], n) => {
      const signature = stamp.signatures.find((s) => s.as === as)
      sheet.text(name, MARGIN + n * width + 2.5, y + 1.5, width - 4, 8, { size: SIZE })
      if (signature?.drawn) sheet.path(signature.drawn, MARGIN + n * width + 14, y + 8, 30, 14, [300, 150])
      else if (signature) sheet.text(signature.by, MARGIN + n * width + 2.5, y + 12, width - 4, 9, { size: 20, face: 'bold' })
      return signature
    })
    const on = signed.flatMap((s) => s ? [s.on] : []).sort().at(-1)
    sheet.text(on ? day(on) : '年　　月　　日', MARGIN + 2 * width, y + SIGN - 10, width - 2.5, 9, { size: SIZE, align: 'right' })
  })
  return y + SIGN
}

function drawVerify(sheet: Sheet, { verifyAddress }: CardStamp, y: number): number {
  sheet.tag('Figure', () => { drawCode(sheet, verifyAddress ?? '', MARGIN, y, VERIFY, { quiet: 2, correction: 'M' }) }, '核验码')
  sheet.tag('P', () => {
    sheet.text('这张纸还作数吗？', MARGIN + VERIFY + 4, y + 2, 150, 9, { size: SIZE, face: 'bold' })
    sheet.text('扫左边的码，说「现行」才作数。', MARGIN + VERIFY + 4, y + 11, 150, 9, { size: SIZE })
  })
  return y + VERIFY
}
