// A picture from WeChat's camera or album: shrunk, stamped, as a temporary file.
import Taro from '@tarojs/taro'
import { now, wait } from './clock'
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

/**
 * Which engines can do this stands in features/photos/README.md. Rejects where one of the steps is missing, and where one of them never
 * answers: a picture without words is better than none.
 */
const DRAWN_WITHIN_MS = 8_000

interface Loading { onload: () => void; onerror: (why: unknown) => void; src: string }

interface OffScreen {
  getContext(kind: '2d'): (Pen & { drawImage(image: unknown, ...at: number[]): void }) | null
  createImage(): Loading
  /** Not in the documentation of off-screen canvases; there in some engines that cannot save one otherwise. */
  toDataURL?(type: string, quality: number): string
}

function drawn(path: string, lines: readonly string[]): Promise<string> {
  return Promise.race([draw(path, lines), wait(DRAWN_WITHIN_MS).then(() => { throw new Error('the canvas never answered') })])
}

async function draw(path: string, lines: readonly string[]): Promise<string> {
  const { width: wide, height: high } = await Taro.getImageInfo({ src: path })
  const { width, height } = fitted(wide, high)
  const canvas = Taro.createOffscreenCanvas({ type: '2d', width, height }) as unknown as OffScreen
  const image = canvas.createImage()
  await new Promise<void>((done, fail) => { image.onload = done; image.onerror = fail; image.src = path })
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d context')
  pen.drawImage(image, 0, 0, width, height)
  paintStamp(pen, width, height, lines)
  try {
    const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as never, fileType: 'jpg', quality: QUALITY, width, height, destWidth: width, destHeight: height })
    return tempFilePath
  } catch (error) {
    const address = canvas.toDataURL?.('image/jpeg', QUALITY) ?? ''
    if (!address.startsWith(JPEG)) throw error
    const filePath = `${Taro.env.USER_DATA_PATH}/${DRAWN_NAME}`
    await new Promise((success, fail) => { Taro.getFileSystemManager().writeFile({ filePath, data: address.slice(JPEG.length), encoding: 'base64', success, fail }) })
    return filePath
  }
}

const JPEG = 'data:image/jpeg;base64,'
/** Overwritten by the next one: `keepPhoto` copies it at once. */
const DRAWN_NAME = 'drawn.jpg'

async function compressed(src: string): Promise<string> {
  try {
    const { tempFilePath } = await Taro.compressImage({ src, quality: QUALITY * 100, compressedWidth: LONGEST } as Taro.compressImage.Option)
    return tempFilePath
  } catch { return src }
}

/** WeChat tidies its temporary files; what we wrote is ours to remove. */
export function releaseTaken({ temporary }: Taken): void {
  if (temporary.endsWith(DRAWN_NAME)) Taro.getFileSystemManager().unlink({ filePath: temporary, fail: () => undefined })
}

/** Where an image finds what the server serves below `/`. */
export const servedAt = (address: string): string => API_BASE + address
