// The private database: found or fetched, set up, started, watched and stopped. Needs Node alone.
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dockerRuns, findBinaries } from './engine-binaries.mjs'
import { endOrphans, guarded, lockHolder, output, takeLock } from './processes.mjs'

/** Longest path that a unix socket address can hold. */
const SOCKET_PATH_BYTES = 107
const READY_MS = 60_000
const ENDING_MS = 4000
const SQL_MODE = 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'
/** Whatever is written stays in the system's memory first; a process that dies loses nothing, a machine that does loses it all. */
const UNSAFE = {
  mariadb: ['--innodb-flush-method=nosync', '--innodb-flush-log-at-trx-commit=0', '--skip-innodb-doublewrite', '--skip-sync-frm'],
  mysql: ['--innodb-flush-method=nosync', '--innodb-flush-log-at-trx-commit=0', '--skip-innodb-doublewrite'],
}
const DOCKER_IMAGE = 'mariadb:10.11'

/** No way to a database on this machine; the message says which ways there are. */
export class NoEngine extends Error {}

/** Another launcher runs the database of this data folder. */
export class DataDirInUse extends Error {
  constructor(dataDir, holder) {
    super(`数据目录 ${dataDir} 正由另一个进程使用（进程号 ${holder}）。请先停止它，或用 DATA_DIR=… 另选目录。\n` +
      `Data folder ${dataDir} is in use by process ${holder}. Stop that one first, or choose another with DATA_DIR=….`)
    this.holder = holder
  }
}

/**
 * Makes this process the only launcher on a data folder, and ends what a killed one left running on it.
 * @returns {Promise<{ folder: string, label: string, release: () => void }>} `folder`: real path; `label`: for every process started on it
 * @throws {DataDirInUse}
 */
export async function claimDataDir(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const folder = realpathSync(dataDir)
  chmodSync(folder, 0o700)
  // A launcher that is just ending gets a moment; one that runs does not go away.
  for (let waited = 0; ; waited += 100) {
    const lock = takeLock(join(folder, 'lock'))
    const label = `--launcher-of=${folder}/.`
    if (lock.release) return endOrphans(label).then(() => endOrphans(`--datadir=${folder}/db `)).then(() => ({ folder, label, release: lock.release }))
    if (waited >= ENDING_MS) throw new DataDirInUse(folder, lock.holder)
    await wait(100)
  }
}

/**
 * Starts the private database of a data folder, installing and setting it up on the first call.
 * @param {{ dataDir: string, engineDir?: string, claim?: Awaited<ReturnType<typeof claimDataDir>>, log?: (line: string) => void }} options
 *   `engineDir`: unpacked programs, may be shared by data folders (ENGINE_DIR, default `<dataDir>/engine`);
 *   `claim`: when the caller holds the folder already; otherwise it is held until the database ends;
 *   `passing`: what is written need not outlive the machine (tests): no waiting for the disk
 * @returns {Promise<{ url: (database?: string) => string, socketPath?: string, host?: string, port?: number, user: string, password: string,
 *   version: string, pid: number, exited: Promise<number>, stop: () => Promise<void> }>}
 *   `url`: owner's address as `mysql://…`; `exited` resolves when the database ended, however that came
 * @throws {NoEngine} @throws {DataDirInUse}
 */
export async function startEngine({ dataDir, engineDir = process.env.ENGINE_DIR, claim, passing = false, log = () => {} }) {
  const { folder, label, release } = claim ?? (await claimDataDir(dataDir))
  const done = claim ? () => {} : release
  try {
    const engine = await startBest(folder, label, resolve(engineDir || join(folder, 'engine')), passing, log)
    writeFileSync(addressFile(folder), engine.url(), { mode: 0o600 })
    engine.exited.then(() => (rmSync(addressFile(folder), { force: true }), done()))
    return engine
  } catch (error) {
    done()
    throw error
  }
}

