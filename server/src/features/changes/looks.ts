// Whoever reads the changes or the past of a household has read the household: it stands in 谁看过我家.
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { problem } from '../../kernel/http/problem'

export class Looks {
  constructor(private readonly reads: ReadRecorder) {}

  /** Throws `server.unavailable` when reads cannot be recorded. */
  note(actor: Actor, household: string, region: string, way: 'changes' | 'form' | 'history'): void {
    const standing = standingOf(actor, household, region)
    if (!standing || !this.reads.note(actor, standing, household, region, way)) throw problem('server.unavailable', {}, { retryAfter: 5 })
  }
}
