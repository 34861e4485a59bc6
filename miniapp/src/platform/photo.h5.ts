// The browser's half: its file input, which offers the camera on a phone; drawn on a canvas.
import { now } from './clock'
import { fitted, paintStamp, QUALITY } from './photo-stamp'
import type { PhotoSource, Taken } from './photo'

export type { PhotoSource, Taken }

export class PhotoRefused extends Error { override readonly name = 'PhotoRefused' }

export async function takePhoto(from: PhotoSource, stamp: (takenAt: string) => readonly string[]): Promise<Taken | null> {
  const file = await choose(from)
  if (!file) return null
  const takenAt = new Date(now()).toISOString()
  try {
    return { temporary: URL.createObjectURL(await drawn(file, stamp(takenAt))), takenAt, stamped: true }
  } catch (error) { throw new PhotoRefused(String(error)) }
}

function choose(from: PhotoSource): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    if (from === 'camera') input.setAttribute('capture', 'environment')
    input.oncancel = () => resolve(null)
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.click()
  })
}

async function drawn(file: File, lines: readonly string[]): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const canvas = document.createElement('canvas')
  Object.assign(canvas, fitted(picture.width, picture.height))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  paintStamp(pen, canvas.width, canvas.height, lines)
  const blob = await new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/jpeg', QUALITY) })
  if (!blob) throw new Error('no picture')
  return blob
}

export function releaseTaken(taken: Taken): void { URL.revokeObjectURL(taken.temporary) }

export const servedAt = (address: string): string => address