/** Owner's address (without database) of the engine that some launcher runs on this data folder, or null. */
export function runningEngine(dataDir) {
  const file = addressFile(dataDir)
  return lockHolder(join(dataDir, 'lock')) && existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** The owner's address with another database name. */
export const withDatabase = (address, database) => Object.assign(new URL(address), { pathname: `/${database}` }).href

const addressFile = (folder) => join(folder, 'db.url')

async function startBest(folder, label, engineDir, passing, log) {
  for await (const binaries of findBinaries({ engineDir, log })) {
    try {
      return await startPrivate(folder, label, binaries, passing, log)
    } catch (error) {
      log(`${binaries.from}: ${error.message}`)
    }
  }
  if (dockerRuns()) return startDocker(folder, label, log)
  throw new NoEngine(NO_ENGINE)
}

async function startPrivate(folder, label, binaries, passing, log) {
  const data = join(folder, 'db')
  const env = { ...process.env, ...binaries.env }
  const asRoot = process.getuid() === 0 ? ['--user=root'] : []
  if (!existsSync(data)) installData(data, binaries, env, asRoot, log)
  const { socketPath, dispose } = socketFor(folder)
  const errorLog = join(folder, 'db.log')
  const running = guarded(binaries.server, ['--no-defaults', ...asRoot, ...binaries.base,
    ...binaries.base.map((base) => `${base.replace('--basedir', '--lc-messages-dir')}/share/mysql`),
    `--datadir=${data}`, `--socket=${socketPath}`, `--pid-file=${join(folder, 'db.pid')}`, `--log-error=${errorLog}`, '--skip-networking',
    ...(binaries.kind === 'mariadb' ? ['--innodb-log-file-size=16M'] : ['--mysqlx=OFF']),
    `--innodb-buffer-pool-size=${Number(process.env.DB_BUFFER_MB) || 256}M`, '--character-set-server=utf8mb4', '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00', '--skip-log-bin', '--performance-schema=OFF', `--sql-mode=${SQL_MODE}`, ...(passing ? UNSAFE[binaries.kind] : [])],
  { label, env, stdout: 'ignore', stderr: 'ignore', grace: 20_000 })
  const handle = finish(running, { socketPath, user: 'root', password: '' }, dispose)
  handle.version = await untilReady({ path: socketPath }, running, () => lastErrors(errorLog))
  return handle
}

function installData(data, { kind, server, install, base, env: loader, from }, env, asRoot, log) {
  log(`setting up the data folder with ${from}`)
  // Beside, then moved in one step: a set-up that was killed leaves nothing that looks finished.
  const fresh = `${data}.new`
  rmSync(fresh, { recursive: true, force: true })
  const args = kind === 'mysql'
    ? ['--no-defaults', ...asRoot, '--initialize-insecure', `--datadir=${fresh}`]
    : ['--no-defaults', ...asRoot, ...base, `--datadir=${fresh}`, '--auth-root-authentication-method=normal', '--skip-test-db', '--innodb-log-file-size=16M']
  if (output(install ?? server, args, { env: { ...env, ...loader } }) === null) throw new Error('the data folder could not be set up')
  renameSync(fresh, data)
}

/** The socket stands in the data folder, or, where that path is too long, in a private temporary folder that is found again after a crash. */
function socketFor(folder) {
  const near = join(folder, 'db.sock')
  if (Buffer.byteLength(near) <= SOCKET_PATH_BYTES) return { socketPath: near, dispose: () => {} }
  const far = join(tmpdir(), `onecard-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  mkdirSync(far, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(far)
  if (uid !== process.getuid() || (mode & 0o077) !== 0) throw new Error(`${far} belongs to somebody else`)
  return { socketPath: join(far, 'db.sock'), dispose: () => rmSync(far, { recursive: true, force: true }) }
}

async function startDocker(folder, label, log) {
  log(`starting ${DOCKER_IMAGE} in Docker`)
  const password = dockerPassword(folder)
  const name = `onecard-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  output('docker', ['rm', '--force', name])
  // In the foreground behind the guard: the client passes SIGTERM on to the container.
  const running = guarded('docker', ['run', '--rm', '--name', name, '--publish', '127.0.0.1::3306', '--volume', `${name}:/var/lib/mysql`,
    '--env', 'MARIADB_ROOT_PASSWORD', DOCKER_IMAGE, '--character-set-server=utf8mb4', '--collation-server=utf8mb4_unicode_ci', '--default-time-zone=+00:00',
    '--skip-log-bin', `--innodb-buffer-pool-size=${Number(process.env.DB_BUFFER_MB) || 256}M`, `--sql-mode=${SQL_MODE}`],
  { label, env: { ...process.env, MARIADB_ROOT_PASSWORD: password }, stdout: 'ignore', stderr: 'ignore' })
  let mapped = null
  let over = false
  running.exited.then(() => (over = true))
  for (let waited = 0; !mapped && !over && waited < 300_000; waited += 500) {
    await wait(500)
    mapped = output('docker', ['port', name, '3306/tcp'])?.trim().split('\n')[0]
  }
  if (!mapped) throw new NoEngine(`Docker did not start ${DOCKER_IMAGE}.\n${NO_ENGINE}`)
  const port = Number(mapped.split(':').at(-1))
  const handle = finish(running, { host: '127.0.0.1', port, user: 'root', password }, () => {})
  handle.version = await untilReady({ host: '127.0.0.1', port }, running, () => '')
  return handle
}

function dockerPassword(folder) {
  const file = join(folder, 'db.password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

function finish(running, address, dispose) {
  const { socketPath, host = 'localhost', port, user, password } = address
  const authority = `${user}${password && `:${encodeURIComponent(password)}`}@${host}${port ? `:${port}` : ''}`
  const url = (database = '') => `mysql://${authority}/${database}${socketPath ? `?socketPath=${encodeURIComponent(socketPath)}` : ''}`
  const exited = running.exited.then((code) => (dispose(), code))
  return { ...address, url, version: '', pid: running.pid, exited, stop: async () => void (await Promise.all([running.stop(), exited])) }
}

async function untilReady(address, running, reason) {
  let over = false
  running.exited.then(() => (over = true))
  for (const since = Date.now(); Date.now() - since < READY_MS && !over; await wait(25)) {
    const version = await greeting(address)
    if (version) return version
  }
  await running.stop()
  throw new Error(`the database did not start. ${reason()}`)
}

/** Version from the first packet that a MySQL server sends unasked; null while there is none. */
function greeting(address) {
  return new Promise((done) => {
    const socket = connect(address)
    const end = (version) => (socket.destroy(), done(version))
    socket.setTimeout(2000, () => end(null)).on('error', () => end(null)).on('close', () => done(null))
    socket.on('data', (packet) => end(packet[4] === 0x0a ? packet.toString('latin1', 5, packet.indexOf(0, 5)).replace(/^5\.5\.5-/, '') : null))
  })
}

function lastErrors(file) {
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('[ERROR]')).slice(-3).join('\n')
}

const NO_ENGINE = `没有找到数据库。任选一种办法后重试：
  1. 指向现有数据库：DATABASE_URL=mysql://用户:密码@主机:3306/库名 npm start
  2. 安装 MariaDB：Debian/Ubuntu「sudo apt-get install mariadb-server-core」，macOS「brew install mariadb」，Windows 请在 WSL2 的 Ubuntu 里运行
  3. 启动 Docker（Docker Desktop 或 docker 服务）
No database was found. Do one of these and try again:
  1. point at one: DATABASE_URL=mysql://user:password@host:3306/name npm start
  2. install MariaDB: Debian/Ubuntu "sudo apt-get install mariadb-server-core", macOS "brew install mariadb", Windows: inside Ubuntu on WSL2
  3. start Docker (Docker Desktop or the docker service)`
