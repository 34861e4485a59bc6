// 全部已收到: what a phone believes to have handed over, held against what is here.
import type { CompareManifest } from '@onecard/shared/contract/visits.requests'
import type { ManifestView } from '@onecard/shared/contract/visits.views'
import type { Actor } from '../../kernel/auth'
import type { Database, Everywhere } from '../../kernel/db'
import { ownStoredHashes } from '../photos'

type Received = ManifestView['received'][number]

/** What of an answer proves that the thing arrived, where it says so: the id of what was made, or of the first of several, and its receipt. */
function receivedOf(key: string, answer: unknown): Received {
  const { id, items, batch, household, number, hash, receivedAt } = (answer ?? {}) as Record<string, any>
  const first: Record<keyof Omit<Received, 'key'>, unknown> = { id: id ?? items?.[0]?.id ?? batch ?? household?.id, receipt: number, hash, receivedAt }
  return { key, ...Object.fromEntries(Object.entries(first).filter(([, value]) => typeof value === 'string' && value !== '')) }
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
      received: [...answers].map(([key, answer]) => receivedOf(key, answer)),
      missingEntries: [...new Set(entries)].filter((key) => !answers.has(key)), missingPhotos: [...new Set(photos)].filter((hash) => !stored.has(hash)),
    }
  }
}
