// 明白卡, the side that stays in the house: every sum with the way to it, what the front keeps to itself, the signatures, and the code that says
// whether this paper is still the current one. One file although it is long: one side of paper, drawn from top to bottom.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { banner, bannerHeight, blockHead, BOTTOM, foot, FOOT, MARGIN, tick, WIDTH } from './furniture'
import { fillBox, type Fill } from './fills'
import { drawCode } from './qr'
import type { Sheet } from './sheet'
import type { CardStamp, CountyWords } from './stamp'
import { standingOf } from './standing'
import { amount, DENSE, drawTable, label, tableHeight, value, type Row, type TableStyle } from './table'
import { day, exact, itemName, items, NOTHING, quarterHeads, short, signed, span, yuan, yuanOrDash } from './words'

type Item = AnnualCardContent['items'][number]
type Sums = AnnualCardContent['gross']

const GROUP = 22
const REST = [33, 44, 17, 17, 17, 17, 19]
export const INCOME_COLUMNS = [GROUP, ...REST]
/** Least rows beside the two or three lines of a group's name. */
const LEAST_GROUP_ROWS = 3
const HEAD = 10
const RESULT_LEADING = 4.8
const GAP = 1.6
const TITLE = 7.2
const SIGN = 17.2
/** Height of the head of further pages, of that with the code, and of the code. */
const RUNNING = 7.6
const VERIFY = 17.8
const CODE = 18.5
const COMPARE = [24, 19, 19, 21]
const GUARANTEE = [9, 37, 54]
const NAMES: Record<Fill, [string, string]> = { A: ['工资性', '收入'], B: ['生产经营性', '收入'], C: ['财产性', '收入'], D: ['转移性', '收入'], E: ['生产经营性', '支出'] }
const NUMBER: Record<Fill, string> = { A: '①', B: '②', C: '③', D: '④', E: '⑤' }
const EFFECT: TableStyle = { ...DENSE, row: 5.6 }

export interface BackPlan {
  /** Item rows of each group that this side holds; the others stand on a further page, the subtotals always here. */
  shown: Record<Fill, Item[]>
  rest: Item[]
  /** What is not for the wall: here where there is room, else on a further page. */
  apart: Apart
  apartHere: boolean
}

/** What the front leaves to the back besides the sums. */
export interface Apart { rows: Row[] }

const FILLS: Fill[] = ['A', 'B', 'C', 'D', 'E']
/** Label, three further cells. */
export const APART_COLUMNS = [25, 68, 25, 68]

export function itemRow({ item, note, quarters, fen }: Item): Row {
  return { cells: [{ text: itemName(item) }, { text: note }, ...quarters.map((q) => amount(yuanOrDash(q))), amount(yuanOrDash(fen))] }
}

export function planBack(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp): BackPlan {
  const shown = Object.fromEntries(FILLS.map((fill) => [fill, content.items.filter(({ group }) => group === fill)])) as Record<Fill, Item[]>
  const apart = apartOf(sheet, content)
  const room = BOTTOM - FOOT - 1.5 - MARGIN - bannerHeight(stamp) - fixedHeight(sheet, content, stamp)
  const incomes = (): number => FILLS.reduce((sum, fill) => sum + groupHeight(sheet, shown[fill], content.groups[fill]), 0)
  const apartHere = incomes() + apartHeight(sheet, apart) <= room
  const rest: Item[] = []
  // Smallest first: what is left out says least.
  while (!apartHere && incomes() > room) {
    const smallest = FILLS.flatMap((fill) => shown[fill]).sort((a, b) => Math.abs(a.fen) - Math.abs(b.fen))[0]
    if (!smallest) break
    const fill = smallest.group
    shown[fill] = shown[fill].filter((item) => item !== smallest)
    rest.unshift(smallest)
  }
  const order = (item: Item): number => content.items.indexOf(item)
  return { shown, rest: rest.sort((a, b) => order(a) - order(b)), apart, apartHere }
}

/** Whether a text stands in one line of half a row. */
const halfRow = (sheet: Sheet, text: string): boolean => sheet.lines(text, APART_COLUMNS[1] - 2 * DENSE.pad, { size: DENSE.size }).length === 1

