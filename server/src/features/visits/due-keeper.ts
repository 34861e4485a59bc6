// Due days are kept. When the county changes its rules, the next start reckons all of them anew.
import { createHash } from 'node:crypto'
import type { OnModuleInit } from '@nestjs/common'
import type { County } from '../../kernel/county'
import { clock } from '../../kernel/clock'
import type { Database } from '../../kernel/db'
import { refreshDue } from '../regions'

const BATCH = 2000

export class DueKeeper implements OnModuleInit {
  readonly #house
  constructor(db: Database, private readonly county: County) { this.#house = db.everywhere('the rules of visits are those of the whole county') }

  /** Cards do not hold the due day, so nothing else has to follow. Two processes that start together write the same. */
  async onModuleInit(): Promise<void> {
    const fingerprint = createHash('sha256').update(JSON.stringify(this.county.settings.visit.rules)).digest('hex')
    const [known] = await this.#house.select<{ fingerprint: string }>('SELECT fingerprint FROM due_rules WHERE id = 1')
    if (known?.fingerprint === fingerprint) return
    await this.refreshAll()
    await this.#house.execute('INSERT INTO due_rules (id, fingerprint) VALUES (1, :fingerprint) ON DUPLICATE KEY UPDATE fingerprint = VALUES(fingerprint)', { fingerprint })
  }

  async refreshAll(): Promise<void> {
    const today = clock.today()
    for (let after = ''; ;) {
      const rows = await this.#house.select<{ id: string }>(`SELECT h.id FROM household h WHERE h.id > :after ORDER BY h.id LIMIT ${BATCH}`, { after })
      const last = rows.at(-1)
      if (!last) return
      await refreshDue(this.#house, rows.map((row) => row.id), today)
      after = last.id
    }
  }
}
