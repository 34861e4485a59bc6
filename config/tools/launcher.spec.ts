// The launcher's promises, on real runs of `npm start`: what it says, what it refuses, and that nothing stays behind.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'

const ROOT = join(__dirname, '../..')
const schema = JSON.parse(readFileSync(join(ROOT, 'config/env/schema.json'), 'utf8')) as Record<string, { production?: boolean; secret?: boolean }>

/** The launcher's environment: nothing of the test run's own settings. */
function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !(name in schema) && !name.startsWith('npm_')))
  return { ...inherited, ...(process.env.ENGINE_DIR ? { ENGINE_DIR: process.env.ENGINE_DIR } : {}), ...extra }
}

interface Launch { process: ChildProcess; said: () => string; ended: Promise<number | null> }

function launch(extra: Record<string, string>): Launch {
  let said = ''
  const child = spawn('npm', ['start'], { cwd: ROOT, env: environment(extra), stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { said += chunk })
  return { process: child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) }
}

/** Resolves once a condition holds; looks again after each turn of the event loop's short timer. */
async function until<T>(look: () => T | Promise<T>, what: () => string): Promise<NonNullable<T>> {
  for (const since = process.hrtime.bigint(); process.hrtime.bigint() - since < 45_000_000_000n;) {
    const seen = await look()
    if (seen) return seen
    await new Promise((again) => setTimeout(again, 25))
  }
  throw new Error(`never came: ${what()}`)
}

/** Command lines of all living processes that name the data folder. */
function processesOn(folder: string): string[] {
  const lines = existsSync('/proc/self')
    ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
      try { return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}` } catch { return '' }
    })
    : execFileSync('ps', ['-ww', '-axo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes(folder))
}

const pidOf = (folder: string, part: string): number => Number(processesOn(folder).find((line) => line.includes(part) && !line.includes('guard.mjs'))?.trim().split(' ')[0])
const addressIn = (said: string): string | undefined => /phone page\s+(http:\/\/\S+)\/m\//.exec(said)?.[1]
const ready = (run: Launch): Promise<string> => until(() => {
  if (run.said().includes('✗')) throw new Error(run.said())
  return addressIn(run.said())
}, run.said)
const gone = (folder: string): Promise<boolean> => until(() => processesOn(folder).length === 0, () => processesOn(folder).join('\n'))

describe('npm start', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'onecard-launch-'))
  const runs: Launch[] = []
  let occupied: Server
  const start = (): Launch => {
    const { port } = occupied.address() as AddressInfo
    const run = launch({ DATA_DIR: dataDir, PORT: String(port), SEED: 'none', NODE_ENV: 'development' })
    runs.push(run)
    return run
  }

  beforeAll(async () => {
    occupied = createServer().listen(0, '127.0.0.1')
    await once(occupied, 'listening')
  })
  afterAll(async () => {
    for (const run of runs) run.process.kill('SIGTERM')
    await Promise.all(runs.map((run) => run.ended))
    await gone(dataDir)
    occupied.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('steps aside from a taken port, refuses a second one on its data folder, and SIGTERM leaves nothing', async () => {
    const first = start()
    const address = await ready(first)
    const taken = (occupied.address() as AddressInfo).port
    expect(first.said()).toContain(`端口 ${taken} 已被占用`)
    expect(Number(new URL(address).port)).toBeGreaterThan(taken)
    expect(new URL(address).hostname).toBe('127.0.0.1')
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect((await fetch(`${address}/m/`)).status).toBe(200)

    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`数据目录 ${dataDir} 正由另一个进程使用`)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)

    first.process.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(processesOn(dataDir)).toEqual([])
  })

  test('killed with -9 it leaves nothing, started again it recovers, and a dead part ends the rest', async () => {
    const killed = start()
    await ready(killed)
    killed.process.kill('SIGKILL')
    await killed.ended
    const again = start()
    const address = await ready(again)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    // Guards: database, stand-in, server; had anything of the killed one lived on, there would be more.
    expect(processesOn(dataDir).filter((line) => line.includes('guard.mjs'))).toHaveLength(3)

    process.kill(pidOf(dataDir, 'mariadbd'), 'SIGKILL')
    expect(await again.ended).toBe(1)
    expect(again.said()).toContain('database ended')
    await gone(dataDir)
  })

  test('in production names each missing variable, and refuses demo data and stand-ins', () => {
    const run = spawnSync('npm', ['start'], { cwd: ROOT, env: environment({ NODE_ENV: 'production', DATA_DIR: dataDir, SEED: 'demo', WECHAT_BASE_URL: 'http://127.0.0.1:1' }), encoding: 'utf8' })
    expect(run.status).toBe(1)
    const required = Object.keys(schema).filter((name) => schema[name].production)
    expect(required).toEqual(expect.arrayContaining(['DATABASE_URL', 'DATABASE_OWNER_URL', 'MASTER_SECRET', 'WECHAT_SECRET']))
    for (const name of required) expect(run.stderr).toContain(`${name} 未设置`)
    expect(run.stderr).toContain('SEED=demo 在生产环境不允许')
    expect(run.stderr).toContain('WECHAT_BASE_URL 在生产环境必须是 https 地址')
  })
})

/** `npm run <script> -- …` as a person types it in `folder`. */
function npmRun(script: string, args: string[], extra: Record<string, string>, { folder = ROOT, input = '' } = {}): { status: number | null; said: string } {
  const run = spawnSync('npm', ['--prefix', ROOT, 'run', script, '--', ...args], { cwd: folder, env: environment(extra), input, encoding: 'utf8' })
  return { status: run.status, said: run.stdout + run.stderr }
}

describe('commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onecard-commands-'))
  const dataDir = join(folder, 'data')
  let running: Launch
  beforeAll(() => {
    writeFileSync(join(folder, 'desk.env'), `NODE_ENV=development\nDATA_DIR=${dataDir}\nSEED=none\nPORT=0\n`)
    // Sheets that are read and found wrong: nothing is written.
    for (const name of ['households', 'members']) writeFileSync(join(folder, `${name}.csv`), '没有这样的列\n')
    running = launch({ ENV_FILE: join(folder, 'desk.env') })
  })
  afterAll(async () => {
    running.process.kill('SIGTERM')
    await running.ended
    rmSync(folder, { recursive: true, force: true })
  })

  test('work on the database and with the secret of the county that runs, found by ENV_FILE where it was typed', async () => {
    const address = await ready(running)
    const made = npmRun('create-admin', ['first_admin', '样管理'], { ENV_FILE: 'desk.env' }, { folder, input: 'a long enough password\n' })
    expect([made.status, made.said]).toEqual([0, expect.stringContaining('已建立系统管理员 first_admin')])
    const signedIn = await fetch(`${address}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: 'first_admin', password: 'a long enough password' }) })
    expect(signedIn.status).toBe(201)
    const again = npmRun('create-admin', ['first_admin', '样管理'], { ENV_FILE: 'desk.env' }, { folder, input: 'a long enough password\n' })
    expect([again.status, again.said]).toEqual([1, expect.stringContaining('这个账号已有人用')])
    // The sheets are read, from the folder where the command was typed.
    const checked = npmRun('import', ['households.csv', 'members.csv'], { ENV_FILE: 'desk.env' }, { folder })
    expect(checked.said).toContain('贫困户表')
    expect(checked.status).toBe(2)
  })

  test.each(['import', 'create-admin'])('%s in production names each missing variable', (script) => {
    const { status, said } = npmRun(script, ['one', 'two'], { NODE_ENV: 'production' })
    expect(status).toBe(1)
    for (const name of Object.keys(schema).filter((key) => schema[key].production)) expect(said).toContain(`${name} 未设置`)
    expect(said).not.toMatch(STACK)
  })

  test('an ENV_FILE that is not there is named', () => {
    const { status, said } = npmRun('import', ['one', 'two'], { ENV_FILE: 'nowhere.env' })
    expect([status, said]).toEqual([1, expect.stringContaining('ENV_FILE=nowhere.env 打不开')])
    expect(said).not.toMatch(STACK)
  })
})

