import { join } from 'node:path'
import type { Env } from '../env'
import type { Vault } from '../vault'
import { FolderStore } from './folder-store'
import type { ObjectStore } from './object-store'
import { S3Store } from './s3-store'
import { SealedStore } from './sealed-store'

export { StoreFailure, type ObjectStore } from './object-store'

/** Injection token of the store. */
export const FILES = Symbol('Files')

/** The bucket that the environment names, else DATA_DIR/files. */
export function openStore(env: Env, vault: Vault): ObjectStore {
  return new SealedStore(env.filesS3 ? new S3Store(env.filesS3) : new FolderStore(join(env.dataDir, 'files')), vault)
}
