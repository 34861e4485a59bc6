// What a PDF holds, as others read it: its text, its pages as pictures, the codes on them.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'

const run = promisify(execFile)
const BIG = { maxBuffer: 1 << 27 }

async function beside<T>(pdf: Buffer, work: (file: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'paper-'))
  try {
    const file = join(folder, 'paper.pdf')
    await writeFile(file, pdf)
    return await work(file, folder)
  } finally { await rm(folder, { recursive: true }) }
}

/** Text of each page, in the order in which it was drawn: what stands in a cell is together. */
export const textOf = (pdf: Buffer): Promise<string[]> => beside(pdf, async (file) => (await run('pdftotext', ['-raw', file, '-'], BIG)).stdout.split('\f').slice(0, -1))

export const infoOf = (pdf: Buffer): Promise<string> => beside(pdf, async (file) => (await run('pdfinfo', [file], BIG)).stdout)

/** Texts of all codes on each page, drawn at 150 dpi. */
export const codesOf = (pdf: Buffer): Promise<string[][]> => beside(pdf, async (file, folder) => {
  await run('pdftoppm', ['-r', '150', '-gray', '-png', file, join(folder, 'page')], BIG)
  const pages = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort().map((name) => join(folder, name))
  return Promise.all(pages.map(async (page) => {
    // Exit 4: nothing on the page.
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', page], BIG).catch((error: { code?: number; stdout: string }) => { if (error.code !== 4) throw error; return error })
    return stdout.split('\n').filter(Boolean).sort()
  }))
})

/** How often the box of a missing character (glyph 0) is drawn anywhere. */
export function boxesOf(pdf: Buffer): number {
  let boxes = 0
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    if (pdf.subarray(at - 3, at).toString('latin1') === 'end') continue
    const bytes = pdf.subarray(at + 7, pdf.indexOf('endstream', at))
    let content: string
    try { content = inflateSync(bytes).toString('latin1') } catch { continue }
    for (const [, hex] of content.matchAll(/<([0-9a-f]+)> T[jJ]/g)) boxes += (hex.match(/.{4}/g) ?? []).filter((glyph) => glyph === '0000').length
  }
  return boxes
}
