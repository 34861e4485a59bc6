// Looking at photos: the look is recorded when the address is made; whether its reader may still see it is asked then and each time it is opened.
import type { LinkPhoto } from '@onecard/shared/contract/photos.requests'
import type { PhotoLinkView } from '@onecard/shared/contract/photos.views'
import { operations } from '@onecard/shared/operations'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor, type Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { ObjectStore } from '../../kernel/files'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { linkToken, openToken } from './links'
import { objectOf } from './objects'
import type { Photos } from './photos.repository'

export class PhotosService {
  constructor(private readonly photos: Photos, private readonly files: ObjectStore, private readonly vault: Vault, private readonly reads: ReadRecorder, private readonly sessions: Sessions) {}

  /** Throws `not_found`, `photo.awaited`. `path`: where files are served. */
  async link(actor: Actor, { id, photo: photoId, size = 'full' }: LinkPhoto, path: (token: string) => string): Promise<PhotoLinkView> {
    const photo = await this.photos.shown(this.photos.reader(actor), id, photoId)
    const standing = photo && standingOf(actor, id, photo.region)
    if (!photo || !standing) throw problem('not_found')
    if (photo.state !== 'stored') throw problem('photo.awaited')
    if (!this.reads.note(actor, standing, id, photo.region, 'photo')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    const { token, until } = linkToken(this.vault, { size, householdId: id, photoId: photo.id, sessionId: actor.sessionId })
    return { address: path(token), expiresAt: clock.iso(until) }
  }

  /** The JPEG of an address, while the session that asked for it lasts and its holder may see the photo. Throws `not_found` for whatever is wrong with it. */
  async open(token: string): Promise<Buffer> {
    const opened = openToken(this.vault, token)
    const actor = opened && (await this.sessions.byId(opened.sessionId))?.as(operations.photos.link.permission)
    const photo = actor && await this.photos.shown(this.photos.reader(actor), opened.householdId, opened.photoId)
    const bytes = photo && await this.files.get(`${objectOf(this.vault, photo.sha256)}/${opened.size}`)
    if (!bytes) throw problem('not_found')
    return bytes
  }
}
