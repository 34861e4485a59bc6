// A printed label for cameras and albums of tests: the ordinary code as a picture and as a video.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import QRCode from 'qrcode'

export function qrPicture(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { errorCorrectionLevel: 'Q', scale: 8, margin: 4 })
}

/** A short video (YUV4MPEG2, grey) that shows the code in the middle; Chromium repeats it. */
export function cameraFile(text: string): { path: string; remove: () => void } {
  const [width, height, scale] = [640, 480, 8]
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'Q' })
  const frame = Buffer.alloc(width * height, 235)
  const [left, top] = [(width - modules.size * scale) >> 1, (height - modules.size * scale) >> 1]
  for (let y = 0; y < modules.size * scale; y++) {
    for (let x = 0; x < modules.size * scale; x++) if (modules.get(Math.floor(y / scale), Math.floor(x / scale))) frame[(top + y) * width + left + x] = 16
  }
  const grey = Buffer.alloc(width * height / 2, 128)
  const folder = mkdtempSync(join(tmpdir(), 'onecard-camera-'))
  const path = join(folder, 'label.y4m')
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 3 }, () => Buffer.concat([Buffer.from('FRAME\n'), frame, grey]))]))
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
