// What is a person's own on this phone and outlives the session: entries on their way, and what is half typed.
import { draftsOf } from './drafts'
import { outboxOf } from './outbox/outbox'

/** Whose they are from now on. Resolves once both can be shown. */
export async function ownedBy(account: string | null): Promise<void> {
  await Promise.all([draftsOf(account), outboxOf(account)])
}
