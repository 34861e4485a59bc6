import { Module } from '@nestjs/common'
import { ReadRecorder } from '../../kernel/audit/reads'
import { Sessions } from '../../kernel/auth'
import { Database } from '../../kernel/db'
import { FILES, type ObjectStore } from '../../kernel/files'
import { LOG } from '../../kernel/kernel.module'
import type { Log } from '../../kernel/log'
import { Vault } from '../../kernel/vault'
import { PartKeeper } from './part-keeper'
import { PhotosController } from './photos.controller'
import { Photos } from './photos.repository'
import { PhotosService } from './photos.service'
import { UploadsService } from './uploads.service'

export { announcePhotos, ownStoredHashes, photosByHash } from './photos.repository'

@Module({
  controllers: [PhotosController],
  providers: [
    { provide: Photos, inject: [Database], useFactory: (db: Database) => new Photos(db) },
    { provide: UploadsService, inject: [Database, Photos, FILES, Vault], useFactory: (db: Database, photos: Photos, files: ObjectStore, vault: Vault) => new UploadsService(db, photos, files, vault) },
    { provide: PhotosService, inject: [Photos, FILES, Vault, ReadRecorder, Sessions], useFactory: (photos: Photos, files: ObjectStore, vault: Vault, reads: ReadRecorder, sessions: Sessions) => new PhotosService(photos, files, vault, reads, sessions) },
    { provide: PartKeeper, inject: [Database, FILES, LOG], useFactory: (db: Database, files: ObjectStore, log: Log) => new PartKeeper(db, files, log) },
  ],
})
export class PhotosModule {}