function apartOf(sheet: Sheet, { members, type, causes, measures, plan, result }: AnnualCardContent): Apart {
  const people = members.map((m) => `${m.name}：${[m.labour ?? '劳动能力没有填', ...(m.healthPolicy ? ['符合健康扶贫政策'] : [])].join('，')}`).join('；')
  return {
    rows: [
      { cells: [label('贫困户属性'), value(type.label), label('致贫原因'), value(items(causes.map(short)))] },
      { cells: [label('健康、劳力'), value(people, { span: 3 })] },
      ...measures.filter(({ back }) => back).map((m) => ({ cells: [label(short(m.kind)), value([m.content, span(m.from, m.to), m.paidFen ? `已到户 ${yuan(m.paidFen)} 元` : null, m.department, m.status].filter(Boolean).join(' · '), { span: 3 })] })),
      ...(plan && result && halfRow(sheet, plan) && halfRow(sheet, result) ? [{ cells: [label('帮扶计划'), value(plan), label('帮扶成效'), value(result)] }] : [...(plan ? [{ cells: [label('帮扶计划'), value(plan, { span: 3 })] }] : []), ...(result ? [{ cells: [label('帮扶成效'), value(result, { span: 3 })] }] : [])]),
    ],
  }
}

export const apartHeight = (sheet: Sheet, { rows }: Apart): number => GAP + TITLE + tableHeight(sheet, rows, APART_COLUMNS, DENSE)

export function drawApart(sheet: Sheet, apart: Apart, y: number): number {
  let at = blockHead(sheet, y + GAP, '七、不上墙的情况', { remark: '只印在背面，家家都有这一栏' }) + 1.2
  sheet.tag('Table', () => { at = drawTable(sheet, MARGIN, at, APART_COLUMNS, apart.rows, DENSE) })
  return at
}

function groupRows(rows: readonly Item[], fill: Fill, sums: Sums): Row[] {
  const subtotal: Row = { subtotal: true, cells: [{ text: `小计 ${NUMBER[fill]}`, span: 2 }, ...sums.quarters.map((q) => amount(yuanOrDash(q))), amount(yuanOrDash(sums.fen))] }
  if (rows.length === 0) subtotal.cells[0].text = `小计 ${NUMBER[fill]}　${sums.fen === 0 ? '没有' : '各项见续页'}`
  return [...rows.map(itemRow), subtotal]
}

const groupHeight = (sheet: Sheet, rows: readonly Item[], sums: Sums): number => heightOf(sheet, groupRows(rows, 'A', sums))
/** A group without lines stands in one, its name cut to fit. */
const heightOf = (sheet: Sheet, rows: Row[]): number => rows.length === 1 ? tableHeight(sheet, rows, REST, DENSE) : Math.max(tableHeight(sheet, rows, REST, DENSE), LEAST_GROUP_ROWS * 4.4)

/** Everything of the side but the income rows and what may go to a further page. */
function fixedHeight(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp): number {
  return RUNNING + 0.4 + (stamp.verifyAddress ? VERIFY - RUNNING : 0) + TITLE + GAP + HEAD + 2 * 6.2 + resultHeight(sheet, content) + 2 + TITLE + GAP + effectHeight(sheet, content) + 2 + 6.6 + TITLE + GAP + SIGN
}

const RESULT_WIDTH = WIDTH - 4.8
const resultHeight = (sheet: Sheet, content: AnnualCardContent): number => 10 + Math.max(1, sheet.lines(standingOf(content).remarks.join(''), RESULT_WIDTH, { size: 10.5 }).length) * RESULT_LEADING + 1.6

export function drawBack(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords, plan: BackPlan, pages: number): void {
  sheet.page()
  let y = backHead(sheet, content, stamp, county)
  const whole = content.missingMonths === 0 ? '本年度 12 个月已齐' : `本年度还缺 ${content.missingMonths} 个月`
  y = blockHead(sheet, y + GAP, '五、收入支出明细', { remark: `单位：元 · 只计已审核的；${plan.rest.length ? `${plan.rest.length} 项见续页，小计里都有` : whole}` }) + 1.2
  sheet.tag('Table', () => { y = drawIncome(sheet, content, plan, y) })
  y = drawResult(sheet, content, y + 2)
  y = blockHead(sheet, y + GAP, '六、脱贫成效') + 1.2
  y = drawEffect(sheet, content, y)
  y = drawVisits(sheet, content, y + 2)
  if (plan.apartHere) y = drawApart(sheet, plan.apart, y)
  y = blockHead(sheet, y + GAP, '八、签字确认', { remark: stamp.version === null ? '草稿不能签字' : '签字前请逐行核对；不会写字的可按手印' }) + 1.2
  drawSignatures(sheet, stamp, y)
  foot(sheet, stamp, '本卡由系统生成，手写更改无效。', `背面 2 / ${pages}`)
}

