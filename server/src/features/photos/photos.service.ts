// Looking at photos: the scope is asked when the address is made, and the look is recorded then.
import type { LinkPhoto } from '@onecard/shared/contract/photos.requests'
import type { PhotoLinkView } from '@onecard/shared/contract/photos.views'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { ObjectStore } from '../../kernel/files'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { linkToken, openToken } from './links'
import { objectOf } from './objects'
import type { Photos } from './photos.repository'

export class PhotosService {
  constructor(private readonly photos: Photos, private readonly files: ObjectStore, private readonly vault: Vault, private readonly reads: ReadRecorder) {}

  /** Throws `not_found`, `photo.awaited`. `path`: where files are served. */
  async link(actor: Actor, { id, photo: photoId, size = 'full' }: LinkPhoto, path: (token: string) => string): Promise<PhotoLinkView> {
    const photo = await this.photos.one(this.photos.reader(actor), id, photoId)
    const standing = photo && standingOf(actor, id, photo.region)
    if (!photo || !standing) throw problem('not_found')
    if (photo.state !== 'stored') throw problem('photo.awaited')
    if (!this.reads.note(actor, standing, id, photo.region, 'photo')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    const { token, until } = linkToken(this.vault, { object: objectOf(this.vault, photo.sha256), size, photoId: photo.id, accountId: actor.accountId })
    return { address: path(token), expiresAt: clock.iso(until) }
  }

  /** The JPEG of an address. Throws `not_found` for whatever is wrong with it. */
  async open(token: string): Promise<Buffer> {
    const opened = openToken(this.vault, token)
    const bytes = opened && await this.files.get(`${opened.object}/${opened.size}`)
    if (!bytes) throw problem('not_found')
    return bytes
  }
}
