// A line of the card as this card itself calls it; which lines there are stands in the rules. Pure.
import type { CardView } from '@onecard/shared/contract/households.views'
import { monthLineLabel, readCardLine } from '@onecard/shared/rules/card-lines'
import { formatDay } from '@onecard/shared/rules/day'
import { formatFen } from '@onecard/shared/rules/fen'

const SUMS = { 'income.wage': 'wageFen', 'income.business': 'businessFen', 'income.property': 'propertyFen', 'income.transfer': 'transferFen', 'income.expense': 'expenseFen' } as const

/** Null where this card has no such line (any more). */
export function lineWord(card: CardView, path: string): string | null {
  const line = readCardLine(path)
  if (line === null) return null
  switch (line.of) {
    case 'plain': return path in SUMS && card.income ? `${line.label} ${formatFen(card.income[SUMS[path as keyof typeof SUMS]])}` : line.label
    case 'item': { const item = card.income?.items?.find((i) => i.item.code === line.code); return item ? `${item.item.label} ${formatFen(item.fen)}` : null }
    case 'month': return monthLineLabel(line.period)
    case 'measures': { const m = card.measures?.find((x) => x.id === line.id); return m ? [m.kind.label, m.content].filter(Boolean).join('，') : null }
    case 'members': return card.members?.find((m) => m.id === line.id)?.name ?? null
    case 'visits': { const v = card.visits?.find((x) => x.id === line.id); return v ? `${formatDay(v.on, v.on)} ${v.by}来的走访` : null }
  }
}
