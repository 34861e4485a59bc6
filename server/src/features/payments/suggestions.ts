// Payments as likely lines of a household's month, and their taking over: within the reader's scope, called by the books.
import type { Reader, Tx } from '../../kernel/db'

export interface PaymentLine { id: string; item: string; fen: string; note: string | null; member_id: string | null; member_name: string | null; by_name: string | null }

const OF_HOUSEHOLD = 'FROM payment_row p JOIN household h ON h.id = p.household_id AND {scope:h}'

/** What is proposed to this month and on no sheet yet. */
export function proposedPayments(reader: Reader, household: string, period: string): Promise<PaymentLine[]> {
  return reader.select(`SELECT p.id, p.item, p.fen, p.note, p.member_id, m.name AS member_name, a.name AS by_name ${OF_HOUSEHOLD} JOIN payment_list l ON l.id = p.list_id
    LEFT JOIN member m ON m.id = p.member_id LEFT JOIN account a ON a.id = l.created_by WHERE p.household_id = :household AND p.period = :period AND p.state = 'proposed' ORDER BY p.id`, { household, period })
}

/** Those among `ids` that are payments of this household and month, with what was paid. */
export async function knownPayments(reader: Reader, household: string, period: string, ids: readonly string[]): Promise<Map<string, { item: string; fen: number }>> {
  if (ids.length === 0) return new Map()
  const rows = await reader.select<{ id: string; item: string; fen: string }>(`SELECT p.id, p.item, p.fen ${OF_HOUSEHOLD} WHERE p.household_id = :household AND p.period = :period AND p.id IN (:ids)`, { household, period, ids: [...ids] })
  return new Map(rows.map(({ id, item, fen }) => [id, { item, fen: Number(fen) }]))
}

/** Those on the sheet are taken, those of the same month that left it are proposed again. */
export async function settlePayments(tx: Tx, household: string, period: string, onSheet: readonly string[]): Promise<void> {
  const set = (state: string, where: string, params: object): Promise<unknown> =>
    tx.change(`UPDATE payment_row p JOIN household h ON h.id = p.household_id AND {scope:h} SET p.state = '${state}' WHERE p.household_id = :household AND p.period = :period AND ${where}`, { household, period, ...params })
  if (onSheet.length > 0) await set('taken', "p.state = 'proposed' AND p.id IN (:onSheet)", { onSheet: [...onSheet] })
  await set('proposed', `p.state = 'taken'${onSheet.length > 0 ? ' AND p.id NOT IN (:onSheet)' : ''}`, onSheet.length > 0 ? { onSheet: [...onSheet] } : {})
}
