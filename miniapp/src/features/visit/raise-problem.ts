// 「记成问题」: one problem of the household, put down like every write.
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { write, type Write } from '../../data/outbox/outbox'

/** `key`: of its entry, which the visit names. */
export function problemOf(card: CardView, problem: { kind: string; text: string }, key: string, draft: string | null): Write {
  return write(operations.problems.raise, { id: card.id, kind: problem.kind, text: problem.text }, { household: card.id, label: `问题 ${card.headName}`, draft }, key)
}
