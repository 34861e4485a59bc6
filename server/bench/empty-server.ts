// The floor of the delta: the server as it is, whose delta answers an empty 200 without looking at anything.
import { boot } from '../src/boot'
import { SyncService } from '../src/features/sync/sync.service'
import { readEnv } from '../src/kernel/env'
import { createLog } from '../src/kernel/log'
import { tellParent } from './children'

async function main(): Promise<void> {
  SyncService.prototype.delta = () => Buffer.from('{}')
  const env = readEnv()
  const running = await boot(env, createLog(env.logLevel))
  tellParent(running.url, () => running.close())
}

void main()
