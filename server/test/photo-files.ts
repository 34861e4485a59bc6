// Pictures made here, and what is none.
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A smooth picture with some grain, which compresses as photos do; `seed` makes each another. */
export async function photo(width: number, height: number, seed = 1): Promise<Buffer> {
  const grain = await sharp({ create: { width: Math.ceil(width / 4), height: Math.ceil(height / 4), channels: 3, background: { r: 40 + seed % 150, g: 120, b: 90 }, noise: { type: 'gaussian', mean: 120, sigma: 30 } } }).png().toBuffer()
  return sharp(grain).resize(width, height, { fit: 'fill' }).jpeg({ quality: 85 }).toBuffer()
}

/** Left half red, right half blue, lying on its side with a place in it: as a phone writes a picture that was taken upright. */
export async function sideways(): Promise<Buffer> {
  const blue = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#0000ff' } }).png().toBuffer()
  return sharp({ create: { width: 600, height: 400, channels: 3, background: '#ff0000' } }).composite([{ input: blue, left: 300, top: 0 }])
    .withExif({ IFD0: { Make: 'Sample', Model: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '40/1 24/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '122/1 21/1 0/1' } })
    .withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer()
}

/** A PNG of `size` × `size` one-bit pixels in some kilobytes. */
export function bomb(size: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((Math.ceil(size / 8) + 1) * size)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** An empty zip archive, longer than its end record needs to be. */
export const zip = (): Buffer => Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(2000)])
/** The beginning of a HEIC file as an iPhone writes it. */
export const heic = (): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(2000)])
