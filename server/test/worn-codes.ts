// Reads codes back as a phone would meet them: as drawn, photographed badly, small, tilted. For tests.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

/** The states in which every produced picture must still be readable. */
export const WEAR = ['as drawn', 'JPEG 60', '30 %', '7°', 'all at once'] as const

/** One picture per state of WEAR, in its order. */
export async function worn(picture: Buffer): Promise<Buffer[]> {
  const white = '#ffffff'
  const flat = await sharp(picture).flatten({ background: white }).png().toBuffer()
  const { width } = await sharp(flat).metadata()
  const small = Math.round(width * 0.3)
  const turned = () => sharp(flat).rotate(7, { background: white })
  const tilted = await turned().png().toBuffer()
  return Promise.all([
    flat,
    sharp(flat).jpeg({ quality: 60 }).toBuffer(),
    sharp(flat).resize(small).png().toBuffer(),
    tilted,
    sharp(tilted).resize({ width: Math.round((await sharp(tilted).metadata()).width * 0.3) }).jpeg({ quality: 60 }).toBuffer(),
  ])
}

/** What zbarimg reads in each picture, or null. One process for all of them. */
export async function decode(pictures: Buffer[]): Promise<(string | null)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'codes-'))
  try {
    const files = await Promise.all(pictures.map(async (bytes, index) => {
      const file = join(folder, `${String(index).padStart(5, '0')}.${bytes[0] === 0x89 ? 'png' : 'jpg'}`)
      await writeFile(file, bytes)
      return file
    }))
    const xml = await zbarimg(['--quiet', '--xml', '--nodbus', '-Sdisable', '-Sqrcode.enable', ...files])
    const read = new Map<string, string>()
    for (const [, href, inner] of xml.matchAll(/<source href='([^']+)'>(.*?)<\/source>/gs)) {
      const data = /<data><!\[CDATA\[(.*?)\]\]><\/data>/s.exec(inner)
      if (data) read.set(href, data[1])
    }
    return files.map((file) => read.get(file) ?? null)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Exit 4 says that some picture held nothing: the caller sees which. */
function zbarimg(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('zbarimg', args, { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error && error.code !== 4) reject(error)
      else resolve(stdout)
    })
  })
}
