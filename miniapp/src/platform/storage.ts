// What stays on the phone. `secret` values are encrypted by WeChat with a key that only this mini-program on this phone has.
import Taro from '@tarojs/taro'

/** True where nobody but this program can read what `putSecret` wrote. */
export const encrypts = true

export async function putSecret(key: string, value: string): Promise<void> {
  await Taro.setStorage({ key, data: value, encrypt: true } as Taro.setStorage.Option)
}

/** Null when absent or unreadable (another phone's backup): both mean "ask the server again". */
export async function getSecret(key: string): Promise<string | null> {
  try {
    const { data } = await Taro.getStorage({ key, encrypt: true } as Taro.getStorage.Option<string>)
    return typeof data === 'string' && data !== '' ? data : null
  } catch {
    return null
  }
}

export async function drop(key: string): Promise<void> {
  try { await Taro.removeStorage({ key }) } catch { /* it was not there */ }
}

/** Settings that tell nothing about anybody. Synchronous, for the first frame. */
export function getPlain(key: string): string | null {
  const value = Taro.getStorageSync(key) as unknown
  return typeof value === 'string' && value !== '' ? value : null
}

export function putPlain(key: string, value: string): void {
  Taro.setStorageSync(key, value)
}
