// A 明白卡 on paper: front, back, and further pages where the content asks for them.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { drawBack, planBack, runningHead } from './card-back'
import { drawFront, planFront } from './card-front'
import { drawRest, planRest } from './card-rest'
import { drawElder, planElder } from './elder-card'
import { MARGIN, WIDTH } from './furniture'
import type { Sheet } from './sheet'
import type { CardStamp, CountyWords } from './stamp'

export interface CardOptions {
  /** 18 pt and plain words. */
  elder?: boolean
  /** An odd number of pages is followed by an empty one, so that in a pile printed on both sides the next card begins on a fresh sheet. */
  evenPages?: boolean
}

/** Draws one card; answers its pages, an empty one not counted. */
export function drawCard(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords, { elder = false, evenPages = false }: CardOptions = {}): number {
  const pages = elder ? drawElderCard(sheet, content, stamp, county) : drawWholeCard(sheet, content, stamp, county)
  if (evenPages && pages % 2 === 1) blank(sheet, content, stamp, county)
  return pages
}

function drawWholeCard(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): number {
  const front = planFront(sheet, content, stamp, county)
  const back = planBack(sheet, content, stamp)
  const rest = planRest(sheet, content, stamp, front, back)
  const pages = 2 + rest.pages.length
  drawFront(sheet, content, stamp, county, front, pages)
  drawBack(sheet, content, stamp, county, back, pages)
  drawRest(sheet, content, stamp, county, rest, back, pages)
  return pages
}

function drawElderCard(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): number {
  const plan = planElder(sheet, content, stamp)
  drawElder(sheet, content, stamp, county, plan)
  return plan.pages
}

function blank(sheet: Sheet, content: AnnualCardContent, stamp: CardStamp, county: CountyWords): void {
  sheet.page()
  runningHead(sheet, content, stamp, county, '')
  sheet.tag('P', () => { sheet.text('（这一面没有内容）', MARGIN, 130, WIDTH, 8, { size: 10.5, align: 'center' }) })
}
