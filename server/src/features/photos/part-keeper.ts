// Parts of uploads that nobody finishes are not kept for ever.
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { clock } from '../../kernel/clock'
import type { Database } from '../../kernel/db'
import type { ObjectStore } from '../../kernel/files'

const HOUR = 3_600_000
/** A phone may lie in a drawer for a fortnight; after that it sends the photo from the start. */
const KEPT_MS = 14 * 24 * HOUR
const BATCH = 500

export class PartKeeper implements OnModuleInit, OnModuleDestroy {
  readonly #house
  #timer: NodeJS.Timeout | null = null
  constructor(db: Database, private readonly files: ObjectStore, private readonly log: { error(details: object, text: string): void }) { this.#house = db.everywhere('unfinished uploads are tidied whoever began them') }

  onModuleInit(): void {
    this.#timer = setInterval(() => { void this.tidy().catch((error: Error) => { this.log.error({ error: error.message }, 'unfinished uploads could not be tidied') }) }, HOUR)
    this.#timer.unref()
  }

  async onModuleDestroy(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.files.close()
  }

  /** Two processes that tidy at once remove the same. */
  async tidy(): Promise<void> {
    const before = clock.at(clock.now() - KEPT_MS)
    for (;;) {
      const rows = await this.#house.select<{ object: string }>(`SELECT object FROM photo_part WHERE at < :before ORDER BY at LIMIT ${BATCH}`, { before })
      if (rows.length === 0) return
      const objects = rows.map(({ object }) => object)
      await this.files.remove(objects)
      await this.#house.execute('DELETE FROM photo_part WHERE at < :before AND object IN (:objects)', { before, objects })
    }
  }
}
