// npm start: from a fresh clone to a county that runs, one line per step; leaves no process behind however it ends.
import { existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { buildCode, buildH5 } from './build.mjs'
import { DataDirInUse, NoEngine, claimDataDir, startEngine } from './engine.mjs'
import { addressOf, freePort, readEnvironment, serverEnvironment } from './environment.mjs'
import { alone, ensurePackages, requireNode } from './install.mjs'
import { ROOT } from './paths.mjs'
import { guarded } from './processes.mjs'
import { Refusal, elapsed, explain, say, step } from './steps.mjs'

/** What runs, in the order of its start; ended in the opposite order. @type {{ name: string, stop: () => Promise<unknown> }[]} */
const running = []
let ending = null

/** Ends everything, last started first. Safe to call twice: the second call waits for the first. */
function endAll(code) {
  ending ??= (async () => {
    for (const part of running.reverse()) await part.stop()
    process.exit(code)
  })()
  return ending
}

/** From here on, an end of this part that nobody asked for ends all. */
function watch(name, { exited, stop }, logFile) {
  running.push({ name, stop })
  exited.then((code) => {
    if (ending) return
    process.stderr.write(`\n✗ ${name} 意外结束（${code}），其余部分也停止。${name} ended (${code}); stopping the rest.\n${logFile ? tail(logFile) : ''}\n`)
    void endAll(1)
  })
}

const tail = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-30).join('\n')

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!ending) say('正在停止 stopping …')
    void endAll(0)
  })
}
if (process.env.npm_lifecycle_event) leaveWithParent()

/** npm killed with -9 tells its child nothing; the child sees that it was handed to another parent. */
function leaveWithParent() {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void endAll(1), 250).unref()
}

async function main() {
  const settings = readEnvironment()
  await step('Node', requireNode)
  const { claim, port } = await step('数据目录 data folder', async () => prepare(settings))
  await alone(say, async () => {
    await step('依赖 packages', ensurePackages)
    await step('服务端 server build', buildCode)
    await step('手机页面 phone page build', buildH5)
  })
  const database = process.env.DATABASE_URL ? null : await step('数据库 database', async (log) => startDatabase(settings, claim, log))
  const wechatBaseUrl = settings.standIn ? await step('微信替身 WeChat stand-in', async () => startStandIn(claim)) : undefined
  const address = addressOf(settings.host, port)
  await step('服务 server', async () => startServer(settings, claim, serverEnvironment({ settings, ownerUrl: database?.url, port, wechatBaseUrl }), address))
  if (!ending) announce(settings, address)
}

async function prepare({ dataDir, host, port, production }) {
  const claim = await claimDataDir(dataDir)
  running.push({ name: 'data folder', stop: async () => claim.release() })
  const free = await freePort(host, port)
  if (port && free !== port) {
    // Behind a proxy nobody would find the other port.
    if (production) throw new Refusal(`端口 ${port} 已被占用；下一个空闲端口是 ${free}：PORT=${free} npm start\nPort ${port} is taken; the next free one is ${free}.`)
    say(`! 端口 ${port} 已被占用，改用下一个空闲端口 ${free}。Port ${port} is taken, using the next free one: ${free}`)
  }
  return { claim, port: free, note: dataDir }
}

async function startDatabase({ dataDir }, claim, log) {
  const engine = await startEngine({ dataDir, claim, log })
  watch('数据库 database', engine, join(claim.folder, 'db.log'))
  return { url: engine.url('onecard'), note: engine.version }
}

function startStandIn(claim) {
  const main = guarded(process.execPath, [join(ROOT, 'server/dist/wechat-stand-in/main.js')],
    { label: claim.label, env: { ...process.env, PORT: '0' }, stdout: 'pipe', grace: 5000 })
  watch('微信替身 WeChat stand-in', main)
  return new Promise((done) => {
    createInterface({ input: main.child.stdout }).on('line', (line) => {
      if (line.startsWith('listening ')) done(line.slice('listening '.length).trim())
    })
  })
}

async function startServer(settings, claim, env, address) {
  // In production the log belongs to whoever runs the service; at a desk it would bury the addresses.
  const logFile = settings.production ? null : join(claim.folder, 'server.log')
  const log = logFile ? openSync(logFile, 'a', 0o600) : 'inherit'
  watch('服务 server', guarded(process.execPath, ['--enable-source-maps', join(ROOT, 'server/dist/main.js')], { label: claim.label, env, stdout: log, stderr: log }), logFile)
  while (!ending && !(await isReady(address))) await wait(50)
  if (ending) return ending
  return { note: address }
}

async function isReady(address) {
  try {
    return (await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(5000) })).ok
  } catch {
    return false
  }
}

function announce({ seed, dataDir, production }, address) {
  say(`\n就绪 ready  ${elapsed()}\n  手机页面 phone page   ${address}/m/\n  接口说明 OpenAPI      ${address}/api/openapi.json`)
  if (!production) say(`  日志 log              ${join(dataDir, 'server.log')}`)
  const file = join(ROOT, 'config/env/demo-accounts.json')
  if (seed === 'demo' && existsSync(file)) {
    say('\n演示账号 demo accounts (account  password  role  region  name)')
    for (const { account, password, role, region, name } of JSON.parse(readFileSync(file, 'utf8'))) say(`  ${account.padEnd(22)} ${password.padEnd(18)} ${role.padEnd(22)} ${region ?? ''}  ${name ?? ''}`)
  }
  say('\n按 Ctrl-C 停止 · Ctrl-C stops')
}

main().catch((error) => {
  if (ending) return
  explain(error, [NoEngine, DataDirInUse])
  return endAll(1)
})
