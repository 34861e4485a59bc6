// 明白卡, the side that hangs in the open. Nothing on it tells of illness, disability or relief, and the places where it would stand say
// 「见背面」 for every household alike.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { banner, blockHead, bannerHeight, foot, FOOT, BOTTOM, MARGIN, versionText, WIDTH } from './furniture'
import { drawCode } from './qr'
import type { Sheet } from './sheet'
import type { CardStamp, CountyWords } from './stamp'
import { amount, drawTable, heads, label, PLAIN, rowHeight, tableHeight, value, type Row } from './table'
import { address, ON_THE_BACK, periodText, day, month, mu, NOTHING, phone, short, span, yuan, yuanOrDash } from './words'

type Measure = AnnualCardContent['measures'][number]
type Member = AnnualCardContent['members'][number]

const HEAD_BOTTOM = 57
const GAP = 3
const AFTER_HEAD = 1.2
const BASE = [25, 37, 25, 37, 25, 37]
export const MEMBER_COLUMNS = [10, 32, 30, 16, 16, 42, 40]
const HELP = [25, 64, 25, 26, 12, 34]
export const MEASURE_COLUMNS = [25, 65, 36, 17, 26, 17]
const MOST_MEMBERS = 8
const NOTE_LEADING = 4.8
const ASK = 8.4

/** What the front holds and what is left for a further page. */
export interface FrontPlan { base: Row[]; members: Row[]; help: Row[]; measures: Row[]; note: string; restMembers: Member[]; restMeasures: Measure[] }

export const MEMBER_HEADS = heads('序', '姓名', '与户主关系', '性别', '年龄', '在校情况', '务工')
export const MEASURE_HEADS = heads('类别', '内容', '起止', '已到户', '责任部门', '状态')

const open = ({ measures }: AnnualCardContent): Measure[] => measures.filter(({ back }) => !back)

export const memberRow = (member: Member, n: number): Row => ({
  cells: [String(n), member.name, member.relation, member.sex, member.age === null ? NOTHING : String(member.age), member.school ?? NOTHING, member.work ?? NOTHING].map((text) => ({ text, align: 'center' as const })),
})

export const measureRow = ({ kind, content, from, to, paidFen, department, status }: Measure): Row => ({
  cells: [label(short(kind), { bold: true }), { text: content }, { text: span(from, to), align: 'center' }, amount(yuanOrDash(paidFen)), { text: department ?? NOTHING, align: 'center' }, { text: status, align: 'center' }],
})

export function planFront(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): FrontPlan {
  const base = baseRows(content)
  const shown = content.members.slice(0, content.members.length > MOST_MEMBERS ? MOST_MEMBERS - 1 : MOST_MEMBERS)
  const restMembers = content.members.slice(shown.length)
  const members = [MEMBER_HEADS, ...shown.map((member, n) => memberRow(member, n + 1)), { cells: [{ text: restMembers.length ? `（还有 ${restMembers.length} 人，见续页）` : '（以下空白）', span: 7, align: 'center' as const }], least: 5.4 }]
  const help = helpRows(content, county)
  const height = (rows: Row[], columns: number[]): number => tableHeight(sheet, rows, columns, PLAIN)
  const above = HEAD_BOTTOM + bannerHeight(stamp) + 4 * (GAP + 6 + AFTER_HEAD) + height(base, BASE) + height(members, MEMBER_COLUMNS) + height(help, HELP)
  const room = BOTTOM - FOOT - 2 - above - noteHeight(sheet, content) - ASK - rowHeight(sheet, MEASURE_HEADS, MEASURE_COLUMNS, PLAIN)
  const { measures, rest } = fitMeasures(sheet, content, room)
  return { base, members, help, measures, note: noteOf(content), restMembers, restMeasures: rest }
}

const noteHeight = (sheet: Sheet, content: AnnualCardContent): number => 1.8 + sheet.lines(noteOf(content), WIDTH, { size: 10.5 }).length * NOTE_LEADING

