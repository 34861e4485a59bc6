// 「数量 × 单价、说明」 beside an item of the annual card: what its lines of the year say, put together.
import { formatAmount } from './fen'
import type { CardEntry } from './card'

/** A line of 收支明细 with what explains it. */
export interface CardLine extends CardEntry {
  note?: string | null
  /** Name of the member whose it is. */
  member?: string | null
  /** In thousandths of `unit`. */
  quantityMilli?: number | null
  unit?: string | null
  unitPriceFen?: number | null
}

const MOST_NAMES = 2
const MOST_NOTES = 3
const MOST_PRODUCTS = 2
/** What a cell of the paper holds. */
const LONGEST = 60

/** `lines`: approved ones of one item in the year, in any order. */
export function noteOf(lines: readonly CardLine[]): string {
  const sorted = [...lines].sort((a, b) => order(a.on, b.on) || order(a.note ?? '', b.note ?? '') || order(a.member ?? '', b.member ?? '') || a.fen - b.fen || quantityOrder(a, b))
  const names = distinct(sorted.map(({ member }) => member))
  const notes = distinct(sorted.map(({ note }) => note?.trim()))
  const parts = [names.length > 0 && names.length <= MOST_NAMES ? names.join('、') : '', notes.slice(0, MOST_NOTES).join('、') + (notes.length > MOST_NOTES ? '等' : ''), products(sorted)]
  const text = parts.filter((part) => part !== '').join('，')
  // By characters: half of a rare one is none.
  const characters = Array.from(text)
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`
}

function distinct(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.filter((text): text is string => !!text))]
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Sums that are alike may still be another quantity at another price. */
function quantityOrder(a: CardLine, b: CardLine): number {
  return (a.quantityMilli ?? 0) - (b.quantityMilli ?? 0) || (a.unitPriceFen ?? 0) - (b.unitPriceFen ?? 0) || order(a.unit ?? '', b.unit ?? '')
}

/** 玉米 1,800 公斤 × 2 元: quantities of one price together; without quantities the same sum of several months. */
function products(lines: readonly CardLine[]): string {
  const quantities = new Map<string, { milli: number; unit: string; price: number }>()
  for (const { quantityMilli, unit, unitPriceFen } of lines) {
    if (!quantityMilli || unitPriceFen === null || unitPriceFen === undefined) continue
    const key = `${unit ?? ''} ${unitPriceFen}`
    const known = quantities.get(key)
    quantities.set(key, { milli: (known?.milli ?? 0) + quantityMilli, unit: unit ?? '', price: unitPriceFen })
  }
  if (quantities.size > 0) return [...quantities.values()].slice(0, MOST_PRODUCTS).map(({ milli, unit, price }) => `${quantity(milli)}${unit}×${formatAmount(price)}元`).join('、') + (quantities.size > MOST_PRODUCTS ? '等' : '')
  const months = new Set(lines.map(({ on }) => on.slice(0, 7)))
  const same = lines.length > 1 && months.size === lines.length && lines.every(({ fen }) => fen === lines[0].fen)
  return same ? `${formatAmount(lines[0].fen)}元×${lines.length}个月` : ''
}

function quantity(milli: number): string {
  const whole = Math.floor(milli / 1000)
  const rest = String(milli % 1000).padStart(3, '0').replace(/0+$/, '')
  return `${formatAmount(whole * 100)}${rest === '' ? '' : `.${rest}`}`
}
