// 全部已收到: what a phone believes to have handed over, held against what is here.
import type { CompareManifest } from '@onecard/shared/contract/visits.requests'
import type { ManifestView } from '@onecard/shared/contract/visits.views'
import type { Actor } from '../../kernel/auth'
import type { Database } from '../../kernel/db'
import { storedHashes } from '../photos'

/** Short number of an answer, where it carries one. */
function receiptOf(answer: unknown): string | undefined {
  const number = (answer as { number?: unknown } | null)?.number
  return typeof number === 'string' && number !== '' ? number : undefined
}

export class ManifestService {
  constructor(private readonly db: Database) {}

  async compare(actor: Actor, { entries, photos }: CompareManifest): Promise<ManifestView> {
    const [answers, stored] = await Promise.all([this.db.answered(actor, [...new Set(entries)]), storedHashes(this.db.read(actor), photos)])
    return {
      received: [...answers].map(([key, answer]) => { const receipt = receiptOf(answer); return { key, ...(receipt && { receipt }) } }),
      missingEntries: [...new Set(entries)].filter((key) => !answers.has(key)), missingPhotos: [...new Set(photos)].filter((hash) => !stored.has(hash)),
    }
  }
}
