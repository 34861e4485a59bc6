// Before the server serves: database there, migrations done, and an application account that cannot change what is append-only.
import mysql from 'mysql2/promise'
import type { DataSourceOptions } from 'typeorm'
import type { Vault } from '../vault'
import { connectionOf, ensureDatabase, openSource } from './source'

/** Rows of these are written once and never changed by the application. */
export const APPEND_ONLY = ['audit_entry', 'household_read', 'scan'] as const
const LOCK = 'onecard_migrations'
const LOCK_SECONDS = 120

interface Setup { ownerUrl: string; appUrl: string | null; vault: Vault; entities: DataSourceOptions['entities']; migrations: DataSourceOptions['migrations'] }

/** Runs what is pending and answers the address of the application account. Several processes may start at once: one migrates. */
export async function setUpDatabase({ ownerUrl, appUrl, vault, entities, migrations }: Setup): Promise<string> {
  await ensureDatabase(ownerUrl)
  const source = await openSource(ownerUrl, { entities, migrations, poolSize: 2 })
  try {
    await source.query('SELECT GET_LOCK(?, ?)', [LOCK, LOCK_SECONDS])
    await source.runMigrations()
  } finally { await source.destroy() }
  const url = appUrl ?? deriveAppUrl(ownerUrl, vault)
  await grant(ownerUrl, url, appUrl === null)
  return url
}

function deriveAppUrl(ownerUrl: string, vault: Vault): string {
  const url = new URL(ownerUrl)
  url.username = `${url.pathname.slice(1)}_app`.slice(0, 32)
  url.password = vault.derive(`database:${url.pathname}`)
  return url.toString()
}

async function grant(ownerUrl: string, appUrl: string, create: boolean): Promise<void> {
  const owner = await mysql.createConnection(connectionOf(ownerUrl))
  const app = connectionOf(appUrl)
  const user = `${owner.escape(app.user)}@${owner.escape(app.socketPath ? 'localhost' : '%')}`
  try {
    if (create) {
      await owner.query(`CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY ${owner.escape(app.password)}`)
      await owner.query(`ALTER USER ${user} IDENTIFIED BY ${owner.escape(app.password)}`)
    }
    const [tables] = await owner.query<mysql.RowDataPacket[]>(`SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()`)
    for (const { name } of tables) {
      const rights = name === 'migrations' ? 'SELECT' : (APPEND_ONLY as readonly string[]).includes(name) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE'
      await owner.query(`GRANT ${rights} ON \`${app.database}\`.\`${name}\` TO ${user}`)
    }
  } finally { await owner.end() }
}

/** True when the application account could rewrite the audit: production then refuses to start. */
export async function mayRewriteAudit(appUrl: string): Promise<boolean> {
  const connection = await mysql.createConnection(connectionOf(appUrl))
  try {
    await connection.query('UPDATE audit_entry SET operation = operation WHERE 1 = 0')
    return true
  } catch (error) {
    if ((error as { errno?: number }).errno === 1142) return false
    throw error
  } finally { await connection.end() }
}
