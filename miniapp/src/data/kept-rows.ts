// The rows that a phone without a line can list: the last list it got, or what it kept of single households.
import type { Page } from '@onecard/shared/contract/common.views'
import type { CardView, HouseholdListItem } from '@onecard/shared/contract/households.views'
import { kept, keptEntries } from './kept'

export function keptRows(): { items: HouseholdListItem[]; at: number } | null {
  const list = kept<Page<HouseholdListItem>>('list.mine')
  if (list) return { items: list.value.items, at: list.savedAt }
  const cards = keptEntries<CardView>('card.')
  if (cards.length === 0) return null
  return { items: cards.map((c) => rowOf(c.entry.value)), at: Math.min(...cards.map((c) => c.entry.savedAt)) }
}

function rowOf(card: CardView): HouseholdListItem {
  return {
    id: card.id, code: card.code, number: card.number, headName: card.headName, region: card.region, memberCount: card.memberCount, state: card.state, type: card.type, causes: card.causes,
    perCapitaFen: card.income?.perCapitaFen, below: card.income?.below, helperName: card.helpers?.find((h) => h.primary)?.name, lastVisitOn: card.visits?.[0]?.on, version: card.version,
  }
}
