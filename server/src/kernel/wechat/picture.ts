// Whether bytes are a whole picture. WeChat's Content-Type lies both ways: JSON and PNG arrive as image/jpeg.

export type PictureType = 'png' | 'jpeg'
export interface Picture { bytes: Buffer; type: PictureType }

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])
const JPEG_END = Buffer.from([0xff, 0xd9])
const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG_END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])

/** By first and last bytes; null when it is no picture or its end is missing. */
export function pictureOf(bytes: Buffer): Picture | null {
  if (framed(bytes, JPEG_START, JPEG_END)) return { bytes, type: 'jpeg' }
  if (framed(bytes, PNG_START, PNG_END)) return { bytes, type: 'png' }
  return null
}

function framed(bytes: Buffer, start: Buffer, end: Buffer): boolean {
  return bytes.length > start.length + end.length && bytes.subarray(0, start.length).equals(start) && bytes.subarray(-end.length).equals(end)
}
