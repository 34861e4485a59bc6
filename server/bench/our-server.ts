// The server as `npm start` runs it. UNRECORDED=1 leaves the record of reads out: no product has this switch, the bench asks what the record costs.
import { boot } from '../src/boot'
import { ReadRecorder } from '../src/kernel/audit/reads'
import { readEnv } from '../src/kernel/env'
import { createLog } from '../src/kernel/log'
import { tellParent } from './children'

async function main(): Promise<void> {
  if (process.env.UNRECORDED) ReadRecorder.prototype.note = () => true
  const env = readEnv()
  const running = await boot(env, createLog(env.logLevel))
  tellParent(running.url, () => running.close())
}

void main()
