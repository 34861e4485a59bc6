// Objects as files below one folder, which may be a mounted share.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '../ids'
import { KEY, StoreFailure, type ObjectStore } from './object-store'

/** Names of files that are not whole yet; no key has a dot. */
const UNFINISHED = '.part'

export class FolderStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  async put(key: string, bytes: Buffer, { passing = false } = {}): Promise<void> {
    const path = this.#path(key)
    const unfinished = join(this.folder, `${newId().toLowerCase()}${UNFINISHED}`)
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await write(unfinished, bytes, !passing)
      await rename(unfinished, path)
      if (!passing) await syncFolder(dirname(path))
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined)
      throw new StoreFailure('put', error)
    }
  }

  async get(key: string): Promise<Buffer | null> {
    try { return await readFile(this.#path(key)) } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw new StoreFailure('get', error)
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => rm(this.#path(key), { force: true }))).catch((error: unknown) => { throw new StoreFailure('remove', error) })
  }

  async close(): Promise<void> { /* nothing is held */ }

  #path(key: string): string {
    if (!KEY.test(key)) throw new Error(`files: impossible key ${key}`)
    return join(this.folder, key)
  }
}

async function write(path: string, bytes: Buffer, through: boolean): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    if (through) await file.sync()
  } finally { await file.close() }
}

/** A name is as durable as its folder. Some systems cannot open a folder; there the rename alone must do. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  try { await folder?.sync().catch(() => undefined) } finally { await folder?.close() }
}
