// 「续」: what the two sides could not hold, in the same type, with the same head and foot. Front matters and back matters alike stay off the
// wall: a household with much to tell has a sheet more, never smaller type.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { apartHeight, drawApart, INCOME_COLUMNS, runningHead, type BackPlan } from './card-back'
import { MEASURE_COLUMNS, MEASURE_HEADS, measureRow, MEMBER_COLUMNS, MEMBER_HEADS, memberRow, type FrontPlan } from './card-front'
import { blockHead, bannerHeight, BOTTOM, foot, FOOT, MARGIN } from './furniture'
import type { Sheet } from './sheet'
import type { CardStamp, CountyWords } from './stamp'
import { amount, DENSE, drawTable, PLAIN, rowHeight, type Row, type TableStyle } from './table'
import { itemName, quarterHeads, yuanOrDash } from './words'

interface Part { title: string; remark?: string; columns: number[]; head: Row; rows: Row[]; style: TableStyle }
/** One page: parts of parts, each with its head again. */
type RestPage = Part[]

const GAP = 3
const TITLE = 6 + 1.2

export interface RestPlan { pages: RestPage[]; apartOnLast: boolean }

export function planRest(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, front: FrontPlan, back: BackPlan): RestPlan {
  const room = BOTTOM - FOOT - 2 - MARGIN - bannerHeight(stamp) - 7.6
  const pages: RestPage[] = []
  let left = 0
  for (const part of partsOf(content, front, back)) {
    let open: Part | null = null
    for (const row of part.rows) {
      const height = rowHeight(sheet, row, part.columns, part.style)
      const opening = GAP + TITLE + rowHeight(sheet, part.head, part.columns, part.style)
      if (open === null || height > left) {
        if (pages.length === 0 || opening + height > left) { pages.push([]); left = room }
        open = { ...part, title: open === null ? part.title : `${part.title}（续）`, rows: [] }
        pages[pages.length - 1].push(open)
        left -= opening
      }
      open.rows.push(row)
      left -= height
    }
  }
  if (back.apartHere) return { pages, apartOnLast: false }
  if (pages.length === 0 || apartHeight(sheet, back.apart) > left) pages.push([])
  return { pages, apartOnLast: true }
}

function partsOf(content: AnnualCardContent, front: FrontPlan, back: BackPlan): Part[] {
  const first = content.members.length - front.restMembers.length
  const centre = (text: string) => ({ text, label: true, align: 'center' as const })
  const parts: Part[] = [
    { title: '二、家庭成员', columns: MEMBER_COLUMNS, head: MEMBER_HEADS, rows: front.restMembers.map((member, n) => memberRow(member, first + n + 1)), style: PLAIN },
    { title: '四、怎么扶', remark: '金额单位：元', columns: MEASURE_COLUMNS, head: MEASURE_HEADS, rows: front.restMeasures.map(measureRow), style: PLAIN },
    {
      title: '五、收入支出明细', remark: '单位：元 · 已经算在背面的小计里', columns: INCOME_COLUMNS, style: DENSE,
      head: { least: 10, cells: [centre('类别'), centre('项目'), centre('数量 × 单价、说明'), ...quarterHeads(content.from).map(centre), centre('全年合计')] },
      rows: back.rest.map((item) => ({ cells: [{ text: GROUPS[item.group] }, { text: itemName(item.item) }, { text: item.note }, ...item.quarters.map((q) => amount(yuanOrDash(q))), amount(yuanOrDash(item.fen))] })),
    },
  ]
  return parts.filter(({ rows }) => rows.length > 0)
}

const GROUPS = { A: '工资性', B: '经营性', C: '财产性', D: '转移性', E: '经营支出' } as const

export function drawRest(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords, plan: RestPlan, back: BackPlan, pages: number): void {
  plan.pages.forEach((parts, n) => {
    sheet.page()
    let y = runningHead(sheet, content, stamp, county, '续')
    for (const part of parts) {
      y = blockHead(sheet, y + GAP, part.title, { remark: part.remark }) + 1.2
      sheet.tag('Table', () => { y = drawTable(sheet, MARGIN, y, part.columns, [part.head, ...part.rows], part.style) })
    }
    if (plan.apartOnLast && n === plan.pages.length - 1) drawApart(sheet, back.apart, y)
    foot(sheet, stamp, '这一页不上墙，请和卡一起收好。', `续 ${3 + n} / ${pages}`)
  })
}
