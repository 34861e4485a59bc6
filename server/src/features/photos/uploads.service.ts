// From announced to stored: bytes arrive in parts, in any process, over any number of tries; then they are checked, developed and kept.
import { subtle } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Readable } from 'node:stream'
import pLimit from 'p-limit'
import type { UploadView } from '@onecard/shared/contract/photos.views'
import type { AppendPhoto, StartPhoto } from '@onecard/shared/contract/photos.requests'
import { mayOnlyRepeat, type Actor } from '../../kernel/auth'
import { DatabaseFailure, type Database } from '../../kernel/db'
import type { ObjectStore } from '../../kernel/files'
import type { Once } from '../../kernel/idempotency/once'
import { Problem, problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { piecesOf } from './body'
import { objectOf } from './objects'
import { BEGINNING_BYTES, develop, refuseBeginning, type Developed } from './picture'
import { announcePhoto, type PartRow, type PhotoRow, type Photos } from './photos.repository'

const MEGABYTES = 15
const MOST_BYTES = MEGABYTES * 1024 * 1024
/** Pictures that are decoded at the same time; the others wait in the store. */
const AT_ONCE = Math.min(2, availableParallelism())

const tooLarge = (): Problem => problem('photo.too_large', { megabytes: MEGABYTES })
/** Parts without a gap from the first byte on. */
function received(parts: readonly PartRow[]): number {
  let at = 0
  for (const part of parts) if (part.start === at) at += part.length
  return at
}

export class UploadsService {
  readonly #developing = pLimit(AT_ONCE)
  constructor(private readonly db: Database, private readonly photos: Photos, private readonly files: ObjectStore, private readonly vault: Vault) {}

  /**
   * Throws `not_found`, `photo.too_large`, `photo.other_size` (announced before with another length; what has arrived stays), `photo.day_full`,
   * `photo.household_full`, `photo.no_consent`, `key.reused`. What has arrived is said as it is now, also to a repeat; to whom the household is out of reach by now, as it was.
   */
  async start(actor: Actor, input: StartPhoto, once: Once): Promise<UploadView> {
    if (input.bytes > MOST_BYTES) throw tooLarge()
    await this.#refuseWithdrawn(actor, input.id)
    const first = await this.db.once(actor, 'photos.start', once, async (tx): Promise<UploadView> => {
      const household = await tx.household(input.id, true)
      if (!household) throw problem('not_found')
      const known = await this.photos.byHash(tx, household.id, input.sha256)
      if (!known) await announcePhoto(tx, household, input)
      const photo = known ?? await this.photos.byHash(tx, household.id, input.sha256)
      if (!photo) throw problem('not_found')
      // What the first said of it stands: a later word of another must not drop what has arrived.
      if (photo.bytes !== input.bytes) throw problem('photo.other_size')
      return { id: photo.id, state: photo.state, offset: photo.state === 'stored' ? photo.bytes : 0 }
    })
    const photo = mayOnlyRepeat(actor) ? null : await this.photos.byHash(this.photos.reader(actor), input.id, input.sha256)
    return photo ? this.#finishIfWhole(actor, photo) : first
  }

  /**
   * `announced`: bytes that the request says to bring, if it does. Throws `not_found`, `photo.no_consent`, `photo.offset`, `photo.too_large`,
   * `photo.not_picture`, `photo.too_many_pixels`, `photo.damaged`; after the last four the upload starts anew.
   */
  async append(actor: Actor, input: AppendPhoto, body: Readable | undefined, announced: number | null): Promise<UploadView> {
    const reader = this.photos.reader(actor)
    const photo = await this.photos.one(reader, input.id, input.photo)
    if (!photo) throw problem('not_found')
    await this.#refuseWithdrawn(actor, photo.household_id)
    const offset = Number(input.offset)
    if (offset + (announced ?? 0) > MOST_BYTES) throw tooLarge()
    if (photo.state === 'stored') return { id: photo.id, state: 'stored', offset: photo.bytes }
    const due = received(await this.photos.parts(reader, photo))
    if (offset !== due) throw problem('photo.offset', { offset: due })
    if (offset + (announced ?? 0) > photo.bytes) throw await this.#startAnew(actor, photo, problem('photo.damaged'))
    if (body) await this.#take(actor, photo, body, offset)
    return this.#finishIfWhole(actor, photo)
  }

  /** Whoever has taken back the household's consent sends no more photos for it, whatever his phone still holds. */
  async #refuseWithdrawn(actor: Actor, householdId: string): Promise<void> {
    const asHousehold = actor.acting.some(({ role, households }) => role === 'household' && households.includes(householdId))
    if (asHousehold && await this.photos.withdrawn(actor.accountId)) throw problem('photo.no_consent')
  }

  async #take(actor: Actor, photo: PhotoRow, body: Readable, offset: number): Promise<void> {
    let at = offset
    try {
      for await (const piece of piecesOf(body)) {
        if (at + piece.length > MOST_BYTES) throw tooLarge()
        if (at + piece.length > photo.bytes) throw problem('photo.damaged')
        if (at === 0 && piece.length >= BEGINNING_BYTES) await refuseBeginning(piece)
        await this.#keepPart(actor, photo, at, piece)
        at += piece.length
      }
    } catch (error) {
      if (error instanceof Problem) throw error.code === 'photo.offset' ? error : await this.#startAnew(actor, photo, error)
      // The line broke: nobody hears the answer, and what had come is kept.
      if ((error as NodeJS.ErrnoException).code === 'ECONNRESET' || body.errored) throw problem('request.unreadable')
      throw error
    }
  }

  async #keepPart(actor: Actor, photo: PhotoRow, start: number, bytes: Buffer): Promise<void> {
    const object = `uploads/${photo.id}/${newId()}`.toLowerCase()
    // A part that a crash takes along is found missing at the end, and the phone sends anew.
    await this.files.put(object, bytes, { passing: true })
    try {
      await this.db.write(actor, 'photos.append', async (tx) => {
        const household = await tx.household(photo.household_id)
        if (!household) throw problem('not_found')
        await this.photos.addPart(tx, household, photo.id, { start, length: bytes.length, object })
      })
    } catch (error) {
      await this.files.remove([object])
      if (!(error instanceof DatabaseFailure && error.duplicate)) throw error
      throw problem('photo.offset', { offset: received(await this.photos.parts(this.photos.reader(actor), photo)) })
    }
  }

  /** Also after a process that died between the last byte and the end: whoever asks next ends it. */
  async #finishIfWhole(actor: Actor, photo: PhotoRow): Promise<UploadView> {
    if (photo.state === 'stored') return { id: photo.id, state: 'stored', offset: photo.bytes }
    const offset = received(await this.photos.parts(this.photos.reader(actor), photo))
    if (offset < photo.bytes) return { id: photo.id, state: 'awaited', offset }
    await this.#developing(() => this.#finish(actor, photo.household_id, photo.id))
    return { id: photo.id, state: 'stored', offset: photo.bytes }
  }

  async #finish(actor: Actor, householdId: string, id: string): Promise<void> {
    const reader = this.photos.reader(actor)
    const photo = await this.photos.one(reader, householdId, id)
    if (!photo) throw problem('not_found')
    if (photo.state === 'stored') return
    const parts = await this.photos.parts(reader, photo)
    const picture = await this.#developed(photo, parts).catch(async (error: unknown) => { throw error instanceof Problem ? await this.#startAnew(actor, photo, error) : error })
    const object = objectOf(this.vault, photo.sha256)
    await Promise.all([this.files.put(`${object}/full`, picture.full), this.files.put(`${object}/thumb`, picture.thumb)])
    await this.db.write(actor, 'photos.append', async (tx) => {
      if (await this.photos.stored(tx, photo, picture)) await tx.audit({ subject: photo.id, householdId: photo.household_id, region: photo.region, changed: [{ field: 'photo', before: 'awaited', after: 'stored' }] })
      await this.photos.dropParts(tx, photo, parts)
    })
    await this.files.remove(parts.map((part) => part.object))
  }

  async #developed(photo: PhotoRow, parts: readonly PartRow[]): Promise<Developed> {
    const source: Buffer[] = []
    for (const part of parts) {
      const bytes = await this.files.get(part.object)
      if (!bytes) throw problem('photo.damaged')
      source.push(bytes)
    }
    const whole = source.length === 1 ? source[0] : Buffer.concat(source)
    // Both beside the event loop and at the same time; what was made of bytes that turn out to be others is thrown away.
    const [hash, developed] = await Promise.allSettled([subtle.digest('SHA-256', whole), develop(whole)])
    if (hash.status === 'rejected') throw hash.reason
    if (Buffer.from(hash.value).toString('hex') !== photo.sha256) throw problem('photo.damaged')
    if (developed.status === 'rejected') throw developed.reason
    return developed.value
  }

  /** Forgets what has arrived; answers the refusal. */
  async #startAnew(actor: Actor, photo: PhotoRow, refusal: Problem): Promise<Problem> {
    const parts = await this.photos.parts(this.photos.reader(actor), photo)
    await this.db.write(actor, 'photos.append', (tx) => this.photos.dropParts(tx, photo, parts))
    await this.files.remove(parts.map((part) => part.object))
    return refusal
  }
}
