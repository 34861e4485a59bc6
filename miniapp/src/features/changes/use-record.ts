// What the forms of the record rest on: the kept card, the values by field, the lists, and what has been changed so far.
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { ChangeCatalogueView, ChangeView } from '@onecard/shared/contract/changes.views'
import { useKeptQuery, type Shown } from '../../data/use-kept-query'
import { valuesFrom, valuesFromCard, type Values } from './change-form'

export interface RecordState { card: Shown<CardView>; values: Values | null; catalogue: ChangeCatalogueView | undefined; changes: readonly ChangeView[] }

const CHANGES_SHOWN = 50

export function useCatalogue(): ChangeCatalogueView | undefined { return useKeptQuery('change-catalogue', operations.changes.catalogue, {}, { pinned: true }).data }

/** Values of the server where they came; without signal what the kept card tells. */
export function useRecord(id: string): RecordState {
  const card = useKeptQuery(`card.${id}`, operations.households.card, { id, way: 'list' }, { conditional: true })
  const values = useKeptQuery(`values.${id}`, operations.changes.values, { id })
  const changes = useKeptQuery(`changes.${id}`, operations.changes.list, { id, limit: CHANGES_SHOWN })
  const settled = values.data ?? null
  return {
    card, catalogue: useCatalogue(), changes: changes.data?.items ?? [],
    values: settled ? valuesFrom(settled) : card.data && (values.waiting || values.failure) ? valuesFromCard(card.data) : null,
  }
}
