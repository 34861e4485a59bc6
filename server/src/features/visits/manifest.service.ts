// 全部已收到: what a phone believes to have handed over, held against what is here.
import type { CompareManifest } from '@onecard/shared/contract/visits.requests'
import type { ManifestView } from '@onecard/shared/contract/visits.views'
import type { Actor } from '../../kernel/auth'
import type { Database, Everywhere } from '../../kernel/db'
import { ownStoredHashes } from '../photos'

/** Short number of an answer, where it carries one. */
function receiptOf(answer: unknown): string | undefined {
  const number = (answer as { number?: unknown } | null)?.number
  return typeof number === 'string' && number !== '' ? number : undefined
}

export class ManifestService {
  readonly #own: Everywhere
  constructor(private readonly db: Database) { this.#own = db.everywhere('what a phone handed over stays known to it when its holder may no longer act there') }

  /**
   * Of the account's own keys and photos, whatever it may do today: whoever was dismissed after the answer was lost still learns that all arrived.
   * A photo that somebody else announced first counts as missing; the phone asks for it and is told at once that it is there.
   */

  async compare(actor: Actor, { entries, photos }: CompareManifest): Promise<ManifestView> {
    const [answers, stored] = await Promise.all([this.db.answered(actor, [...new Set(entries)]), ownStoredHashes(this.#own, actor.accountId, photos)])
    return {
      received: [...answers].map(([key, answer]) => { const receipt = receiptOf(answer); return { key, ...(receipt && { receipt }) } }),
      missingEntries: [...new Set(entries)].filter((key) => !answers.has(key)), missingPhotos: [...new Set(photos)].filter((hash) => !stored.has(hash)),
    }
  }
}
