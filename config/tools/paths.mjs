// Where things are, for every launcher.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where the command was typed: npm itself goes to the project's root first. */
export const TYPED_IN = (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd()

/** Folders that hold no sources, whatever part they are in. */
const NOT_SOURCES = new Set(['.git', 'node_modules', 'dist', '.cache', '.data', 'coverage'])

/** All source files at or below a path, absolute; none if it does not exist. */
export function files(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    NOT_SOURCES.has(entry.name) ? [] : entry.isDirectory() ? files(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : [])
}
