// A picture from WeChat's camera or album: shrunk, stamped, as a temporary file.
import Taro from '@tarojs/taro'
import { now } from './clock'
import { fitted, LONGEST, paintStamp, QUALITY, type Pen } from './photo-stamp'

export type PhotoSource = 'camera' | 'album'
export interface Taken {
  /** A path that `keepPhoto` copies from; gone after a restart. */
  temporary: string
  /** ISO instant by the phone's clock. */
  takenAt: string
  /** False where this phone could not write on the picture. */
  stamped: boolean
}

/** The camera or the album was not allowed, or the picture cannot be read; nothing else is blocked by it. */
export class PhotoRefused extends Error { override readonly name = 'PhotoRefused' }

/** Null when the person went back. `stamp` gives the lines that stand on the picture. Rejects with PhotoRefused. */
export async function takePhoto(from: PhotoSource, stamp: (takenAt: string) => readonly string[]): Promise<Taken | null> {
  const chosen = await choose(from)
  if (chosen === null) return null
  const takenAt = new Date(now()).toISOString()
  try {
    return { temporary: await drawn(chosen, stamp(takenAt)), takenAt, stamped: true }
  } catch {
    // Older engines cannot draw off the screen: shrunk then, without the words.
    return { temporary: await compressed(chosen), takenAt, stamped: false }
  }
}

async function choose(from: PhotoSource): Promise<string | null> {
  try {
    // `compressed` also turns the picture upright; the original may lie on its side.
    const { tempFiles } = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sourceType: [from], sizeType: ['compressed'] })
    return tempFiles[0]?.tempFilePath ?? null
  } catch (error) {
    const why = String((error as { errMsg?: string })?.errMsg ?? error)
    if (/cancel/i.test(why)) return null
    throw new PhotoRefused(why)
  }
}

interface Loading { onload: () => void; onerror: (why: unknown) => void; src: string }

async function drawn(path: string, lines: readonly string[]): Promise<string> {
  const { width: wide, height: high } = await Taro.getImageInfo({ src: path })
  const { width, height } = fitted(wide, high)
  const canvas = Taro.createOffscreenCanvas({ type: '2d', width, height }) as unknown as { getContext(kind: '2d'): Pen & { drawImage(image: unknown, ...at: number[]): void }; createImage(): Loading }
  const image = canvas.createImage()
  await new Promise<void>((done, fail) => { image.onload = done; image.onerror = fail; image.src = path })
  const pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0, width, height)
  paintStamp(pen, width, height, lines)
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as never, fileType: 'jpg', quality: QUALITY, width, height, destWidth: width, destHeight: height })
  return tempFilePath
}

async function compressed(src: string): Promise<string> {
  try {
    const { tempFilePath } = await Taro.compressImage({ src, quality: QUALITY * 100, compressedWidth: LONGEST } as Taro.compressImage.Option)
    return tempFilePath
  } catch { return src }
}

export function releaseTaken(_taken: Taken): void { /* WeChat tidies its temporary files */ }

/** Where an image finds what the server serves below `/`. */
export const servedAt = (address: string): string => API_BASE + address
