// What every command needs: the migrated database under the application's own account.
import { ENTITIES } from '../entities'
import { Database, openSource } from '../kernel/db'
import type { Env } from '../kernel/env'
import { Vault } from '../kernel/vault'
import { prepareDatabase } from '../prepare-database'

export interface Cli { db: Database; vault: Vault; close: () => Promise<void> }

export async function openCli(env: Pick<Env, 'databaseOwnerUrl' | 'databaseUrl' | 'masterSecret'>): Promise<Cli> {
  const vault = new Vault(env.masterSecret)
  const url = await prepareDatabase(env, vault)
  const db = new Database(await openSource(url, { entities: ENTITIES }), vault)
  return { db, vault, close: () => db.close() }
}
