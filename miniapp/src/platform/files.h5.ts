// The browser's half: bytes in IndexedDB, sealed like everything else that stays.
import { dropSealed, readSealed, sealedNames, storeSealed } from './storage.h5'

const named = (name: string) => `file.${name}`

export async function bytesOf(temporary: string): Promise<ArrayBuffer> { return (await fetch(temporary)).arrayBuffer() }

export async function putFile(name: string, bytes: ArrayBuffer): Promise<void> { await storeSealed(named(name), bytes, true) }

export async function readFile(name: string, offset: number, length: number): Promise<ArrayBuffer | null> {
  const bytes = await readSealed(named(name))
  return bytes === null || offset >= bytes.byteLength ? null : bytes.slice(offset, offset + length)
}

export async function showFile(name: string): Promise<string | null> {
  const bytes = await readSealed(named(name))
  return bytes && URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))
}
export function releaseFile(shown: string): void { URL.revokeObjectURL(shown) }

export async function dropFile(name: string): Promise<void> { await dropSealed(named(name)) }

export async function fileNames(): Promise<string[]> { return (await sealedNames(named(''))).map((name) => name.slice(named('').length)) }

export async function filesLeft(): Promise<number> {
  const { quota = Number.MAX_SAFE_INTEGER, usage = 0 } = await (navigator.storage?.estimate?.() ?? Promise.resolve({}))
  return quota - usage
}

export function handOver(name: string, text: string): Promise<'file' | 'clipboard'> {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return Promise.resolve('file')
}
