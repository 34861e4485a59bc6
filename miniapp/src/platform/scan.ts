// Reading a door code by WeChat's own scanner, which has its album and its torch.
import Taro from '@tarojs/taro'

/** `own` = the platform brings its scanner page; `frame` = we draw the camera (browser); `none` = typing only. */
export type ScannerKind = 'own' | 'frame' | 'none'
export async function scannerKind(): Promise<ScannerKind> { return 'own' }

export const hasAlbum = false

/** What was read, or null when the person went back. Our own mini-program code gives its path, everything else its text. */
export async function scanOnce(): Promise<string | null> {
  try {
    const read = await Taro.scanCode({ scanType: ['qrCode', 'wxCode' as never], onlyFromCamera: false })
    const path = (read as { path?: string }).path
    return (path || read.result || '').trim() || null
  } catch {
    return null
  }
}

export async function readAlbum(): Promise<string | null> { return null }

export interface Camera { stop(): void; torch: ((on: boolean) => Promise<void>) | null }
export async function startCamera(_hostId: string, _onRead: (text: string) => void): Promise<Camera> {
  throw new Error('WeChat scans by itself')
}
