// Runs one of the server's command-line programs on the data folder, beside a running `npm start` or alone.
import { join } from 'node:path'
import { buildCode } from './build.mjs'
import { DataDirInUse, NoEngine, runningEngine, startEngine, withDatabase } from './engine.mjs'
import { readEnvironment, serverEnvironment } from './environment.mjs'
import { alone, ensurePackages, requireNode } from './install.mjs'
import { ROOT, TYPED_IN } from './paths.mjs'
import { guarded } from './processes.mjs'
import { Refusal, explain, say, step } from './steps.mjs'

/**
 * @param {string} program path below server/dist
 * @param {{ args?: string[], production?: boolean, stdin?: boolean }} options `production`: whether it may run there; `stdin`: whether it reads what is typed or piped
 */
export function runProgram(program, { args = process.argv.slice(2), production = false, stdin = false } = {}) {
  const stops = []
  const end = async (code) => {
    for (const stop of stops.splice(0).reverse()) await stop()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(1))
  run(program, { args, production, stdin }, stops).then(end, (error) => {
    explain(error, [NoEngine, DataDirInUse])
    return end(1)
  })
}

async function run(program, { args, production, stdin }, stops) {
  const settings = readEnvironment()
  if (settings.production && !production) throw new Refusal('生产环境不允许这样做。This is impossible with NODE_ENV=production.')
  await step('Node', requireNode)
  await alone(say, async () => {
    await step('依赖 packages', ensurePackages)
    await step('服务端 server build', buildCode)
  })
  const ownerUrl = process.env.DATABASE_URL ? undefined : (await step('数据库 database', async (log) => database(settings.dataDir, stops, log))).url
  const child = guarded(process.execPath, ['--enable-source-maps', join(ROOT, 'server/dist', program), ...args],
    { label: program, cwd: TYPED_IN, stdin, env: serverEnvironment({ settings, ownerUrl }) })
  stops.push(child.stop)
  return child.exited
}

async function database(dataDir, stops, log) {
  const shared = runningEngine(dataDir)
  if (shared) return { url: withDatabase(shared, 'onecard'), note: '正在运行的那一个 the running one' }
  const engine = await startEngine({ dataDir, log })
  stops.push(engine.stop)
  return { url: engine.url('onecard'), note: engine.version }
}