/** Head with the code that says whether this paper still counts. */
function backHead(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): number {
  if (stamp.verifyAddress === null) return runningHead(sheet, content, stamp, county, '背面')
  const top = banner(sheet, stamp, MARGIN)
  const width = WIDTH - CODE - 2
  sheet.tag('H1', () => {
    sheet.text(`${county.title}（${content.year} 年度）背面`, MARGIN, top, width, 6.4, { size: 13, face: 'song' })
    sheet.text('户主 ', MARGIN, top + 6.2, 20, 5.4, { size: 10.5 })
    const after = MARGIN + sheet.widthOf('户主 ', { size: 10.5 })
    sheet.text(content.headName, after, top + 6.2, 80, 5.4, { size: 10.5, face: 'bold' })
    sheet.text(` · 卡号 ${content.cardNo}`, after + sheet.widthOf(content.headName, { size: 10.5, face: 'bold' }), top + 6.2, 80, 5.4, { size: 10.5 })
  })
  drawVerify(sheet, stamp, MARGIN + WIDTH - CODE, top - 1.5, top + 11.6)
  sheet.strokes([[MARGIN, top + VERIFY, MARGIN + WIDTH, top + VERIFY]], 0.6)
  return top + VERIFY
}

/** Head of every other side but the front. */
export function runningHead(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, { title }: CountyWords, side: string): number {
  const top = banner(sheet, stamp, MARGIN)
  sheet.tag('H1', () => {
    sheet.text(`${title}（${content.year} 年度）${side}`, MARGIN, top, 120, 6.4, { size: 13, face: 'song' })
    const number = ` · 卡号 ${content.cardNo}`
    const from = MARGIN + WIDTH - sheet.widthOf(number, { size: 10.5 })
    const name = sheet.widthOf(content.headName, { size: 10.5, face: 'bold' })
    sheet.text('户主 ', from - name - 12, top, 12, 6.4, { size: 10.5, align: 'right' })
    sheet.text(content.headName, from - name, top, name, 6.4, { size: 10.5, face: 'bold' })
    sheet.text(number, from, top, WIDTH, 6.4, { size: 10.5 })
  })
  sheet.strokes([[MARGIN, top + 7.6, MARGIN + WIDTH, top + 7.6]], 0.6)
  return top + 7.6
}

/** Heads of the quarters, from the month in which the card year begins. */
export function incomeHead(sheet: Sheet, content: AnnualCardContent, y: number): number {
  const cell = (text: string) => ({ text, label: true, align: 'center' as const })
  return drawTable(sheet, MARGIN, y, INCOME_COLUMNS, [{ least: HEAD, cells: [cell('类别'), cell('项目'), cell('数量 × 单价、说明'), ...quarterHeads(content.from).map(cell), cell('全年合计')] }], { ...DENSE, pad: 0.6 })
}

function drawIncome(sheet: Sheet, content: AnnualCardContent, plan: BackPlan, top: number): number {
  let y = incomeHead(sheet, content, top)
  for (const fill of FILLS) {
    if (fill === 'E') y = drawSum(sheet, '年收入 ⑥ = ① + ② + ③ + ④', content.gross, y)
    y = drawGroup(sheet, fill, groupRows(plan.shown[fill], fill, content.groups[fill]), y)
  }
  return drawSum(sheet, '家庭纯收入 ⑦ = ⑥ − ⑤', content.net, y)
}

export function drawGroup(sheet: Sheet, fill: Fill, rows: Row[], y: number): number {
  const natural = tableHeight(sheet, rows, REST, DENSE)
  const height = heightOf(sheet, rows)
  // A group of few rows is as high as its name: its last row takes the difference.
  const grown = rows.map((row, n) => n === rows.length - 1 && height > natural ? { ...row, least: DENSE.row + height - natural } : row)
  sheet.frame(MARGIN, y, GROUP, height, 0.35)
  const middle = y + height / 2
  if (rows.length === 1) {
    fillBox(sheet, fill, MARGIN + 1.2, middle - 1.45, 4, 2.9)
    sheet.text(fill === 'E' ? '经营支出' : NAMES[fill][0].slice(-3), MARGIN + 6, y, GROUP - 6.4, height, { size: 10.5 })
  } else fillBox(sheet, fill, MARGIN + GROUP / 2 - 2, middle - 6, 4, 2.9)
  if (rows.length > 1) NAMES[fill].forEach((line, n) => { sheet.text(line, MARGIN, middle - 2.6 + n * 4.3, GROUP, 4.4, { size: 10.5, align: 'center' }) })
  return drawTable(sheet, MARGIN + GROUP, y, REST, grown, DENSE)
}

