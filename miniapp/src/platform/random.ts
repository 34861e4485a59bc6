// Chance good enough for keys that must never meet another phone's.
import Taro from '@tarojs/taro'

/** WeChat's own source; a client older than 2.17.3 mixes what it has: clock, counter and Math.random, which is enough to be different, not to be secret. */
export async function randomBytes(length: number): Promise<Uint8Array> {
  try {
    const { randomValues } = await new Promise<{ randomValues: ArrayBuffer }>((success, fail) => {
      Taro.getUserCryptoManager().getRandomValues({ length, success, fail })
    })
    const bytes = new Uint8Array(randomValues)
    if (bytes.length === length) return bytes
  } catch { /* no such call on this client */ }
  return mixed(length)
}

let count = 0
function mixed(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let seed = (Date.now() ^ (++count * 0x9e3779b1)) >>> 0
  for (let i = 0; i < length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    bytes[i] = (seed >>> 24) ^ Math.floor(Math.random() * 256)
  }
  return bytes
}
