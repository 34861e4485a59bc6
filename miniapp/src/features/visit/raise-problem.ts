// 「记成问题」: one problem of the household, put down like every write.
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { post } from '../../data/outbox/outbox'

/** Key of its entry. */
export async function raiseProblem(card: CardView, problem: { kind: string; text: string }): Promise<string> {
  return (await post(operations.problems.raise, { id: card.id, kind: problem.kind, text: problem.text }, { household: card.id, label: `问题 ${card.headName}` })).key
}
