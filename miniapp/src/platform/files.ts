// Bytes of photos as files of the program. Temporary paths do not survive a restart, so what is to stay is copied at once.
import Taro from '@tarojs/taro'

/** Of the 200 MB that WeChat gives all files of a program. */
const LIMIT_BYTES = 200 * 1024 * 1024

const folder = () => `${Taro.env.USER_DATA_PATH}/kept`
const at = (name: string) => `${folder()}/${name}`
const fs = () => Taro.getFileSystemManager()

function done<T>(work: (options: { success: (value: T) => void; fail: (error: unknown) => void }) => void): Promise<T> {
  return new Promise((success, fail) => work({ success, fail }))
}

/** Bytes of a picture that was just taken or chosen. */
export async function bytesOf(temporary: string): Promise<ArrayBuffer> {
  const { data } = await done<{ data: string | ArrayBuffer }>((o) => fs().readFile({ filePath: temporary, ...o }))
  return data as ArrayBuffer
}

/** Rejects when the phone is full. */
export async function putFile(name: string, bytes: ArrayBuffer): Promise<void> {
  await done((o) => fs().mkdir({ dirPath: folder(), recursive: true, ...o })).catch(() => undefined) // it is there
  await done((o) => fs().writeFile({ filePath: at(name), data: bytes, encoding: 'binary', ...o }))
}

/** Null when it is gone, or ends before `offset`. */
export async function readFile(name: string, offset: number, length: number): Promise<ArrayBuffer | null> {
  try {
    const { data } = await done<{ data: string | ArrayBuffer }>((o) => fs().readFile({ filePath: at(name), position: offset, length, ...o }))
    return data as ArrayBuffer
  } catch {
    return null
  }
}

/** Something that an image can show, until `release`. */
export function showFile(name: string): Promise<string | null> { return Promise.resolve(at(name)) }
export function releaseFile(_shown: string): void { /* a path holds nothing */ }

export async function dropFile(name: string): Promise<void> {
  await done((o) => fs().unlink({ filePath: at(name), ...o })).catch(() => undefined)
}

export async function fileNames(): Promise<string[]> {
  const found = await done<{ files: string[] }>((o) => fs().readdir({ dirPath: folder(), ...o })).catch(() => ({ files: [] }))
  return found.files
}

/** Bytes that still fit as files. */
export async function filesLeft(): Promise<number> {
  const { size } = await done<{ stats: unknown }>((o) => fs().stat({ path: folder(), recursive: true, ...o }))
    .then(({ stats }) => ({ size: (Array.isArray(stats) ? stats as { stats: { size: number } }[] : []).reduce((sum, file) => sum + file.stats.size, 0) }), () => ({ size: 0 }))
  return LIMIT_BYTES - size
}

/** Hands a text to the person: as a file to send on in WeChat; where that is not possible, on the clipboard. */
export async function handOver(name: string, text: string): Promise<'file' | 'clipboard'> {
  const path = `${Taro.env.USER_DATA_PATH}/${name}`
  try {
    await done((o) => fs().writeFile({ filePath: path, data: text, encoding: 'utf8', ...o }))
    await Taro.shareFileMessage({ filePath: path, fileName: name })
    return 'file'
  } catch {
    await Taro.setClipboardData({ data: text })
    return 'clipboard'
  } finally {
    await done((o) => fs().unlink({ filePath: path, ...o })).catch(() => undefined)
  }
}
