// Keys of writes: UUID version 7. The library is given its randomness, since the WeChat engine has no `crypto`.
import { v7 } from 'uuid'
import { now } from '../../platform/clock'
import { randomBytes } from '../../platform/random'

export async function newKey(): Promise<string> {
  return v7({ msecs: now(), random: await randomBytes(16) })
}
