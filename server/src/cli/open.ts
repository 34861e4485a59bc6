// What every command needs: the migrated database under the application's own account.
import { ENTITIES } from '../entities'
import { Database, openSource, setUpDatabase } from '../kernel/db'
import type { Env } from '../kernel/env'
import { Vault } from '../kernel/vault'
import { MIGRATIONS } from '../migrations'

export interface Cli { db: Database; vault: Vault; close: () => Promise<void> }

export async function openCli(env: Pick<Env, 'databaseOwnerUrl' | 'databaseUrl' | 'masterSecret'>): Promise<Cli> {
  const vault = new Vault(env.masterSecret)
  const url = await setUpDatabase({ ownerUrl: env.databaseOwnerUrl, appUrl: env.databaseUrl, vault, entities: ENTITIES, migrations: MIGRATIONS })
  const db = new Database(await openSource(url, { entities: ENTITIES }), vault)
  return { db, vault, close: () => db.close() }
}
