// npm test [-- pattern]: everything, on a database and in a data folder of its own; the last line is `N passed, N failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCode, buildH5, buildWeapp } from './build.mjs'
import { DataDirInUse, NoEngine, claimDataDir, startEngine } from './engine.mjs'
import { alone, chromium, ensurePackages, ensureTools, requireNode } from './install.mjs'
import { ROOT } from './paths.mjs'
import { guarded } from './processes.mjs'
import { elapsed, explain, say, step } from './steps.mjs'

/** What a run on two cores should take; on a busy machine it is longer, and says so. */
const GOAL_MS = 8 * 60_000
/** Something hangs. */
const LIMIT_MS = 16 * 60_000
/** What the end of a run that is too long still needs: ending jest, the database, the last line. */
const RESERVE_MS = 20_000
const began = Date.now()
const patterns = process.argv.slice(2)

/** Undone in the opposite order. @type {(() => unknown)[]} */
const undo = []
let finishing = null

/** Leaves nothing behind, then says the result: the last line in every case. */
function finish(passed, failed) {
  finishing ??= (async () => {
    for (const step of undo.reverse()) await step()
    if (Date.now() - began > GOAL_MS) say('· 超过 8 分钟：机器忙，或测试太多。Longer than 8 minutes: the machine is busy, or there is too much of it.')
    say(`\n${elapsed()}\n${passed} passed, ${failed} failed`)
    process.exit(failed || !passed ? 1 : 0)
  })()
  return finishing
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void finish(0, 1))

async function main() {
  await step('Node', requireNode)
  await step('系统工具 system tools', async (log) => ensureTools(log))
  const broken = []
  await alone(say, async () => {
    await step('依赖 packages', ensurePackages)
    // One after the other where both would use both cores; a build that fails is a failure, and the rest still runs.
    for (const [name, build] of [['服务端 server', buildCode], ['手机页面 h5', buildH5], ['小程序包 weapp', buildWeapp]]) await attempt(name, build, broken)
  })
  const claim = await step('数据目录 data folder', async () => temporaryFolder())
  const engine = await step('数据库 database', async (log) => startDatabase(claim, log))
  const { passed, failed } = await runJest(claim, engine.url)
  for (const name of broken) say(`✗ ${name} build failed`)
  await finish(passed, failed + broken.length)
}

async function attempt(name, build, broken) {
  await step(`构建 build ${name}`, async () => {
    try {
      return await build()
    } catch (error) {
      explain(error, [])
      broken.push(name)
      return { failed: true }
    }
  })
}

async function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'onecard-test-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { ...(await claimDataDir(folder)), note: folder }
}

async function startDatabase(claim, log) {
  // The unpacked programs are not data: shared with `npm start`, so that a test run does not fetch them again.
  const engine = await startEngine({ dataDir: claim.folder, engineDir: process.env.ENGINE_DIR || join(ROOT, '.data/engine'), claim, passing: true, log })
  undo.push(() => engine.stop())
  return { url: engine.url(), note: engine.version }
}

async function runJest({ folder, label }, ownerUrl) {
  const report = join(folder, 'report.json')
  const jest = guarded(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${report}`, ...patterns], {
    label, cwd: ROOT, grace: 5000, stdout: 'ignore',
    env: { ...process.env, NODE_ENV: 'test', DATA_DIR: folder, ENGINE_DIR: process.env.ENGINE_DIR || join(ROOT, '.data/engine'),
      TEST_DATABASE_OWNER_URL: ownerUrl, CHROMIUM: chromium() ?? '', TZ: 'Asia/Shanghai' },
  })
  undo.push(() => jest.stop())
  const timer = setTimeout(() => (say('✗ 超过 16 分钟，停止。Longer than 16 minutes, stopped.'), jest.stop()), LIMIT_MS - RESERVE_MS - (Date.now() - began))
  await jest.exited
  clearTimeout(timer)
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites }
}

main().catch((error) => {
  if (finishing) return
  explain(error, [NoEngine, DataDirInUse])
  return finish(0, 1)
})
