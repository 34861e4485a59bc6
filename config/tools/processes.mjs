// Starting and ending child processes so that none outlives the launcher, and the lock that keeps a data folder to one of them.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, linkSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const GUARD = join(dirname(fileURLToPath(import.meta.url)), 'guard.mjs')
/** Label of whatever installs or builds in this checkout. */
export const BUILDERS = `--builder-of=${GUARD}/.`

/**
 * Starts a command behind `guard.mjs`, in a process group of its own (Ctrl-C reaches the launcher alone, which decides the order).
 * @param {string} command @param {string[]} args
 * @param {{ label: string, env?: NodeJS.ProcessEnv, cwd?: string, grace?: number, stdin?: boolean, stdout?: 'inherit' | 'pipe' | number, stderr?: 'inherit' | 'pipe' | number }} options
 *   `label`: by which `endOrphans` finds it again; `grace`: milliseconds between SIGTERM and SIGKILL; `stdin`: the command reads the launcher's own
 * @returns {{ pid: number, child: import('node:child_process').ChildProcess, exited: Promise<number>, stop: () => Promise<number> }}
 *   `exited` resolves with the exit code and never rejects; `stop` is idempotent
 */
export function guarded(command, args, { label, env = process.env, cwd, grace = 15_000, stdin = false, stdout = 'inherit', stderr = 'inherit' } = {}) {
  const child = spawn(process.execPath, [GUARD, label, String(grace), stdin ? 'stdin' : 'none', command, ...args],
    { env, cwd, detached: true, stdio: ['pipe', stdout, stderr, ...(stdin ? [0] : [])] })
  child.stdin.on('error', () => {})
  const exited = new Promise((resolve) => {
    child.on('exit', (code, by) => {
      // A guard that was killed itself leaves its process group without anyone to end it.
      if (by) signal(-child.pid, 'SIGKILL')
      resolve(code ?? 137)
    })
    child.on('error', () => resolve(127))
  })
  return { pid: child.pid, child, exited, stop: () => (child.stdin.end(), exited) }
}

/**
 * Ends the processes that a killed launcher left behind and waits until they are gone: their guards are about to do the same,
 * but the next launcher needs their port and files now.
 * @param {string} text part of their command lines
 */
export async function endOrphans(text) {
  for (let waited = 0; ; waited += 50) {
    const left = processesWith(text)
    if (!left.length) return
    if (waited === 0) left.forEach((pid) => signal(pid, 'SIGTERM'))
    if (waited === 20_000) left.forEach((pid) => signal(pid, 'SIGKILL'))
    await wait(50)
  }
}

function processesWith(text) {
  const lines = existsSync('/proc/self/cmdline')
    ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => `${pid} ${commandLine(pid)}`)
    : (output('ps', ['-ww', '-axo', 'pid=,args=']) ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line.includes(text)).map((line) => Number(line.split(' ')[0])).filter((pid) => pid !== process.pid)
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // Gone in the meantime.
  }
}

/** Output of a command that ran well, else null. Never throws. */
export function output(command, args, options = {}) {
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options, env: { ...process.env, LC_ALL: 'C', ...options.env } })
  return run.status === 0 ? run.stdout : null
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** When a process began, so that a process number used again is not taken for the old one; '' where the system does not tell. */
function born(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return output('ps', ['-o', 'lstart=', '-p', String(pid)])?.trim() ?? ''
  }
}

/**
 * Takes the lock file for this process, or tells who holds it. A lock of a dead process is taken over.
 * @returns {{ release: () => void } | { holder: number }}
 */
export function takeLock(path) {
  const mine = `${path}.${process.pid}`
  const content = JSON.stringify({ pid: process.pid, born: born(process.pid) })
  writeFileSync(mine, content, { mode: 0o600 })
  try {
    for (;;) {
      // A link appears whole and at once: nobody reads a lock that is half written.
      if (attempt(() => linkSync(mine, path), 'EEXIST')) return { release: () => rmSync(path, { force: true }) }
      const found = attempt(() => readFileSync(path, 'utf8'), 'ENOENT')
      if (!found) continue
      const holder = living(found)
      if (holder) return { holder }
      // Renaming lets one newcomer remove the stale lock; one that was late puts back what it moved.
      const stale = `${path}.stale.${process.pid}`
      if (!attempt(() => renameSync(path, stale), 'ENOENT')) continue
      if (readFileSync(stale, 'utf8') !== found) attempt(() => linkSync(stale, path), 'EEXIST')
      rmSync(stale)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Process number of the living holder of a lock file, or null. */
export function lockHolder(path) {
  const found = attempt(() => readFileSync(path, 'utf8'), 'ENOENT')
  return found && living(found)
}

function living(lock) {
  const { pid, born: since } = JSON.parse(lock)
  return isAlive(pid) && born(pid) === since ? pid : null
}

/** The result (true when there is none), or null if the call failed in the expected way. */
function attempt(call, expected) {
  try {
    return call() ?? true
  } catch (error) {
    if (error.code === expected) return null
    throw error
  }
}
