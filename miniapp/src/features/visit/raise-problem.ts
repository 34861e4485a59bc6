// 「记成问题」: one problem of the household, put down like every write.
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { RaiseProblem } from '@onecard/shared/contract/problems.requests'
import type { Operation } from '@onecard/shared/operations'
import { post } from '../../data/outbox/outbox'

const raise = (operations as unknown as { problems?: { raise?: Operation<RaiseProblem, unknown> } }).problems?.raise

/** Whether this version of the program can send one. */
export const mayRaise = raise !== undefined

/** Key of its entry. */
export async function raiseProblem(card: CardView, problem: { kind: string; text: string }): Promise<string | null> {
  if (!raise) return null
  const entry = await post(raise, { id: card.id, kind: problem.kind, text: problem.text }, { household: card.id, label: `问题 ${card.headName}` })
  return entry.key
}
