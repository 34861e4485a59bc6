// Where a MariaDB or MySQL can come from on this machine, best first; nothing is installed on the system.
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { output } from './processes.mjs'

/**
 * @typedef {{ kind: 'mariadb' | 'mysql', server: string, install: string | null, base: string[], env: Record<string, string>, from: string }} Binaries
 *   `base`: arguments that both programs need to find their files; `env`: what the loader needs
 */

/** Newest first; releases differ in how they call the package. */
const SERVER_PACKAGES = ['mariadb-server-core', 'mariadb-server-core-11.8', 'mariadb-server-core-10.6', 'mariadb-server-core-10.5']
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/opt/homebrew/bin', '/usr/local/bin', '/usr/local/mysql/bin']

/** Every way this machine offers, tried in order by the caller. Only reaching the next one does its work. */
export async function* findBinaries({ engineDir, log }) {
  for (const name of ['mariadbd', 'mysqld']) {
    const path = onPath(name)
    if (path) yield describeInstalled(path)
  }
  const unpacked = fromDebian(engineDir, log)
  if (unpacked) yield unpacked
}

/** Whether a Docker engine answers; its client alone is not enough. */
export function dockerRuns() {
  return output('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: 10_000 })?.trim() || null
}

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(':'), ...SYSTEM_FOLDERS]
  return folders.filter(Boolean).map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

function describeInstalled(path) {
  const version = output(path, ['--no-defaults', '--version']) ?? ''
  const kind = /mariadb/i.test(version) ? 'mariadb' : 'mysql'
  const beside = join(dirname(realpathSync(path)), 'mariadb-install-db')
  const install = kind === 'mysql' ? null : existsSync(beside) ? beside : onPath('mariadb-install-db') ?? onPath('mysql_install_db')
  return { kind, server: path, install, base: [], env: {}, from: path }
}

/** Debian and Ubuntu: the packages are fetched and unpacked into a folder of ours, as root or not. */
function fromDebian(engineDir, log) {
  const cached = describeUnpacked(engineDir)
  if (cached) return cached
  if (!onPath('apt-get') || !onPath('dpkg')) return null
  const apt = openPackageLists(engineDir, log)
  if (!apt) return null
  const folder = `${engineDir}.${process.pid}`
  try {
    unpack(apt, folder, log)
    if (!describeUnpacked(folder)) return null
    // Another launcher may have been faster, and its database may be running from there.
    if (describeUnpacked(engineDir)) return describeUnpacked(engineDir)
    rmSync(engineDir, { recursive: true, force: true })
    // Unpacked beside and moved in one step: a start that was killed leaves no half an engine.
    renameSync(folder, engineDir)
    return describeUnpacked(engineDir)
  } catch (error) {
    log(`unpacking MariaDB failed: ${error.message}`)
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(`${engineDir}.lists`, { recursive: true, force: true })
  }
}

function describeUnpacked(folder) {
  const server = join(folder, 'usr/sbin/mariadbd')
  if (!existsSync(server)) return null
  const env = { LD_LIBRARY_PATH: libraryFolders(folder).join(':') }
  if (missingLibraries(server, env).length || output(server, ['--no-defaults', '--version'], { env }) === null) return null
  const base = [`--basedir=${join(folder, 'usr')}`]
  return { kind: 'mariadb', server, install: join(folder, 'usr/bin/mariadb-install-db'), base, env, from: folder }
}

function libraryFolders(folder) {
  return ['usr/lib', 'lib'].flatMap((lib) => {
    const parent = join(folder, lib)
    return existsSync(parent) ? readdirSync(parent).filter((name) => name.includes('-linux-')).map((name) => join(parent, name)) : []
  })
}

function missingLibraries(server, env) {
  const listed = output('ldd', [server], { env })
  return (listed ?? '').split('\n').filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0])
}

/** apt-get and apt-cache options with which the server package is known; lists of our own where those of the system are not ours to fill. */
function openPackageLists(engineDir, log) {
  const known = (options) => SERVER_PACKAGES.find((name) => output('apt-cache', [...options, 'show', name])?.includes('Version:'))
  const found = (options) => {
    const server = known(options)
    return server ? { options, server } : null
  }
  const ready = found([])
  if (ready && output('apt-get', ['download', '--print-uris', ready.server])) return ready
  log('reading the package lists of this Debian or Ubuntu')
  if (process.getuid() === 0 && output('apt-get', ['update', '-qq']) !== null && found([])) return found([])
  const lists = `${engineDir}.lists`
  for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(lists, folder), { recursive: true })
  const own = ['-o', `Dir::State=${join(lists, 'state')}`, '-o', `Dir::State::lists=${join(lists, 'state/lists')}`, '-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', `Dir::Cache=${join(lists, 'cache')}`]
  return output('apt-get', [...own, 'update', '-qq']) === null ? null : found(own)
}

function unpack({ options, server }, folder, log) {
  mkdirSync(folder, { recursive: true })
  const done = new Set()
  const fetch = (names) => {
    const fresh = names.filter((name) => !done.has(name))
    if (!fresh.length) return
    log(`fetching ${fresh.join(' ')}`)
    const download = () => output('apt-get', [...options, 'download', ...fresh], { cwd: folder })
    // Lists that are older than the mirror name versions that are gone.
    if (download() === null) {
      output('apt-get', [...options, 'update', '-qq'])
      if (download() === null) throw new Error(`apt-get download ${fresh.join(' ')} failed`)
    }
    for (const name of fresh) done.add(name)
    for (const file of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
      if (output('dpkg', ['-x', join(folder, file), folder]) === null) throw new Error(`dpkg -x ${file} failed`)
      rmSync(join(folder, file))
    }
  }
  const client = server.replace('server', 'client')
  fetch([server, client, ...depends(options, server).filter((name) => name.startsWith('mariadb-common'))])
  // What the machine has already need not be fetched: go down the dependencies only while the loader misses something.
  let level = [server, client]
  const program = join(folder, 'usr/sbin/mariadbd')
  for (let depth = 0; depth < 4; depth++) {
    if (!missingLibraries(program, { LD_LIBRARY_PATH: libraryFolders(folder).join(':') }).length) return
    level = [...new Set(level.flatMap((name) => depends(options, name)))].filter((name) => !isInstalled(name))
    fetch(level.filter((name) => name.startsWith('lib')))
  }
}

function depends(options, name) {
  const listed = output('apt-cache', [...options, 'depends', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces', '--no-enhances', name])
  return (listed ?? '').split('\n').filter((line) => /^ [ |]Depends: [^<]/.test(line)).map((line) => line.split(': ')[1].trim())
}

function isInstalled(name) {
  return output('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]) === 'installed'
}
