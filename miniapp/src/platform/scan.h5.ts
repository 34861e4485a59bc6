// The browser's scanner: its own detector where there is one, else a decoder that is fetched only when somebody scans.
import type { Camera, ScannerKind } from './scan'

export type { Camera, ScannerKind }

interface Detector { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }
type Decode = (canvas: HTMLCanvasElement) => Promise<string | null>

export async function scannerKind(): Promise<ScannerKind> {
  if (!navigator.mediaDevices?.getUserMedia) return 'none'
  try {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.some((d) => d.kind === 'videoinput') ? 'frame' : 'none'
  } catch {
    return 'none'
  }
}

export const hasAlbum = true

async function decoder(): Promise<Decode> {
  const Native = (window as { BarcodeDetector?: { new (o: object): Detector; getSupportedFormats(): Promise<string[]> } }).BarcodeDetector
  if (Native && (await Native.getSupportedFormats().catch(() => [] as string[])).includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] })
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null
  }
  const { default: jsQR } = await import(/* webpackChunkName: "decoder" */ 'jsqr')
  return async (canvas) => {
    const picture = canvas.getContext('2d', { willReadFrequently: true })!.getImageData(0, 0, canvas.width, canvas.height)
    return jsQR(picture.data, picture.width, picture.height)?.data ?? null
  }
}

function draw(source: CanvasImageSource, width: number, height: number, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}

export async function scanOnce(): Promise<string | null> { return null }

/** Null when nothing was chosen; '' when the picture holds no code. */
export function readAlbum(): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.oncancel = () => resolve(null)
    input.onchange = () => {
      const file = input.files?.[0]
      if (!file) { resolve(null); return }
      decodeFile(file).then(resolve, reject)
    }
    input.click()
  })
}

async function decodeFile(file: File): Promise<string> {
  const picture = await createImageBitmap(file)
  const decode = await decoder()
  // A large photograph hides a small code from one size and a blurred one from another.
  for (const side of [1200, 600, 2400]) {
    const text = await decode(draw(picture, picture.width, picture.height, side))
    if (text) return text
  }
  return ''
}

export async function startCamera(hostId: string, onRead: (text: string) => void): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false })
  const video = document.createElement('video')
  video.setAttribute('playsinline', '')
  video.muted = true
  video.srcObject = stream
  video.className = 'finder__video'
  document.getElementById(hostId)?.appendChild(video)
  await video.play()
  const decode = await decoder()
  let stopped = false
  const stop = () => { stopped = true; stream.getTracks().forEach((t) => t.stop()); video.remove() }
  const look = async () => {
    if (stopped) return
    const text = video.videoWidth ? await decode(draw(video, video.videoWidth, video.videoHeight, 720)).catch(() => null) : null
    if (stopped) return
    if (text) { stop(); onRead(text); return }
    setTimeout(look, 120)
  }
  void look()
  const track = stream.getVideoTracks()[0]
  const lamp = (track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true
  return { stop, torch: lamp ? (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }) : null }
}
