// Boots the server; told everything by the environment.
import { boot } from './boot'
import { readEnv } from './kernel/env'
import { createLog } from './kernel/log'
import { told } from './kernel/start-refused'
import { county } from './kernel/county'
import { seedDemo, syncRegions } from './seed'

async function main(): Promise<void> {
  const env = readEnv()
  const log = createLog(env.logLevel)
  const running = await boot(env, log, async (db, vault) => {
    await syncRegions(db, county)
    if (env.seed === 'demo' && !env.production) await seedDemo(db, vault, county, { log: (line) => log.info(line) })
  })
  log.info({ url: running.url }, 'ready')
  const stop = (): void => { running.close().then(() => process.exit(0), () => process.exit(1)) }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(told(error))
  process.exit(1)
})
