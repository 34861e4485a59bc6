// The lines of a card by their path, as the card itself calls them. The server knows the same paths (features/problems/lines). Pure.
import type { CardView } from '@onecard/shared/contract/households.views'
import { formatDay } from '@onecard/shared/rules/day'
import { formatFen } from '@onecard/shared/rules/fen'
import { LINE_OF_FACT } from './line-paths'

const FACT_OF_LINE: Readonly<Record<string, string>> = { ...Object.fromEntries(Object.entries(LINE_OF_FACT).map(([word, line]) => [line, word])), state: '脱贫', helper: '帮扶人', path: '历程', given: '今年给咱家的' }
const INCOME = { wage: ['工资性收入', 'wageFen'], business: ['生产经营性收入', 'businessFen'], property: ['财产性收入', 'propertyFen'], transfer: ['转移性收入', 'transferFen'], expense: ['支出', 'expenseFen'] } as const

/** Null where this card has no such line (any more). */
export function lineWord(card: CardView, line: string): string | null {
  const [front, key = '', code = ''] = line.split('.')
  const { income } = card
  if (front === 'income' && key === 'perCapita') return '每人平均收入'
  if (front === 'income' && key === 'net') return '全家纯收入'
  if (front === 'income' && key === 'items') {
    const item = income?.items?.find((i) => i.item.code === code)
    return item ? `${item.item.label} ${formatFen(item.fen)}` : null
  }
  if (front === 'income' && key in INCOME) {
    const [word, field] = INCOME[key as keyof typeof INCOME]
    return income ? `${word} ${formatFen(income[field])}` : word
  }
  if (front === 'months') return `${key.slice(0, 4)}年${Number(key.slice(5))}月的收支`
  if (front === 'measures') { const m = card.measures?.find((x) => x.id === key); return m ? [m.kind.label, m.content].filter(Boolean).join('，') : null }
  if (front === 'members') return card.members?.find((m) => m.id === key)?.name ?? null
  if (front === 'visits') { const v = card.visits?.find((x) => x.id === key); return v ? `${formatDay(v.on, v.on)} ${v.by}来的走访` : null }
  return FACT_OF_LINE[front] ?? null
}
