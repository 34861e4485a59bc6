// Files of any size through a store that knows whole objects: pieces of a megabyte, one in memory at a time.
import { Readable, Writable } from 'node:stream'
import type { ObjectStore } from '../../kernel/files'

export const PIECE = 1024 * 1024

const keyOf = (job: string, part: number, piece: number): string => `prints/${job.toLowerCase()}/${part}/${piece}`

/** Resolves its end when the last piece lies in the store. */
export class PieceWriter extends Writable {
  #waiting: Buffer[] = []
  #size = 0
  #writing: Promise<void> = Promise.resolve()
  pieces = 0
  bytes = 0
  constructor(private readonly store: ObjectStore, private readonly job: string, private readonly part: number, private readonly onPiece: (pieces: number) => Promise<void>) { super({ highWaterMark: 256 * 1024 }) }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#waiting.push(chunk)
    this.#size += chunk.length
    this.#begin(PIECE).then(() => { done() }, done)
  }

  override _final(done: (error?: Error | null) => void): void { this.#begin(1).then(() => { done() }, done) }

  /** Until no piece is on its way: one that is, when the work is stopped, arrives all the same. */
  async settled(): Promise<void> { await this.#writing.catch(() => undefined) }

  #begin(least: number): Promise<void> { return this.#writing = this.#put(least) }

  /** Writes pieces while at least so much waits. */
  async #put(least: number): Promise<void> {
    if (this.#size < least) return
    let all = Buffer.concat(this.#waiting, this.#size)
    while (all.length >= least && all.length > 0) {
      const piece = all.subarray(0, PIECE)
      await this.onPiece(this.pieces + 1)
      await this.store.put(keyOf(this.job, this.part, this.pieces), piece)
      this.pieces++
      this.bytes += piece.length
      all = all.subarray(piece.length)
    }
    this.#waiting = all.length ? [all] : []
    this.#size = all.length
  }
}

const gone = (piece: number): Error => new Error(`prints: piece ${piece} of a file is gone`)

/** Nothing is read before it is asked for. */
export function readPieces(store: ObjectStore, job: string, part: number, bytes: number): Readable {
  return Readable.from((async function* pieces() {
    for (let piece = 0; piece * PIECE < bytes; piece++) {
      const found = await store.get(keyOf(job, part, piece))
      if (!found) throw gone(piece)
      yield found
    }
  })(), { objectMode: false, highWaterMark: 1 })
}

export function removePieces(store: ObjectStore, job: string, parts: readonly { n: number; pieces: number }[]): Promise<void> {
  return store.remove(parts.flatMap(({ n, pieces }) => Array.from({ length: pieces }, (_, piece) => keyOf(job, n, piece))))
}
