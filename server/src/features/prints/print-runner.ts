// Works through the jobs, one at a time in each process. What is done of a job is kept village by village: whoever takes it up after a crash goes
// on from there.
import { StoreFailure, type ObjectStore } from '../../kernel/files'
import { newId } from '../../kernel/ids'
import type { Log } from '../../kernel/log'
import { withSteadyHeap } from '../imports'
import { PictureMissing } from './label-source'
import type { PartMaker } from './part-maker'
import { PieceWriter, removePieces } from './pieces'
import { MOST_TRIES, type JobRow, type PartRow, type Prints } from './prints.repository'

const LOOK_MS = 15_000
const RENEW_MS = 1000
const AGAIN_MS = 5000
const OLD_AT_ONCE = 50

/** The job was cancelled, the lease lost, or the server is stopping. */
class Stopped extends Error { override readonly name = 'Stopped' }
const stopped = (): Stopped => new Stopped()

export class PrintRunner {
  readonly #me = newId()
  #running: Promise<void> | null = null
  #again = false
  #timer: NodeJS.Timeout | null = null
  #stopping = false
  constructor(private readonly prints: Prints, private readonly maker: PartMaker, private readonly store: ObjectStore, private readonly log: Log) {}

  /** Looks for work that others left behind, from time to time. */
  start(): void { this.#timer = setInterval(() => { this.soon() }, LOOK_MS).unref() }

  /** A job came in. */
  soon(): void {
    if (this.#stopping) return
    if (this.#running) { this.#again = true; return }
    this.#running = this.#all().catch((error: Error) => { this.log.error({ failure: error.name }, 'print round failed') }).finally(() => {
      this.#running = null
      if (this.#again) { this.#again = false; this.soon() }
    })
  }

  /** Until nothing is under way here. */
  async idle(): Promise<void> { while (this.#running) await this.#running }

  /** What is under way is given back and taken up at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true
    if (this.#timer) clearInterval(this.#timer)
    await this.#running
  }

  /** Files and jobs of more than seven days. */
  async dropOld(): Promise<number> {
    for (let dropped = 0; ;) {
      const jobs = await this.prints.old(OLD_AT_ONCE)
      for (const { id } of jobs) {
        await removePieces(this.store, id, await this.prints.parts(id))
        await this.prints.forget(id)
      }
      dropped += jobs.length
      if (jobs.length < OLD_AT_ONCE) return dropped
    }
  }

  async #all(): Promise<void> {
    while (!this.#stopping) {
      const job = await this.prints.claim(this.#me)
      if (!job) return
      await withSteadyHeap(() => this.#run(job))
    }
  }

  async #run(job: JobRow): Promise<void> {
    const parts = await this.prints.parts(job.id)
    const state = { done: parts.reduce((sum, part) => sum + (part.done ? part.items : 0), 0), here: 0, mine: true }
    const renew = setInterval(() => {
      this.prints.renew(job.id, this.#me, state.done + state.here).then((held) => { state.mine = held }, () => undefined)
    }, RENEW_MS)
    try {
      for (const part of parts) {
        if (part.done) continue
        state.here = 0
        state.done += await this.#make(job, part, (items) => {
          if (!state.mine || this.#stopping) throw stopped()
          state.here = items
        })
      }
      state.here = 0
      await this.prints.finish(job.id, this.#me, 'done', state.done, null)
    } catch (error) { await this.#failed(job, error as Error, state.done) } finally { clearInterval(renew) }
  }

  async #make(job: JobRow, part: PartRow, go: (items: number) => void): Promise<number> {
    go(0)
    const out = new PieceWriter(this.store, job.id, part.n, (pieces) => this.prints.piece(job.id, part.n, pieces))
    try {
      const items = await this.maker.make(job, part, out, { go })
      await this.prints.partDone(job.id, part, items, out.bytes)
      return items
    } finally { await out.settled() }
  }

  async #failed(job: JobRow, error: Error, done: number): Promise<void> {
    if (error instanceof Stopped) {
      await this.prints.release(job.id, this.#me, 0)
      const now = await this.prints.one(job.account_id, job.id)
      if (now?.state === 'cancelled') await removePieces(this.store, job.id, await this.prints.parts(job.id))
      return
    }
    // Nothing of a row may reach the log: only what kind of failure it was.
    this.log.error({ printJob: job.id, failure: error.name, code: (error as { code?: string }).code, store: error instanceof StoreFailure }, 'print job failed')
    if (error instanceof PictureMissing) await this.prints.finish(job.id, this.#me, 'failed', done, '有一户的小程序码还没取到，请重新打印一次。')
    else if (job.tries >= MOST_TRIES) await this.prints.finish(job.id, this.#me, 'failed', done, '没有做成，请重新来一次；还不行请告诉县里。')
    else await this.prints.release(job.id, this.#me, AGAIN_MS)
  }
}
