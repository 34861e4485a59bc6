// What several screens ask of problems, and asking anew as soon as something written here has arrived.
import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'

export function useProblemsOf(household: string, enabled = true) {
  const shown = useKeptQuery(`problems.${household}`, operations.problems.ofHousehold, { id: household }, { enabled, beside: `card.${household}` })
  useArrivals(household, ['problems.raise', 'problems.advance'], `problems.${household}`)
  return shown
}

/** Asks again for what is kept under `key` each time one of these writes has arrived. */
export function useArrivals(household: string, written: readonly string[], key: string): void {
  const arrived = useOutboxFor(household).filter((e) => written.includes(e.operation) && e.receipt !== null).length
  const client = useQueryClient()
  useEffect(() => { if (arrived > 0) void client.invalidateQueries({ queryKey: ['kept', key] }) }, [arrived, client, key])
}
