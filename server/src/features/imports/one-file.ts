// One uploaded table with the fields of its form: streamed to disk under a name of its own, and gone when it was read.
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'

const NAME_LENGTH = 120
/** Of one field of a form. */
const FIELD_LENGTH = 200

interface Part { type: 'file' | 'field'; fieldname: string; filename?: string; value?: unknown; file: NodeJS.ReadableStream & { truncated: boolean; resume(): void } }
type MultipartRequest = FastifyRequest & { isMultipart?(): boolean; parts(): AsyncIterable<Part> }

export interface OneFile { path: string; name: string; fields: ReadonlyMap<string, string> }

/** `work` reads the part `file`; whatever becomes of it, the file is removed. Throws `table.missing`, `upload.too_large`. */
export async function withOneFile<T>(folder: string, megabytes: number, request: FastifyRequest, work: (file: OneFile) => Promise<T>): Promise<T> {
  const multipart = request as MultipartRequest
  if (!multipart.isMultipart?.()) throw problem('table.missing')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, newId())
  try {
    const fields = new Map<string, string>()
    let name: string | null = null
    for await (const part of multipart.parts()) {
      if (part.type === 'field') { if (typeof part.value === 'string' && part.value.length <= FIELD_LENGTH) fields.set(part.fieldname, part.value.trim()); continue }
      if (part.fieldname !== 'file' || name !== null) { part.file.resume(); continue }
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }))
      if (part.file.truncated) throw problem('upload.too_large', { megabytes })
      name = (part.filename ?? '').replace(/[\u0000-\u001f/\\]/g, '').slice(0, NAME_LENGTH)
    }
    if (name === null) throw problem('table.missing')
    return await work({ path, name, fields })
  } finally { await rm(path, { force: true }) }
}
