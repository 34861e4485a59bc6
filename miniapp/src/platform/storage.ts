// What stays on the phone. `secret` values are encrypted by WeChat with a key that only this mini-program on this phone has.
import Taro from '@tarojs/taro'

/** True where nobody but this program can read what `putSecret` wrote. */
export const encrypts = true

/** Rejects when the phone is full; what was there before then stays. `durable` is for the browser, which else may lose the last moment. */
export async function putSecret(key: string, value: string, _durable = false): Promise<void> {
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

/** In the order asked for. */
export function getSecrets(keys: readonly string[]): Promise<(string | null)[]> { return Promise.all(keys.map(getSecret)) }

export async function drop(key: string): Promise<void> {
  try { await Taro.removeStorage({ key }) } catch { /* it was not there */ }
}

export async function secretNames(prefix: string): Promise<string[]> {
  return Taro.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix))
}

/** WeChat gives encrypted values 7.1 MB of its 10; they lie there larger than they are. */
const LIMIT_BYTES = 7 * 1024 * 1024

/** Bytes that still fit. */
export async function secretsLeft(): Promise<number> {
  const { currentSize, limitSize } = Taro.getStorageInfoSync()
  return Math.min(limitSize * 1024, LIMIT_BYTES) - currentSize * 1024
}

/** WeChat throws nothing away by itself while the program is on the phone. */
export function holdOn(): Promise<void> { return Promise.resolve() }

/** Settings that tell nothing about anybody. Synchronous, for the first frame. */
export function getPlain(key: string): string | null {
  const value = Taro.getStorageSync(key) as unknown
  return typeof value === 'string' && value !== '' ? value : null
}

export function putPlain(key: string, value: string): void {
  Taro.setStorageSync(key, value)
}
