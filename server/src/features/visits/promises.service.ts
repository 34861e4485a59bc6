// 答应的事: made in visits, marked as kept by whoever visits, seen by the household.
import type { KeepPromise, ListPromises } from '@onecard/shared/contract/visits.requests'
import type { PromisesView, PromiseView } from '@onecard/shared/contract/visits.views'
import { isDay } from '@onecard/shared/rules/day'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import type { Once } from '../../kernel/idempotency/once'
import type { Visits } from './visits.repository'

/** As it stands in the visit's row. */
export interface KeptPromise { text: string; by: string; keptOn?: string }

export const readPromises = (json: string | null): KeptPromise[] => json === null ? [] : JSON.parse(json) as KeptPromise[]

export class PromisesService {
  constructor(private readonly db: Database, private readonly visits: Visits, private readonly reads: ReadRecorder) {}

  /** Said twice it changes nothing. Throws `not_found`, `visit.withdrawn`, `request.invalid`. */
  async keep(actor: Actor, input: KeepPromise, once: Once): Promise<void> {
    await this.db.once(actor, 'visits.keepPromise', once, async (tx) => {
      const household = await tx.household(input.id, true)
      const row = household && await this.visits.one(tx, household.id, input.visit)
      const promises = readPromises(row?.promises ?? null)
      const promise = promises.at(input.index)
      if (!household || !row || !promise) throw problem('not_found')
      if (row.withdrawn_at !== null) throw problem('visit.withdrawn')
      const today = clock.today()
      const on = input.on ?? today
      if (!isDay(on) || on > today || on < row.on_day) throw problem('request.invalid', {}, { errors: [{ field: 'on', message: '办到的日子在走访那天和今天之间' }] })
      const before = promise.keptOn ?? null
      const after = input.kept ? before ?? on : null
      if (before === after) return
      promises[input.index] = { text: promise.text, by: promise.by, ...(after !== null && { keptOn: after }) }
      await tx.change('UPDATE visit v JOIN household h ON h.id = v.household_id AND {scope:h} SET v.promises = :promises, v.version = v.version + 1 WHERE v.id = :visit AND h.id = :household',
        { promises: JSON.stringify(promises), visit: row.id, household: household.id })
      await tx.audit({ subject: row.id, householdId: household.id, region: household.region, changed: [{ field: `visit.promises.${input.index}.kept_on`, before, after }] })
      await tx.emit('visit.promise_kept', { household: household.id, visit: row.id })
    }, {})
  }

  async list(actor: Actor, { id }: ListPromises): Promise<PromisesView> {
    const reader = this.visits.reader(actor)
    const house = await this.visits.house(reader, id)
    const standing = house && standingOf(actor, id, house.region)
    if (!house || !standing) throw problem('not_found')
    if (!this.reads.note(actor, standing, id, house.region, 'visits')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    const today = clock.today()
    const all = (await this.visits.promising(reader, id)).flatMap((row) => readPromises(row.promises).map(({ text, by, keptOn }, index): PromiseView =>
      ({ visit: row.id, index, text, by, keptOn: keptOn ?? null, late: (keptOn ?? today) > by, madeOn: row.on_day, madeBy: row.by_name })))
    return {
      items: [
        ...all.filter((one) => one.keptOn === null).sort((a, b) => a.by < b.by ? -1 : a.by > b.by ? 1 : 0),
        ...all.filter((one) => one.keptOn !== null).sort((a, b) => (b.keptOn ?? '') < (a.keptOn ?? '') ? -1 : 1),
      ],
    }
  }
}
