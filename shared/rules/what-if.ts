// 「每月多 500 元，几月能过线？」 A sum for the conversation at the table: never stored, never on a card.
import type { Divisor } from './card'
import { roundHalfAwayFromZero } from './fen'
import { addMonths, monthsBetween } from './period'

export interface WhatIf {
  /** Net of the card year as it stands, fen. */
  netFen: number
  divisor: Pick<Divisor, 'heads' | 'scale'>
  /** Line in fen per head. */
  lineFen: number
  /** What would come in more each month, fen; above 0. */
  monthlyFen: number
  /** First month in which it would come. */
  from: string
  /** Last month of the card year. */
  to: string
}

export type WhatIfAnswer =
  /** No heads: nothing to divide by. */
  | { kind: 'no_heads' }
  | { kind: 'already' }
  /** Reaches the line with the money of `period`, the `months`th. */
  | { kind: 'reaches'; period: string; months: number; perCapitaFen: number }
  /** Not within the year: so many months it would take, what the year would come to, and what each month left would have to bring (null: none is left). */
  | { kind: 'not_this_year'; months: number; perCapitaFen: number; neededFen: number | null }

/** Everything else stays as it is. Equal to the line is not below it (`rules/card`), judged in exact integers: net × scale ≥ line × heads. */
export function whatIf({ netFen, divisor: { heads, scale }, lineFen, monthlyFen, from, to }: WhatIf): WhatIfAnswer {
  if (heads <= 0) return { kind: 'no_heads' }
  // What the whole household lacks, up to the next whole fen.
  const lacks = Math.ceil((lineFen * heads - netFen * scale) / scale)
  if (lacks <= 0) return { kind: 'already' }
  const months = Math.ceil(lacks / monthlyFen)
  const left = Math.max(0, monthsBetween(from, to) + 1)
  const perCapita = (more: number) => roundHalfAwayFromZero((netFen + more) * scale, heads)!
  if (months <= left) return { kind: 'reaches', period: addMonths(from, months - 1), months, perCapitaFen: perCapita(monthlyFen * months) }
  return { kind: 'not_this_year', months, perCapitaFen: perCapita(monthlyFen * left), neededFen: left === 0 ? null : Math.ceil(lacks / left) }
}
