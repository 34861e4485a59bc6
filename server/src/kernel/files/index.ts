import { join } from 'node:path'
import type { Env } from '../env'
import type { Vault } from '../vault'
import { FolderStore } from './folder-store'
import type { ObjectStore } from './object-store'
import { SealedStore } from './sealed-store'

export { StoreFailure, type ObjectStore } from './object-store'

/** Injection token of the store. */
export const FILES = Symbol('Files')

/** The bucket that the environment names, else DATA_DIR/files. The bucket's client is loaded only where there is one. */
export async function openStore(env: Env, vault: Vault): Promise<ObjectStore> {
  if (!env.filesS3) return new SealedStore(new FolderStore(join(env.dataDir, 'files')), vault)
  const { S3Store } = await import('./s3-store')
  return new SealedStore(new S3Store(env.filesS3), vault)
}
