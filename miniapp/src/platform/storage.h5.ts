// The browser's half: AES-GCM under a key that IndexedDB holds as non-extractable, so a copied profile file is not enough
// and no script can read the key out. Without a secure context (plain http on a LAN) nothing personal is written at all.

const DATABASE = 'onecard'
const KEYS = 'keys'
const VALUES = 'values'

export const encrypts = typeof crypto !== 'undefined' && typeof crypto.subtle !== 'undefined' && typeof indexedDB !== 'undefined'

/** Where nothing can be encrypted, secrets live as long as the page does. */
const memory = new Map<string, ArrayBuffer>()

let opened: Promise<IDBDatabase> | null = null
let keyed: Promise<CryptoKey> | null = null

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function database(): Promise<IDBDatabase> {
  opened ??= (() => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEYS)
      request.result.createObjectStore(VALUES)
    }
    return settle(request)
  })()
  return opened
}

async function at<T>(store: string, mode: IDBTransactionMode, work: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return settle(work((await database()).transaction(store, mode).objectStore(store)))
}

/**
 * Resolves when the change is written. `durable`: also through a battery that dies in the next moment, which costs a wait for the disk and
 * is for what is nowhere else.
 */
async function settled(work: (s: IDBObjectStore) => void, durable: boolean): Promise<void> {
  const transaction = (await database()).transaction(VALUES, 'readwrite', { durability: durable ? 'strict' : 'default' })
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('the disk refused'))
  })
  work(transaction.objectStore(VALUES))
  await done
}

function key(): Promise<CryptoKey> {
  keyed ??= (async () => {
    const found = await at<CryptoKey | undefined>(KEYS, 'readonly', (s) => s.get('main'))
    if (found) return found
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    // Two tabs may open for the first time together: the first key on the disk is everybody's.
    await at(KEYS, 'readwrite', (s) => s.add(made, 'main')).catch(() => undefined)
    return (await at<CryptoKey | undefined>(KEYS, 'readonly', (s) => s.get('main'))) ?? made
  })()
  return keyed
}

interface Sealed { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

/** Rejects when the disk is full; what was there before then stays. */
export async function storeSealed(name: string, value: ArrayBuffer, durable = false): Promise<void> {
  if (!encrypts) { memory.set(name, value); return }
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, await key(), value)
  await settled((s) => { s.put({ iv, bytes } satisfies Sealed, name) }, durable)
}

/** Null when absent or unreadable. */
export async function readSealed(name: string): Promise<ArrayBuffer | null> { return (await readAll([name]))[0] }

/** All in one question to the disk. */
async function readAll(names: readonly string[]): Promise<(ArrayBuffer | null)[]> {
  if (!encrypts) return names.map((name) => memory.get(name) ?? null)
  try {
    const opens = key()
    const values = (await database()).transaction(VALUES, 'readonly').objectStore(VALUES)
    const sealed = await Promise.all(names.map((name) => settle<Sealed | undefined>(values.get(name))))
    const using = await opens
    return await Promise.all(sealed.map((one, i) => one ? unsealed(using, names[i], one).catch(() => null) : null))
  } catch {
    return names.map(() => null)
  }
}

function unsealed(using: CryptoKey, name: string, { iv, bytes }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, using, bytes)
}

export async function dropSealed(name: string): Promise<void> {
  memory.delete(name)
  if (encrypts) await settled((s) => { s.delete(name) }, false)
}

export async function sealedNames(prefix: string): Promise<string[]> {
  const names = encrypts ? (await at(VALUES, 'readonly', (s) => s.getAllKeys())).map(String) : [...memory.keys()]
  return names.filter((name) => name.startsWith(prefix))
}

/** The browser may not throw these values away by itself when its disk runs low; asked once there is something that is nowhere else. */
export async function holdOn(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false)
}

/** Bytes that still fit. */
export async function secretsLeft(): Promise<number> {
  const { quota = Number.MAX_SAFE_INTEGER, usage = 0 } = await (navigator.storage?.estimate?.() ?? Promise.resolve({}))
  return quota - usage
}

export async function putSecret(name: string, value: string, durable = false): Promise<void> {
  await storeSealed(name, new TextEncoder().encode(value).buffer, durable)
}

export async function getSecret(name: string): Promise<string | null> { return (await getSecrets([name]))[0] }

/** In the order asked for. */
export async function getSecrets(names: readonly string[]): Promise<(string | null)[]> {
  return (await readAll(names)).map((plain) => plain && new TextDecoder().decode(plain))
}

export async function secretNames(prefix: string): Promise<string[]> { return sealedNames(prefix) }

export async function drop(name: string): Promise<void> { await dropSealed(name) }

export function getPlain(name: string): string | null {
  try { return localStorage.getItem(`onecard.${name}`) } catch { return null }
}

export function putPlain(name: string, value: string): void {
  try { localStorage.setItem(`onecard.${name}`, value) } catch { /* private window: the setting lasts as long as the page */ }
}