function drawSum(sheet: Sheet, text: string, sums: Sums, y: number): number {
  return drawTable(sheet, MARGIN, y, INCOME_COLUMNS, [{ least: 6.2, cells: [{ text, bold: true, span: 3 }, ...sums.quarters.map((q) => amount(yuanOrDash(q), { bold: true })), amount(yuan(sums.fen), { bold: true })] }], DENSE)
}

function drawResult(sheet: Sheet, content: AnnualCardContent, y: number): number {
  const standing = standingOf(content)
  const height = resultHeight(sheet, content)
  sheet.tag('P', () => {
    sheet.frame(MARGIN, y, WIDTH, height, 0.6)
    const big = { size: 15, face: 'bold' as const }
    const words = { size: 12 }
    const left = MARGIN + 2.4
    sheet.text(standing.way, left, y + 1, 100, 8, words)
    sheet.text(standing.figure, left + (standing.way ? sheet.widthOf(standing.way, words) + 2.2 : 0), y + 0.8, 120, 8, big)
    const right = MARGIN + WIDTH - 2.4
    const verdict = sheet.widthOf(standing.verdict, { size: 12, face: 'bold' })
    sheet.text(standing.line, MARGIN, y + 1, WIDTH - 2.4 - verdict - 9.4, 8, { ...words, align: 'right' })
    sheet.text(standing.verdict, right - verdict, y + 1, verdict, 8, { size: 12, face: 'bold' })
    tick(sheet, standing.ok, right - verdict - 5.4, y + 3, 3.9)
    sheet.strokes([[left, y + 9.6, right, y + 9.6]], 0.15, '#555555')
    sheet.paragraph(standing.remarks.join(''), left, y + 10, RESULT_WIDTH, RESULT_LEADING, { size: 10.5 })
  })
  return y + height
}

function compareRows({ year, gross, groups, net, perCapitaFen, lineFen, lastYear }: AnnualCardContent): Row[] {
  const head = (text: string) => ({ text, label: true, align: 'center' as const })
  const row = (name: string, before: number | null | undefined, now: number | null, show: (fen: number) => string, change: (fen: number) => string): Row => ({
    cells: [label(name), amount(before === null || before === undefined ? NOTHING : show(before)), amount(now === null ? NOTHING : show(now), { bold: true }), amount(before === null || before === undefined || now === null ? NOTHING : change(now - before))],
  })
  const withSign = (fen: number): string => fen > 0 ? `+${exact(fen)}` : exact(fen)
  return [
    { cells: [head('元'), head(`${lastYear?.year ?? year - 1} 年`), head(`${year} 年`), head('增减')] },
    row('年收入', lastYear?.grossFen, gross.fen, yuan, signed), row('生产支出', lastYear?.expenseFen, groups.E.fen, yuan, signed), row('家庭纯收入', lastYear?.netFen, net.fen, yuan, signed),
    row('人均纯收入', lastYear?.perCapitaFen, perCapitaFen, exact, withSign), row('脱贫标准', lastYear?.lineFen, lineFen, yuan, signed),
  ]
}

function guaranteeRows({ guarantees, guaranteesOn }: AnnualCardContent): Row[] {
  const head = (text: string, more = {}) => ({ text, label: true, align: 'center' as const, ...more })
  return [{ cells: [head('两不愁三保障', { span: 2 }), head(guaranteesOn ? `查看情况（${day(guaranteesOn)}）` : '查看情况')] }, ...guarantees.map(({ name, text }) => ({ cells: [{ text: '' }, { text: name, bold: true }, value(text)] }))]
}

const effectHeight = (sheet: Sheet, content: AnnualCardContent): number => Math.max(tableHeight(sheet, compareRows(content), COMPARE, EFFECT), tableHeight(sheet, guaranteeRows(content), GUARANTEE, EFFECT))

