// A browser has no WeChat identity: account and password only.
import { randomBytes } from './random'
import { getPlain, putPlain } from './storage'

export const hasWechat = false

const NAME = 'stand-in-name'
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** What the demo's stand-in takes for the WeChat user of this browser; the real WeChat refuses it. */
export async function identityCode(): Promise<string> {
  const name = getPlain(NAME) ?? `web-${hex(await randomBytes(8))}`
  putPlain(NAME, name)
  return `dev-${name}.${hex(await randomBytes(6))}`
}

export async function wechatCode(): Promise<string> {
  throw new Error('no WeChat in a browser')
}
