// What is stored lies sealed, whoever keeps it: a key for each object, bound to the object's name.
import type { Vault } from '../vault'
import type { ObjectStore } from './object-store'

export class SealedStore implements ObjectStore {
  constructor(private readonly under: ObjectStore, private readonly vault: Vault) {}

  put(key: string, bytes: Buffer, options?: { passing?: boolean }): Promise<void> { return this.under.put(key, this.vault.sealObject(key, bytes), options) }

  /** Throws when the object was tampered with or lay under another name. */
  async get(key: string): Promise<Buffer | null> {
    const sealed = await this.under.get(key)
    return sealed && this.vault.openObject(key, sealed)
  }

  remove(keys: readonly string[]): Promise<void> { return this.under.remove(keys) }
  close(): Promise<void> { return this.under.close() }
}
