// Photos on their way: bytes in a file, their hash as their name. What is shown, hashed and sent are the same bytes.
import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { bytesOf, dropFile, putFile } from '../../platform/files'
import type { EntryPhoto } from './entry'
import { newKey } from './new-key'

export { releaseFile as releasePhoto, showFile as showPhoto } from '../../platform/files'

/**
 * Copies a picture that was just taken, shrunk and stamped into a file that survives a restart. `temporary` is a path (WeChat) or an address (browser).
 * Rejects when the phone is full.
 */
export async function keepPhoto(temporary: string, takenAt: string): Promise<EntryPhoto> {
  const bytes = await bytesOf(temporary)
  const hash = bytesToHex(sha256(new Uint8Array(bytes)))
  // A name of its own each time: the same picture in two entries must not lose its bytes when one of them is done.
  const file = `photo-${await newKey()}`
  await putFile(file, bytes)
  return { sha256: hash, bytes: bytes.byteLength, takenAt, file }
}

/** One that was taken and put away again before it was posted. */
export function dropPhoto(photo: EntryPhoto): Promise<void> { return dropFile(photo.file) }