/** A line of a stack trace. */
const STACK = /^\s+at /m
const WHOLE = {
  NODE_ENV: 'production', PUBLIC_URL: 'https://card.example', DATABASE_URL: 'mysql://app:hush@127.0.0.1:1/onecard', DATABASE_OWNER_URL: 'mysql://owner:hush@127.0.0.1:1/onecard',
  MASTER_SECRET: Buffer.alloc(32, 7).toString('base64'), WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: 'not-a-real-one',
}
/** Each of these is wrong in a way of its own. */
const WRONG = {
  PUBLIC_URL: 'http://card.example', DATABASE_URL: 'nonsense', DATABASE_OWNER_URL: 'mysql://owner:hush@127.0.0.1', MASTER_SECRET: 'c2hvcnQ=',
  WECHAT_BASE_URL: 'http://127.0.0.1:1', TRUST_PROXY: 'my-proxy', PORT: '99999', LOG_LEVEL: 'loud', SEED: 'demo',
}

describe('a production environment', () => {
  const starts: [string, string[]][] = [
    ['npm start', ['npm', 'start']], ['server/dist/main.js', [process.execPath, 'server/dist/main.js']], ['server/dist/cli/import.js', [process.execPath, 'server/dist/cli/import.js', 'one', 'two']],
  ]
  test.each(starts)('with everything wrong is refused by %s in one list that says what to do', (_, [command, ...args]) => {
    const run = spawnSync(command, args, { cwd: ROOT, env: environment({ ...WHOLE, ...WRONG }), encoding: 'utf8' })
    expect(run.status).toBe(1)
    const faults = run.stderr.split('\n').filter((line) => /^\s*- /.test(line)).map((line) => /- ([A-Z_]+)/.exec(line)?.[1])
    expect(faults.sort()).toEqual(Object.keys(WRONG).sort())
    expect(run.stderr).not.toMatch(STACK)
    expect(run.stderr).not.toContain('hush')
  })

  test('whole, from ENV_FILE, with a database that does not answer ends with one line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'onecard-env-'))
    writeFileSync(join(folder, 'production.env'), Object.entries(WHOLE).map(([name, value]) => `${name}=${value}\n`).join(''))
    const run = spawnSync(process.execPath, [join(ROOT, 'server/dist/main.js')], { cwd: folder, env: environment({ ENV_FILE: 'production.env' }), encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(run.status).toBe(1)
    expect(run.stderr.trim().split('\n')).toEqual([expect.stringContaining('数据库连不上，没有启动：DATABASE_OWNER_URL=mysql://owner@127.0.0.1:1/onecard（ECONNREFUSED')])
  })
})

describe('environment examples', () => {
  test.each(['development', 'production'])('%s names every variable that it needs and gives no secret', (name) => {
    const lines = readFileSync(join(ROOT, `config/env/${name}.env.example`), 'utf8').split('\n').filter((line) => /^[A-Z0-9_]+=/.test(line))
    const given = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
    const wanted = Object.keys(schema).filter((key) => name === 'development' || schema[key].production)
    expect(Object.keys(given)).toEqual(expect.arrayContaining(wanted))
    expect(Object.keys(given).filter((key) => !(key in schema))).toEqual([])
    expect(Object.keys(schema).filter((key) => schema[key].secret && given[key])).toEqual([])
  })
})