/** Rows that the room holds; the sum and the line for what stands on the back always do. */
function fitMeasures(sheet: Sheet, content: AnnualCardContent, room: number): { measures: Row[]; rest: Measure[] } {
  const all = open(content)
  const closing = [{ cells: [label('健康、保障', { bold: true }), { text: '有没有、多少钱，都只印在背面', span: 2 }, { text: ON_THE_BACK, align: 'center' as const }, { text: ON_THE_BACK, align: 'center' as const }, { text: ON_THE_BACK, align: 'center' as const }] }]
  let left = room - closing.reduce((sum, row) => sum + rowHeight(sheet, row, MEASURE_COLUMNS, PLAIN), 0) - PLAIN.row
  let count = 0
  for (const measure of all) {
    left -= rowHeight(sheet, measureRow(measure), MEASURE_COLUMNS, PLAIN)
    if (left < 0) break
    count++
  }
  const sum = all.reduce((total, { paidFen }) => total + (paidFen ?? 0), 0)
  const states = [...new Set(all.map(({ status }) => status))].map((status) => `${status} ${all.filter((m) => m.status === status).length} 项`)
  const rest = all.slice(count)
  const text = all.length === 0 ? '本年度没有' : `${all.length} 项：${states.join('，')}${rest.length ? `；${rest.length} 项见续页` : ''}`
  const total: Row = { ruled: true, cells: [label('合计', { bold: true }), { text, span: 2 }, amount(all.length ? yuan(sum) : NOTHING, { bold: true }), { text: '', span: 2 }] }
  return { measures: [MEASURE_HEADS, ...all.slice(0, count).map(measureRow), ...closing, total], rest }
}

function baseRows(content: AnnualCardContent): Row[] {
  const year = (of: number | null, none: string): string => of === null ? none : `${of} 年`
  return [
    { cells: [label('户主'), value(content.headName, { bold: true, size: 13 }), label('户编号'), value(content.householdNo), label('家庭人口'), value(`${content.members.length} 人`)] },
    { cells: [label('家庭住址'), value(address(content.region), { span: 3 }), label('脱贫状态'), value(content.state.label, { bold: true })] },
    { cells: [label('贫困户属性'), value(ON_THE_BACK), label('致贫原因'), value(ON_THE_BACK), label('首次识别'), value(month(content.identifiedOn))] },
    { cells: [label('计划脱贫'), value(year(content.plannedExitYear, NOTHING)), label('实际脱贫'), value(year(content.exitYear, '还没有')), label('入户路'), value(content.road)] },
    { cells: [label('耕地'), value(mu(content.land.arable)), label('林果'), value(mu(content.land.orchard)), label('住房'), value(content.housing)] },
    { cells: [label('饮水'), value(content.water), label('生活用电'), value(content.power), label('健康、劳力'), value(ON_THE_BACK)] },
  ]
}

function helpRows({ unit, helpers, hotline }: AnnualCardContent, { office }: CountyWords): Row[] {
  const all = helpers.filter(({ role }) => role === 'helper')
  const [first, ...others] = all
  const secretary = helpers.find(({ role }) => role === 'first_secretary')
  const people = others.map((h) => `${h.name} ${phone(h.phone)}`)
  return [
    { cells: [label('帮扶单位'), value(first?.unit ?? unit), label('帮扶责任人'), value(first?.name, { bold: true }), label('电话'), value(phone(first?.phone ?? null), { bold: true })] },
    { cells: [label('责任人职务'), value(first?.post), label('第一书记'), value(secretary?.name, { bold: true }), label('电话'), value(phone(secretary?.phone ?? null), { bold: true })] },
    { cells: [label('其他帮扶人'), value(people.length ? people.join('；') : '无'), label('监督电话'), value(`${hotline}（${office}）`, { bold: true, span: 3 })] },
  ]
}

/** Which of the open measures stand again among the income of the back. */
function noteOf(content: AnnualCardContent): string {
  const paid = open(content).filter(({ paidFen }) => (paidFen ?? 0) > 0)
  const said = (counts: boolean): string | null => {
    const of = paid.filter((m) => m.counts === counts)
    if (of.length === 0) return null
    const kinds = [...new Set(of.map(({ kind }) => short(kind)))].join('、')
    return `${kinds} ${yuan(of.reduce((sum, { paidFen }) => sum + (paidFen ?? 0), 0))} 元${counts ? '计入背面收入' : '不计入'}`
  }
  const parts = [said(true), said(false)].filter((part) => part !== null)
  return parts.length ? `其中${parts.join('；')}。` : ''
}

