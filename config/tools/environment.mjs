// Reads the launcher's environment against config/env/schema.json and makes the server's from it.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { ROOT, TYPED_IN } from './paths.mjs'
import { Refusal } from './steps.mjs'
import { faultsOf } from '../env/faults.cjs'

/** name → { meaning, default?, production? (must be given there), secret? }: shared with the server. */
export const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'config/env/schema.json'), 'utf8'))

/**
 * @returns {{ production: boolean, dataDir: string, host: string, port: number, seed: string, standIn: boolean }}
 * @throws {Refusal} naming every variable that is missing or impossible
 */
export function readEnvironment() {
  loadEnvFile()
  const faults = faultsOf(process.env, SCHEMA)
  if (faults.length) throw new Refusal(`环境变量有问题，没有启动 (not started, see config/env/schema.json and config/env/*.env.example)：\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  const production = process.env.NODE_ENV === 'production'
  const get = (name) => process.env[name] || SCHEMA[name].default || ''
  return { production, dataDir: resolve(ROOT, get('DATA_DIR')), host: get('HOST'), port: Number(get('PORT')), seed: production ? 'none' : get('SEED'), standIn: !production && !process.env.WECHAT_BASE_URL }
}

/** Variables that are set already stay; npm says where the person was who named a file by its relative path. */
function loadEnvFile() {
  const given = process.env.ENV_FILE
  if (!given) return
  try {
    process.loadEnvFile(resolve(TYPED_IN, given))
  } catch (error) {
    throw new Refusal(`ENV_FILE=${given} 打不开，没有启动：请检查路径和权限。Not started, the file cannot be read: ${error.code ?? error.message}`)
  }
}

/** The development master secret: made once, kept in the data folder, so that sealed fields stay readable. Base64 of 32 bytes. */
export function developmentSecret(dataDir) {
  const file = join(dataDir, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}

/**
 * Variables for the server and its command-line tools.
 * @param {{ settings: ReturnType<typeof readEnvironment>, ownerUrl?: string, port?: number, wechatBaseUrl?: string }} parts
 *   `ownerUrl`: of the private database; none when DATABASE_URL was given
 */
export function serverEnvironment({ settings, ownerUrl, port = settings.port, wechatBaseUrl }) {
  return {
    ...process.env,
    // Read already; what is set here must not meet the file again.
    ENV_FILE: '',
    // On many cores glibc keeps an arena for each thread and gives little of it back: a hundred megabytes of a server that prints.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX || '2',
    NODE_ENV: settings.production ? 'production' : process.env.NODE_ENV || SCHEMA.NODE_ENV.default,
    HOST: settings.host, PORT: String(port), DATA_DIR: settings.dataDir, SEED: settings.seed,
    PUBLIC_URL: process.env.PUBLIC_URL || addressOf(settings.host, port),
    MASTER_SECRET: process.env.MASTER_SECRET || (settings.production ? '' : developmentSecret(settings.dataDir)),
    ...(ownerUrl ? { DATABASE_OWNER_URL: ownerUrl } : {}),
    ...(wechatBaseUrl ? { WECHAT_BASE_URL: wechatBaseUrl } : {}),
  }
}

/** Where this machine reaches a server that is bound to `host`. */
export function addressOf(host, port) {
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${reachable}:${port}`
}

/** The port asked for, or the next free one above it; 0 means any. */
export async function freePort(host, wanted) {
  for (let port = wanted; port <= 65535; port++) {
    const bound = await tryPort(host, port)
    if (bound) return bound
  }
  throw new Refusal(`没有空闲端口：从 ${wanted} 起都被占用。No free port from ${wanted} up.`)
}

function tryPort(host, port) {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', (error) => (['EADDRINUSE', 'EACCES'].includes(error.code) ? done(0) : fail(new Refusal(`HOST=${host}：${error.message}`))))
    probe.listen({ host, port, exclusive: true }, () => {
      const { port: bound } = probe.address()
      probe.close(() => done(bound))
    })
  })
}
