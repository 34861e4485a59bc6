// Seals single fields and whole bodies at rest, and indexes sealed values for exact search.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto'

const VERSION = 1
const IV = 12
const TAG = 16

// Asking the system for 12 bytes costs as much as sealing a field with them: they are taken from a pool, each once.
const pool = Buffer.alloc(IV * 512)
let used = pool.length
function freshIv(): Buffer {
  if (used === pool.length) { randomFillSync(pool); used = 0 }
  used += IV
  return pool.subarray(used - IV, used)
}

/**
 * Stored form: version(1) · iv(12) · tag(16) · ciphertext, AES-256-GCM. The additional data is `version.column.id`, so a value
 * cannot be moved to another row or column. One key per column by HKDF-SHA-256 from the master secret.
 */
export class Vault {
  readonly #master: Buffer
  readonly #keys = new Map<string, Buffer>()

  constructor(masterSecret: string) { this.#master = Buffer.from(masterSecret, 'base64') }

  #key(use: string): Buffer {
    let key = this.#keys.get(use)
    if (!key) this.#keys.set(use, key = Buffer.from(hkdfSync('sha256', this.#master, `v${VERSION}`, use, 32)))
    return key
  }

  sealBytes(column: string, id: string, plain: Buffer): Buffer {
    const iv = freshIv()
    const cipher = createCipheriv('aes-256-gcm', this.#key(`seal:${column}`), iv)
    cipher.setAAD(Buffer.from(`${VERSION}.${column}.${id}`))
    const body = cipher.update(plain)
    cipher.final()
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body])
  }

  /** Throws when the bytes were tampered with or belong to another row, column or key. */
  openBytes(column: string, id: string, sealed: Buffer): Buffer {
    if (sealed[0] !== VERSION) throw new Error(`vault: unknown version in ${column}`)
    const decipher = createDecipheriv('aes-256-gcm', this.#key(`seal:${column}`), sealed.subarray(1, 1 + IV))
    decipher.setAAD(Buffer.from(`${VERSION}.${column}.${id}`))
    decipher.setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG))
    const plain = decipher.update(sealed.subarray(1 + IV + TAG))
    decipher.final()
    return plain
  }

  /** A whole object under a key of its own, derived from its name; stored form as above. */
  sealObject(name: string, plain: Buffer): Buffer {
    const iv = freshIv()
    const cipher = createCipheriv('aes-256-gcm', this.#objectKey(name), iv)
    cipher.setAAD(Buffer.from(`${VERSION}.object.${name}`))
    const body = cipher.update(plain)
    cipher.final()
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body])
  }

  /** Throws when the bytes were tampered with or lay under another name. */
  openObject(name: string, sealed: Buffer): Buffer {
    if (sealed[0] !== VERSION) throw new Error('vault: unknown version of an object')
    const decipher = createDecipheriv('aes-256-gcm', this.#objectKey(name), sealed.subarray(1, 1 + IV))
    decipher.setAAD(Buffer.from(`${VERSION}.object.${name}`))
    decipher.setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG))
    const plain = decipher.update(sealed.subarray(1 + IV + TAG))
    decipher.final()
    return plain
  }

  /** Not kept: there are as many as objects. */
  #objectKey(name: string): Buffer { return Buffer.from(hkdfSync('sha256', this.#master, `v${VERSION}`, `object:${name}`, 32)) }

  seal(column: string, id: string, plain: string): string { return this.sealBytes(column, id, Buffer.from(plain)).toString('base64url') }

  open(column: string, id: string, sealed: string): string { return this.openBytes(column, id, Buffer.from(sealed, 'base64url')).toString() }

  /** Blind index: HMAC-SHA-256 (first 16 bytes, hex) on a key of its own, so equal values meet without being readable. */
  index(column: string, plain: string): string {
    return createHmac('sha256', this.#key(`index:${column}`)).update(plain).digest('hex').slice(0, 32)
  }

  /** Short keyed hash for audit rows: shows that a value changed, not what it was. */
  trace(plain: string): string { return createHmac('sha256', this.#key('trace')).update(plain).digest('hex').slice(0, 12) }

  /** A stable password for a derived database account. */
  derive(use: string): string { return createHmac('sha256', this.#key('derive')).update(use).digest('base64url') }
}
