// Looks into an .xlsx before it is read: what it inflates to is counted, not believed.
import { open, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { createInflateRaw } from 'node:zlib'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
/** End record (22 bytes) and the longest comment that may follow it. */
const TAIL = 22 + 65_535
const MOST_ENTRIES = 2_000

interface Entry { method: number; compressed: number; offset: number }

/** Answers what is wrong (in Chinese, for the person), or null. Streams: memory stays flat whatever the file claims. */
export async function zipFault(path: string, mostBytes: number): Promise<string | null> {
  const entries = await directory(path)
  if (entries === null) return '文件不完整或已加密。'
  if (entries.length > MOST_ENTRIES) return '压缩包里文件太多。'
  let total = 0
  for (const entry of entries) {
    total += await inflatedSize(path, entry, mostBytes - total)
    if (total > mostBytes) return `展开后超过 ${Math.round(mostBytes / 1_048_576)} MB。`
  }
  return null
}

async function directory(path: string): Promise<Entry[] | null> {
  const size = (await stat(path)).size
  const file = await open(path)
  try {
    const tail = Buffer.alloc(Math.min(TAIL, size))
    await file.read(tail, 0, tail.length, size - tail.length)
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--
    if (end < 0) return null
    const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
    if (start + length > size) return null
    const list = Buffer.alloc(length)
    await file.read(list, 0, length, start)
    const entries: Entry[] = []
    for (let at = 0; at + 46 <= length && list.readUInt32LE(at) === DIRECTORY_ENTRY;) {
      if (list.readUInt16LE(at + 8) & 1) return null
      const header = Buffer.alloc(30)
      const offset = list.readUInt32LE(at + 42)
      await file.read(header, 0, 30, offset)
      if (header.readUInt32LE(0) !== LOCAL_HEADER) return null
      entries.push({ method: list.readUInt16LE(at + 10), compressed: list.readUInt32LE(at + 20), offset: offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28) })
      at += 46 + list.readUInt16LE(at + 28) + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32)
    }
    return entries
  } finally { await file.close() }
}

/** Inflates to nowhere and counts; stops as soon as there is more than `most`. */
async function inflatedSize(path: string, entry: Entry, most: number): Promise<number> {
  if (entry.compressed === 0) return 0
  if (entry.method === 0) return entry.compressed
  let bytes = 0
  const counter = new Writable({ write(chunk: Buffer, _encoding, done) { bytes += chunk.length; done(bytes > most ? new Error('too large') : null) } })
  try {
    await pipeline(createReadStream(path, { start: entry.offset, end: entry.offset + entry.compressed - 1 }), createInflateRaw(), counter)
  } catch (error) { if (bytes <= most) throw error }
  return bytes
}
