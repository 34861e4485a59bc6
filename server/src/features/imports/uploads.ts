// The two uploaded sheets: streamed to disk, never held in memory, removed when nobody needs them any more.
import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { problem } from '../../kernel/http/problem'
import type { ImportFiles } from './import-run'
import type { StoredFile } from './imports.repository'
import { readSheet, unreadable, UnreadableSheet } from './sheets'

const SHEETS = ['households', 'members'] as const
const NAME_LENGTH = 120

interface Part { type: 'file' | 'field'; fieldname: string; filename?: string; file: NodeJS.ReadableStream & { truncated: boolean; resume(): void } }
type MultipartRequest = FastifyRequest & { isMultipart?(): boolean; parts(): AsyncIterable<Part> }

export class Uploads {
  constructor(private readonly folder: string, private readonly megabytes: number) {}

  files(jobId: string): ImportFiles { return { households: join(this.folder, jobId, 'households'), members: join(this.folder, jobId, 'members') } }

  async remove(jobId: string): Promise<void> { await rm(join(this.folder, jobId), { recursive: true, force: true }) }

  /** Takes the parts `households` and `members`; leaves nothing behind when it refuses. */
  async receive(jobId: string, request: FastifyRequest): Promise<StoredFile[]> {
    const multipart = request as MultipartRequest
    if (!multipart.isMultipart?.()) throw problem('import.file_missing')
    await mkdir(join(this.folder, jobId), { recursive: true, mode: 0o700 })
    try {
      const names = await this.#store(jobId, multipart)
      const files: StoredFile[] = []
      for (const sheet of SHEETS) {
        const name = names.get(sheet)
        if (name === undefined) throw problem('import.file_missing')
        files.push({ sheet, name, bytes: (await stat(this.files(jobId)[sheet])).size })
      }
      for (const { sheet, name } of files) await this.#readable(this.files(jobId)[sheet], name)
      return files
    } catch (error) {
      await this.remove(jobId)
      throw error
    }
  }

  async #store(jobId: string, request: MultipartRequest): Promise<Map<string, string>> {
    const names = new Map<string, string>()
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      const sheet = SHEETS.find((s) => s === part.fieldname)
      if (!sheet || names.has(sheet)) { part.file.resume(); continue }
      await pipeline(part.file, createWriteStream(this.files(jobId)[sheet], { mode: 0o600 }))
      if (part.file.truncated) throw problem('upload.too_large', { megabytes: this.megabytes })
      names.set(sheet, (part.filename ?? sheet).replace(/[\u0000-\u001f/\\]/g, '').slice(0, NAME_LENGTH))
    }
    return names
  }

  /** The heading row can be read; the rest is the check's work. */
  async #readable(path: string, name: string): Promise<void> {
    try {
      for await (const row of readSheet(path, { inflatedBytes: Number.MAX_SAFE_INTEGER, rows: Number.MAX_SAFE_INTEGER })) { void row; return }
      throw unreadable('里面没有内容。')
    } catch (error) {
      // A fault further down is one of the check's problems, with its place.
      if (error instanceof UnreadableSheet && (error.at?.row ?? 1) > 1) return
      if (error instanceof UnreadableSheet) throw problem('import.file_unreadable', { file: name, why: error.message })
      throw error
    }
  }
}

