// The browser's half: AES-GCM under a key that IndexedDB holds as non-extractable, so a copied profile file is not enough
// and no script can read the key out. Without a secure context (plain http on a LAN) nothing personal is written at all.

const DATABASE = 'onecard'
const KEYS = 'keys'
const VALUES = 'values'

export const encrypts = typeof crypto !== 'undefined' && typeof crypto.subtle !== 'undefined' && typeof indexedDB !== 'undefined'

/** Where nothing can be encrypted, secrets live as long as the page does. */
const memory = new Map<string, string>()

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

function key(): Promise<CryptoKey> {
  keyed ??= (async () => {
    const found = await at<CryptoKey | undefined>(KEYS, 'readonly', (s) => s.get('main'))
    if (found) return found
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    await at(KEYS, 'readwrite', (s) => s.put(made, 'main'))
    return made
  })()
  return keyed
}

interface Sealed { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

export async function putSecret(name: string, value: string): Promise<void> {
  if (!encrypts) { memory.set(name, value); return }
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, await key(), new TextEncoder().encode(value))
  await at(VALUES, 'readwrite', (s) => s.put({ iv, bytes } satisfies Sealed, name))
}

export async function getSecret(name: string): Promise<string | null> {
  if (!encrypts) return memory.get(name) ?? null
  try {
    const sealed = await at<Sealed | undefined>(VALUES, 'readonly', (s) => s.get(name))
    if (!sealed) return null
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: new TextEncoder().encode(name) }, await key(), sealed.bytes)
    return new TextDecoder().decode(plain)
  } catch {
    return null
  }
}

export async function drop(name: string): Promise<void> {
  memory.delete(name)
  if (encrypts) await at(VALUES, 'readwrite', (s) => s.delete(name))
}

export function getPlain(name: string): string | null {
  try { return localStorage.getItem(`onecard.${name}`) } catch { return null }
}

export function putPlain(name: string, value: string): void {
  try { localStorage.setItem(`onecard.${name}`, value) } catch { /* private window: the setting lasts as long as the page */ }
}
