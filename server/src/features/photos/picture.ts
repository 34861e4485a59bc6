// What is a picture, and what becomes of it. Everything that was not drawn (EXIF, GPS, names) is gone afterwards.
import sharp from 'sharp'
import { problem } from '../../kernel/http/problem'

/** Beyond this nothing is decoded: a few kilobytes of PNG can hold gigabytes of pixels. */
export const MOST_PIXELS = 50_000_000
const LONGEST = { full: 2048, thumb: 320 }
const QUALITY = { full: 80, thumb: 70 }
const DECODE_SECONDS = 30

// One thread a picture, and as many pictures at once as the service lets in: memory stays within bounds that are known.
sharp.concurrency(1)
sharp.cache(false)

/** First bytes of what is taken. Other decoders (SVG, TIFF, HEIC …) never get to see a file. */
const BEGINNINGS = [
  (b: Buffer) => b.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff)),
  (b: Buffer) => b.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)),
  (b: Buffer) => b.subarray(0, 4).toString('latin1') === 'RIFF' && b.subarray(8, 12).toString('latin1') === 'WEBP',
]
/** As many bytes as the longest of these needs. */
export const BEGINNING_BYTES = 12

/** Looks at a beginning, of any length from BEGINNING_BYTES: throws `photo.not_picture` or `photo.too_many_pixels` as soon as that can be known. */
export async function refuseBeginning(bytes: Buffer): Promise<void> {
  if (!BEGINNINGS.some((begins) => begins(bytes))) throw problem('photo.not_picture')
  // The size may stand further on: then it is found when all has come.
  const size = await sharp(bytes, { limitInputPixels: false }).metadata().catch(() => null)
  if (size && size.width * size.height > MOST_PIXELS) throw problem('photo.too_many_pixels', { megapixels: MOST_PIXELS / 1_000_000 })
}

export interface Developed { full: Buffer; thumb: Buffer; width: number; height: number }

/** Upright, at most 2048 px, JPEG; and a thumbnail of 320 px. Throws as `refuseBeginning`, and `photo.damaged`. */
export async function develop(source: Buffer): Promise<Developed> {
  await refuseBeginning(source)
  try {
    const { data: full, info } = await sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
      .timeout({ seconds: DECODE_SECONDS }).autoOrient()
      .resize(LONGEST.full, LONGEST.full, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' }).jpeg({ quality: QUALITY.full }).toBuffer({ resolveWithObject: true })
    const thumb = await sharp(full).resize(LONGEST.thumb, LONGEST.thumb, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: QUALITY.thumb }).toBuffer()
    return { full, thumb, width: info.width, height: info.height }
  } catch { throw problem('photo.damaged') }
}
