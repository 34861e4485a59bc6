// Opens the database: one pool, driver type by the server's own version, no synchronising ever.
import mysql from 'mysql2/promise'
import { DataSource, type DataSourceOptions } from 'typeorm'
import { SnakeNaming } from './naming'
import { guardedDriver } from './tripwire'

export interface SourceParts { entities: DataSourceOptions['entities']; migrations?: DataSourceOptions['migrations']; poolSize?: number }

/** mysql://user:password@host:port/database, with `?socketPath=` for a private engine. */
export function connectionOf(url: string): mysql.ConnectionOptions {
  const u = new URL(url)
  const socketPath = u.searchParams.get('socketPath') ?? undefined
  return {
    user: decodeURIComponent(u.username), password: decodeURIComponent(u.password), database: u.pathname.slice(1) || undefined,
    ...(socketPath ? { socketPath } : { host: u.hostname, port: Number(u.port || 3306) }),
  }
}

export async function databaseKind(url: string): Promise<'mysql' | 'mariadb'> {
  const connection = await mysql.createConnection({ ...connectionOf(url), connectTimeout: 5000 })
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version')
    return /mariadb/i.test(rows[0].version) ? 'mariadb' : 'mysql'
  } finally { await connection.end() }
}

/** Read committed: explicit locks where a rule needs them; gap locks of the default level would serialise neighbours. */
export async function openSource(url: string, parts: SourceParts): Promise<DataSource> {
  const { user, password, database, socketPath, host, port } = connectionOf(url)
  const source = new DataSource({
    type: await databaseKind(url), username: user, password: password as string, database, host, port, socketPath,
    driver: guardedDriver, entities: parts.entities, migrations: parts.migrations, migrationsTransactionMode: 'none',
    namingStrategy: new SnakeNaming(), synchronize: false, logging: false, timezone: 'Z', charset: 'utf8mb4', supportBigNumbers: true, poolSize: parts.poolSize ?? 10,
    extra: { maxPreparedStatements: 500, waitForConnections: true, connectTimeout: 5000, idleTimeout: 600_000 },
  } as DataSourceOptions)
  return source.initialize()
}

/** Creates the database of the URL when it is not there yet, with the collation that every table inherits. */
export async function ensureDatabase(url: string): Promise<void> {
  const options = connectionOf(url)
  const connection = await mysql.createConnection({ ...options, database: undefined, connectTimeout: 5000 })
  try {
    await connection.query(`CREATE DATABASE IF NOT EXISTS \`${options.database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`)
  } finally { await connection.end() }
}
