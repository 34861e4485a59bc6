// npm run bench: measures against the floors on this machine and writes server/bench/RESULTS.md. `-- --quick` for those who work on it.
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { buildH5 } from './build.mjs'
import { alone, ensurePackages, ensureTools, requireNode } from './install.mjs'
import { ROOT } from './paths.mjs'
import { explain, say, step } from './steps.mjs'
import { runProgram } from './with-server.mjs'

/** As production would: a third of the memory for the database, so that a million cards stay in it. */
const SHARE = 3
const MOST_MEGABYTES = 8192

// A data folder and a database process of its own: what it measures is not the county that somebody works on.
process.env.DATA_DIR = join(ROOT, '.data/bench')
process.env.ENGINE_DIR ||= join(ROOT, '.data/engine')
process.env.DB_BUFFER_MB ||= String(Math.min(MOST_MEGABYTES, Math.floor(totalmem() / 2 ** 20 / SHARE)))
delete process.env.DATABASE_URL

try {
  await step('Node', requireNode)
  await step('浏览器等 browser and other tools', async (log) => ensureTools(log))
  await alone(say, async () => {
    await step('依赖 packages', ensurePackages)
    await step('手机页面 phone page build', buildH5)
  })
  runProgram('bench/main.js')
} catch (error) {
  explain(error, [])
  process.exitCode = 1
}
