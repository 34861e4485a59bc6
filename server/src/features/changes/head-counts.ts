// Whoever comes or goes changes what the net is divided by: the figures of the list follow in the same transaction.
import { clock } from '../../kernel/clock'
import type { HouseholdRef, Tx } from '../../kernel/db'
import { gather, type FullCards } from '../cards'

export const IN_SCOPE = 'JOIN household h ON h.id = x.household_id AND {scope:h} WHERE x.household_id IN (:ids)'

export class HeadCounts {
  constructor(private readonly full: FullCards) {}

  async refresh(tx: Tx, household: HouseholdRef): Promise<void> {
    const today = clock.today()
    const rows = await tx.select('SELECT h.* FROM household h WHERE h.id = :id AND {scope:h}', { id: household.id })
    const [{ income }] = this.full.build(await gather((sql, params) => tx.select(sql, params), rows, IN_SCOPE, today), today)
    const below = income?.below ?? null
    await tx.change('UPDATE household h SET h.per_capita_fen = :fen, h.below_line = :below WHERE h.id = :id AND {scope:h}',
      { id: household.id, fen: income?.perCapitaFen ?? null, below: below === null ? null : Number(below) })
  }
}
