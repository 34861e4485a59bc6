import { Readable } from 'node:stream'
import { Controller } from '@nestjs/common'
import { AppendPhoto, LinkPhoto, OpenFile, StartPhoto } from '@onecard/shared/contract/photos.requests'
import type { PhotoLinkView, UploadView } from '@onecard/shared/contract/photos.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { PhotosService } from './photos.service'
import { UploadsService } from './uploads.service'

const addressOf = (token: string): string => `/api/v1/${operations.files.get.path.replace(':token', token)}`

@Controller()
export class PhotosController {
  constructor(private readonly uploads: UploadsService, private readonly photos: PhotosService) {}

  @Handles(operations.photos.start)
  async start(input: StartPhoto, actor: Actor, { request }: Exchange): Promise<UploadView> { return this.uploads.start(actor, input, onceOf(input, request)) }

  @Handles(operations.photos.append)
  async append(input: AppendPhoto, actor: Actor, { request }: Exchange): Promise<UploadView> {
    const length = request.headers['content-length']
    const body = request.body instanceof Readable ? request.body : undefined
    try {
      return await this.uploads.append(actor, input, body, length === undefined ? null : Number(length))
    } finally {
      // A client that is still sending hears the answer only when somebody takes the rest from it; nothing of it is kept.
      body?.resume()
    }
  }

  @Handles(operations.photos.link)
  link(input: LinkPhoto, actor: Actor): Promise<PhotoLinkView> { return this.photos.link(actor, input, addressOf) }

  @Handles(operations.files.get)
  async open(input: OpenFile, _actor: Actor, { reply }: Exchange): Promise<void> {
    const bytes = await this.photos.open(input.token)
    reply.code(200).header('cache-control', 'private, no-store').header('content-disposition', 'inline').header('content-security-policy', "default-src 'none'").type('image/jpeg').send(bytes)
  }
}
