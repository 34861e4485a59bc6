// The migrations make exactly what the entities say, can be undone one by one, and are run once however many processes start together.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { ENTITIES } from '../src/entities'
import { APPEND_ONLY, ensureDatabase, openSource, setUpDatabase } from '../src/kernel/db'
import { Vault } from '../src/kernel/vault'
import { MIGRATIONS } from '../src/migrations'
import { dropDatabase, freshDatabaseUrl } from './world'

const vault = new Vault(randomBytes(32).toString('base64'))
const url = freshDatabaseUrl()
let source: DataSource

beforeAll(async () => {
  await ensureDatabase(url)
  source = await openSource(url, { entities: ENTITIES, migrations: MIGRATIONS, poolSize: 2 })
})
afterAll(async () => {
  await source.destroy()
  await dropDatabase(url)
})

const tables = async (): Promise<string[]> =>
  (await source.query('SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1') as { name: string }[]).map(({ name }) => name)

test('every file is listed, in the order of its number', () => {
  const files = readdirSync(join(__dirname, '../src/migrations')).filter((file) => /^\d{3}-.*\.ts$/.test(file)).sort()
  expect(MIGRATIONS).toHaveLength(files.length)
  // The name ends in the number: typeorm runs them by it.
  expect(MIGRATIONS.map(({ name }) => Number(name.slice(-3)))).toEqual(files.map((file) => Number(file.slice(0, 3))))
})

test('on an empty database they leave nothing that the entities would change', async () => {
  await source.runMigrations()
  const drift = await source.driver.createSchemaBuilder().log()
  expect(drift.upQueries.map(({ query }) => query)).toEqual([])
  expect(await tables()).toEqual([...ENTITIES.map((entity) => source.getMetadata(entity).tableName), 'migrations'].sort())
})

test('a second run has nothing to do', async () => {
  expect(await source.runMigrations()).toEqual([])
})

test('each can be undone, back to an empty database, and done again', async () => {
  for (const _ of MIGRATIONS) await source.undoLastMigration()
  expect(await tables()).toEqual(['migrations'])
  expect(await source.runMigrations()).toHaveLength(MIGRATIONS.length)
})

test('every table speaks utf8mb4, whatever its codes are in', async () => {
  const odd = await source.query(`SELECT TABLE_NAME AS name, TABLE_COLLATION AS collation FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_COLLATION <> 'utf8mb4_unicode_ci'`)
  expect(odd).toEqual([])
})

test('processes that start together migrate once and get the same account', async () => {
  const together = freshDatabaseUrl()
  const start = () => setUpDatabase({ ownerUrl: together, appUrl: null, vault, entities: ENTITIES, migrations: MIGRATIONS })
  try {
    const [one, two, three] = await Promise.all([start(), start(), start()])
    expect(new Set([one, two, three]).size).toBe(1)
    expect(one).not.toContain('//root@')
    const app = await openSource(one, { entities: ENTITIES, poolSize: 1 })
    const [{ n }] = await app.query('SELECT COUNT(*) AS n FROM migrations') as { n: string }[]
    const grants = (await app.query('SHOW GRANTS') as Record<string, string>[]).map((row) => Object.values(row)[0])
    await app.destroy()
    expect(Number(n)).toBe(MIGRATIONS.length)
    for (const table of APPEND_ONLY) expect(grants.filter((line) => line.includes(`\`${table}\``))).toEqual([expect.stringMatching(/^GRANT (SELECT, INSERT|INSERT, SELECT) ON/)])
    expect(grants.filter((line) => / (ALL PRIVILEGES|DROP|ALTER|CREATE)\b/.test(line))).toEqual([])
  } finally { await dropDatabase(together) }
})
