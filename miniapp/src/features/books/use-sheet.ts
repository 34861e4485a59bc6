// One month of one household on this phone: what the server said last, what was put down here since, and who lives there.
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import { useCounty, useToday } from '../../data/county'
import { useOutboxFor } from '../../data/outbox/outbox'
import type { Entry } from '../../data/outbox/entry'
import { useKeptQuery, type Shown } from '../../data/use-kept-query'
import type { Term } from '@onecard/shared/contract/common.views'
import { useArrivals } from '../problems/use-problems'
import { pendingPut } from './sheet-words'

export const sheetKey = (id: string, period: string): string => `sheet.${id}.${period}`
/** Writes whose arrival changes a month. */
export const SHEET_WRITES = ['sheets.put', 'sheets.decide', 'sheets.reopen', 'sheets.confirm', 'sheets.sendBack']

export interface SheetOnPhone { shown: Shown<SheetView>; card: Shown<CardView>; pending: Entry | null; items: readonly Term[]; today: string }

export function useSheet(id: string, period: string): SheetOnPhone {
  const shown = useKeptQuery(sheetKey(id, period), operations.sheets.get, { id, period })
  const card = useKeptQuery(`card.${id}`, operations.households.card, { id, way: 'list' }, { conditional: true })
  useArrivals(id, SHEET_WRITES, sheetKey(id, period))
  const entries = useOutboxFor(id)
  return { shown, card, pending: pendingPut(entries, id, period), items: useItems(), today: useToday() }
}

export function useItems(): readonly Term[] { return useCounty()?.lists.items ?? NONE }
const NONE: readonly Term[] = []

/** Without a line and never opened here: what the kept card tells of an empty month. Its version is checked when it arrives. */
export function sheetFromCard(card: CardView, period: string): SheetView {
  return {
    household: { id: card.id, headName: card.headName, region: card.region, memberCount: card.memberCount ?? card.members?.length ?? 0 }, members: (card.members ?? []).map(({ id, name }) => ({ id, name })),
    period, revision: 1, version: 0, state: 'none', lines: [], sums: { wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, expenseFen: 0, netFen: 0 }, warnings: [], suggestions: [],
    closesOn: '', closed: false, revisions: [], mayWrite: true, mayDecide: false, mayReopen: false, mayConfirm: false,
  }
}
