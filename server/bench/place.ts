// Where the bench works: databases of its own beside nothing else, dropped at both ends, on the private engine that the launcher started.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { connectionOf } from '../src/kernel/db'
import { readEnv, type Env } from '../src/kernel/env'

/** Everything that the rows share. */
export interface Place {
  env: Env
  owner: mysql.Connection
  /** Folder of logs and generated files. */
  folder: string
  say(line: string): void
  /** Owner's address of one of the bench's databases. */
  url(database: Database): string
  /** Environment of a server on one of the databases. */
  environment(database: Database): Record<string, string>
  logOf(name: string): string
}

export const DATABASES = ['bench_county', 'bench_many', 'bench_import', 'bench_load'] as const
export type Database = (typeof DATABASES)[number]

const began = Date.now()

export async function openPlace(): Promise<Place> {
  const env = readEnv()
  const folder = join(env.dataDir, 'bench')
  mkdirSync(folder, { recursive: true })
  const owner = await mysql.createConnection({ ...connectionOf(env.databaseOwnerUrl), database: undefined })
  const url = (database: Database): string => { const address = new URL(env.databaseOwnerUrl); address.pathname = `/${database}`; return address.href }
  await drop(owner)
  return {
    env, owner, folder, url,
    say: (line) => process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`),
    environment: (database) => ({ DATABASE_OWNER_URL: url(database), DATABASE_URL: '', SEED: 'none', PORT: '0', MASTER_SECRET: env.masterSecret }),
    logOf: (name) => join(folder, `${name}.log`),
  }
}

export async function drop(owner: mysql.Connection): Promise<void> {
  for (const database of DATABASES) await owner.query(`DROP DATABASE IF EXISTS ${database}`)
}
