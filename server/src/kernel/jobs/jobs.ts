// Daily and hourly jobs, each done once a day or hour by whichever process takes its lease first. No cron beside the server, no second service.
import { clock } from '../clock'
import { DatabaseFailure, type Database } from '../db'
import { newId } from '../ids'

const TICK_MS = 60_000
/** A process that dies gives its job free after this; one that works renews it. */
const LEASE_MS = 5 * 60_000
const RENEW_MS = 60_000
const SHANGHAI_MS = 8 * 3_600_000

type Work = () => Promise<unknown>
interface Job { name: string; /** Day or hour that is due now; null: none yet. */ due: (now: number) => string | null; work: Work }

/** `2020-10-15T09` in Shanghai. */
const hourOf = (now: number): string => clock.iso(now + SHANGHAI_MS).slice(0, 13)

export class Jobs {
  readonly #jobs: Job[] = []
  readonly #me = newId()
  readonly #db
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #stopped = false
  constructor(database: Database, private readonly log: { error(details: object, text: string): void }) { this.#db = database.everywhere('leases of jobs belong to the house') }

  /** Once a day, from this hour in Shanghai on; a server that was down then does it when it is up again that day. */
  daily(name: string, hour: number, work: Work): void {
    this.#jobs.push({ name, work, due: (now) => { const there = hourOf(now); return Number(there.slice(11)) >= hour ? there.slice(0, 10) : null } })
  }

  hourly(name: string, work: Work): void { this.#jobs.push({ name, work, due: hourOf }) }

  /** The first look is a minute away, when whoever starts has had its answers. */
  start(): void {
    this.#timer = setTimeout(() => { void this.run().finally(() => { if (!this.#stopped) this.start() }) }, TICK_MS).unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running
  }

  /** Does what is due and nobody else does. What fails is logged, and tried again when its lease ends. */
  run(): Promise<void> {
    this.#running ??= this.#all().finally(() => { this.#running = null })
    return this.#running
  }

  async #all(): Promise<void> {
    for (const job of this.#jobs) {
      const slot = job.due(clock.now())
      if (this.#stopped || slot === null) continue
      try { if (await this.#take(job.name, slot)) await this.#do(job, slot) } catch (error) { this.log.error({ job: job.name, error: (error as Error).message }, 'job failed; it is tried again when its lease ends') }
    }
  }

  async #take(job: string, slot: string): Promise<boolean> {
    const mine = { job, slot, me: this.#me, now: clock.date(), until: clock.at(clock.now() + LEASE_MS) }
    const take = async (): Promise<boolean> => (await this.#db.execute('UPDATE job_lease SET holder = :me, held_until = :until WHERE job = :job AND done_for < :slot AND held_until <= :now', mine)).affectedRows === 1
    if (await take()) return true
    if ((await this.#db.select('SELECT job FROM job_lease WHERE job = :job', { job })).length > 0) return false
    // Its first time in this database: of several processes one makes the row.
    return this.#db.execute('INSERT INTO job_lease (job, holder, held_until, done_for) VALUES (:job, :me, :until, :none)', { ...mine, none: '' }).then(() => true, (error: unknown) => {
      if (error instanceof DatabaseFailure && error.duplicate) return false
      throw error
    })
  }

  async #do({ name, work }: Job, slot: string): Promise<void> {
    const mine = { job: name, me: this.#me }
    const renew = setInterval(() => {
      void this.#db.execute('UPDATE job_lease SET held_until = :until WHERE job = :job AND holder = :me', { ...mine, until: clock.at(clock.now() + LEASE_MS) }).catch(() => undefined)
    }, RENEW_MS).unref()
    try { await work() } finally { clearInterval(renew) }
    await this.#db.execute('UPDATE job_lease SET done_for = :slot, held_until = :now WHERE job = :job AND holder = :me', { ...mine, slot, now: clock.date() })
  }
}