export function drawFront(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords, plan: FrontPlan, pages: number): void {
  sheet.page()
  let y = header(sheet, content, stamp, county)
  y = blockHead(sheet, y + GAP, '一、家庭基本情况') + AFTER_HEAD
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, BASE, plan.base, PLAIN) })
  y = blockHead(sheet, y + GAP, '二、家庭成员', { remark: '健康状况和证件号码不在这一面公开' }) + AFTER_HEAD
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, MEMBER_COLUMNS, plan.members, PLAIN) })
  y = blockHead(sheet, y + GAP, '三、谁来扶') + AFTER_HEAD
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, HELP, plan.help, PLAIN) })
  y = blockHead(sheet, y + GAP, '四、怎么扶', { remark: '金额单位：元' }) + AFTER_HEAD
  sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, MEASURE_COLUMNS, plan.measures, PLAIN) })
  sheet.tag('P', () => {
    const top = sheet.paragraph(plan.note, MARGIN, y + 1, WIDTH, NOTE_LEADING, { size: 10.5 }) + 1.4
    sheet.frame(MARGIN, top, WIDTH, ASK - 1, 0.35)
    const words = '看不懂、对不上、有意见：'
    sheet.text(words, MARGIN + 2, top, WIDTH, ASK - 1, { size: 10.5, face: 'bold' })
    sheet.text('先打给帮扶责任人，或打监督电话。本户有权要求查看和更正。', MARGIN + 2 + sheet.widthOf(words, { size: 10.5, face: 'bold' }), top, WIDTH, ASK - 1, { size: 10.5 })
  })
  foot(sheet, stamp, '本卡由系统生成，手写更改无效。', `正面 1 / ${pages}`)
}

function header(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): number {
  const top = banner(sheet, stamp, MARGIN)
  sheet.tag('H1', () => {
    sheet.text(`${county.issuer} 制`, MARGIN, top, 140, 5, { size: 10.5, face: 'song' })
    sheet.text(county.title, MARGIN, top + 5.8, 140, 10, { size: 22, face: 'song', spaced: 0.04 })
    const after = MARGIN + sheet.widthOf(county.title, { size: 22, face: 'song' }) + Array.from(county.title).length * 22 * 0.04 / 2.8346
    sheet.text(`（${content.year} 年度）`, after + 1, top + 7, 60, 10, { size: 14, face: 'song' })
  })
  sheet.tag('P', () => {
    const rows = [['卡　号：', content.cardNo, 'plain'], ['版　本：', versionText(stamp), 'bold'], ['收支期间：', periodText(content), 'plain'], ['打印日期：', day(stamp.printedOn), 'plain']] as const
    rows.forEach(([name, text, face], n) => {
      sheet.text(name, MARGIN, top + 18 + n * 5.5, 23, 5.5, { size: 10.5 })
      sheet.text(text, MARGIN + 23, top + 18 + n * 5.5, 110, 5.5, { size: 10.5, face })
    })
  })
  const right = MARGIN + WIDTH - 42
  if (stamp.householdAddress) {
    const code = stamp.householdAddress
    sheet.tag('Figure', () => { drawCode(sheet, code, right + 4.5, top - 1.5, 33) }, '本户二维码')
    sheet.tag('P', () => { sheet.text('微信扫一扫，看本户档案', right, top + 31.5, 42, 4.6, { size: 10.5, align: 'center' }) })
  } else {
    sheet.tag('P', () => { sheet.text('本户还没有门牌码', right, top + 12, 42, 6, { size: 10.5, align: 'center' }) })
  }
  if (stamp.verification) sheet.tag('P', () => { sheet.text(`核验码 ${stamp.verification ?? ''}`, right - 20, top + 36.3, 62, 4.6, { size: 10.5, face: 'bold', align: 'right' }) })
  const bottom = top + HEAD_BOTTOM - MARGIN
  sheet.strokes([[MARGIN, bottom, MARGIN + WIDTH, bottom]], 0.6)
  return bottom
}
