// What a server and every command do before the first query: reach the database, migrate it, and say in a line what stands in the way.
import { ENTITIES } from './entities'
import { connectionOf, firstContact, setUpDatabase } from './kernel/db'
import type { Env } from './kernel/env'
import { StartRefused } from './kernel/start-refused'
import type { Vault } from './kernel/vault'
import { MIGRATIONS } from './migrations'

/** A grant to an account that is not there: MariaDB, MySQL. */
const NO_ACCOUNT = [1133, 1410]
/** No access to the database, to a table, to a privilege. */
const NO_RIGHT = [1044, 1142, 1227, 1370]

/**
 * @returns address of the application account, which has its rights
 * @throws {StartRefused} naming the variable that is wrong
 */
export async function prepareDatabase(env: Pick<Env, 'databaseOwnerUrl' | 'databaseUrl'>, vault: Vault): Promise<string> {
  await firstContact(env.databaseUrl === null ? 'DATABASE_URL' : 'DATABASE_OWNER_URL', env.databaseOwnerUrl, { whole: false })
  const url = await setUpDatabase({ ownerUrl: env.databaseOwnerUrl, appUrl: env.databaseUrl, vault, entities: ENTITIES, migrations: MIGRATIONS })
    .catch((error: unknown) => { throw named(error, env.databaseUrl) })
  await firstContact('DATABASE_URL', url, { whole: true })
  return url
}

function named(error: unknown, appUrl: string | null): unknown {
  const { errno = 0, code = '' } = error as { errno?: number; code?: string }
  if (appUrl && NO_ACCOUNT.includes(errno)) return new StartRefused(`DATABASE_URL 的账号 ${connectionOf(appUrl).user} 还没有建立，没有启动：请按 README“部署”第 1 步建立。The application account does not exist (README, Deploy, step 1).`)
  if (NO_RIGHT.includes(errno)) return new StartRefused(`DATABASE_OWNER_URL 的账号权限不够（${code}），没有启动：它要有这个库的全部权限和 WITH GRANT OPTION，见 README“部署”第 1 步。The owner account lacks rights (README, Deploy, step 1).`)
  return error
}