function drawEffect(sheet: Sheet, content: AnnualCardContent, y: number): number {
  sheet.tag('Table', () => { drawTable(sheet, MARGIN, y, COMPARE, compareRows(content), EFFECT) })
  const rows = guaranteeRows(content)
  const left = MARGIN + WIDTH - GUARANTEE.reduce((sum, w) => sum + w, 0)
  sheet.tag('Table', () => {
    drawTable(sheet, left, y, GUARANTEE, rows, EFFECT)
    let at = y + tableHeight(sheet, rows.slice(0, 1), GUARANTEE, EFFECT)
    content.guarantees.forEach(({ ok }, n) => {
      const height = tableHeight(sheet, [rows[n + 1]], GUARANTEE, EFFECT)
      tick(sheet, ok, left + (GUARANTEE[0] - 3.8) / 2, at + (height - 3.8) / 2, 3.8)
      at += height
    })
  })
  return y + effectHeight(sheet, content)
}

function drawVisits(sheet: Sheet, { visits }: AnnualCardContent, y: number): number {
  const text = visits.count === 0 ? '本年度没有走访记录' : `${visits.count} 次${visits.lastOn ? `，最近 ${day(visits.lastOn)}` : ''}`
  let bottom = y
  sheet.tag('Table', () => {
    bottom = drawTable(sheet, MARGIN, y, [25, 56, 25, 80], [{ least: 6.6, cells: [label('本年走访'), { text }, label('户主满意度'), { text: '' }] }], DENSE)
    let x = MARGIN + 108
    for (const word of ['满意', '基本满意', '不满意']) {
      tick(sheet, null, x, y + 1.4, 3.8)
      sheet.text(word, x + 4.8, y, 30, 6.6, { size: 10.5 })
      x += 4.8 + sheet.widthOf(word, { size: 10.5 }) + 5
    }
  })
  return bottom
}

const SIGNERS: { name: string; as?: CardStamp['signatures'][number]['as'] }[] = [{ name: '户主', as: 'household' }, { name: '帮扶责任人', as: 'helper' }, { name: '村支部书记', as: 'secretary' }, { name: '第一书记' }, { name: '乡镇（街道）审核' }]

/** Who signed on a phone stands there by name and day; the other cells wait for a pen. */
function drawSignatures(sheet: Sheet, stamp: CardStamp, y: number): number {
  const width = WIDTH / SIGNERS.length
  sheet.tag('Table', () => {
    sheet.frame(MARGIN, y, WIDTH, SIGN, 0.35)
    SIGNERS.forEach(({ name, as }, n) => {
      const x = MARGIN + n * width
      if (n > 0) sheet.strokes([[x, y, x, y + SIGN]], 0.15, '#555555')
      sheet.text(name, x + 1.6, y + 0.8, width - 3, 5, { size: 10.5 })
      const signature = stamp.signatures.find((s) => s.as === as)
      if (!signature) { sheet.text('年　　月　　日', x, y + SIGN - 5.8, width - 1.2, 5, { size: 10.5, align: 'right' }); return }
      if (signature.drawn) sheet.path(signature.drawn, x + 8, y + 4.6, 20, 8.8, [300, 150])
      else {
        sheet.text(signature.by, x + 1.6, y + 6.4, width - 3, 6, { size: 12, face: 'bold' })
        sheet.text('手机签', x, y + 6.4, width - 1.2, 6, { size: 10.5, align: 'right' })
      }
      sheet.text(day(signature.on), x, y + SIGN - 5.8, width - 1.2, 5, { size: 10.5, align: 'right' })
    })
  })
  return y + SIGN
}

function drawVerify(sheet: Sheet, { verification, verifyAddress, version }: CardStamp, x: number, y: number, line: number): void {
  if (verification === null || verifyAddress === null) return
  sheet.tag('P', () => {
    const ask = '这张纸还作数吗？'
    sheet.text(ask, MARGIN, line, 160, 5, { size: 10.5, face: 'bold' })
    sheet.text(`扫右边的码，说「第 ${version} 版，现行」才作数；说「已更新」请换新卡。`, MARGIN + sheet.widthOf(ask, { size: 10.5, face: 'bold' }), line, 160, 5, { size: 10.5 })
  })
  sheet.tag('Figure', () => { drawCode(sheet, verifyAddress, x, y, CODE, { quiet: 2, correction: 'M' }) }, '核验码')
}
