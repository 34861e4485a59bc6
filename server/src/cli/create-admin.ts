// A system administrator, made by whoever owns the server; run it twice, since opening households takes two people: npm run create-admin -- ACCOUNT NAME < file-with-password
import { text } from 'node:stream/consumers'
import { hashPassword } from '../features/accounts'
import { clock } from '../kernel/clock'
import { loadCounty } from '../kernel/county'
import { Rows } from '../kernel/db'
import { readEnv } from '../kernel/env'
import { newId } from '../kernel/ids'
import { syncRegions } from '../seed'
import { openCli } from './open'

const ACCOUNT = /^[a-z][a-z0-9_.-]{2,31}$/
const PASSWORD_LENGTH = 12
const NAME_LENGTH = 40

async function main(): Promise<void> {
  const [account, name] = process.argv.slice(2)
  if (!ACCOUNT.test(account ?? '') || !name || name.length > NAME_LENGTH) throw new Error('用法：npm run create-admin -- 账号 姓名 < 密码文件；账号用 3 到 32 个小写字母、数字，字母开头')
  // Never an argument: those stand in the list of processes and in the shell's history.
  if (process.stdin.isTTY) process.stderr.write('输入密码，回车后按 Ctrl-D：\n')
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password.length < PASSWORD_LENGTH) throw new Error(`密码至少 ${PASSWORD_LENGTH} 位`)
  const passwordHash = await hashPassword(password)
  const { db, close } = await openCli(readEnv())
  try {
    await syncRegions(db, loadCounty())
    await db.everywhere('the first administrator is made before anybody can act').write(async (tx) => {
      if ((await tx.select('SELECT id FROM account WHERE account = :account', { account })).length) throw new Error('这个账号已有人用')
      const [id, appointment, now] = [newId(), newId(), clock.date()]
      await tx.execute('INSERT INTO account (id, account, name, password_hash, active, demo, created_at) VALUES (:id, :account, :name, :passwordHash, 1, 0, :now)', { id, account, name, passwordHash, now })
      await tx.execute(`INSERT INTO appointment (id, account_id, role, from_day) VALUES (:appointment, :id, 'system_admin', :today)`, { appointment, id, today: clock.today() })
      const audit = new Rows('audit_entry', ['at', 'role', 'operation', 'subject', 'changed'])
      audit.add([now, 'cli', 'accounts.create', id, JSON.stringify([{ field: 'account', before: null, after: account }, { field: 'role', before: null, after: 'system_admin' }])])
      await audit.flush(tx)
    })
    process.stdout.write(`已建立系统管理员 ${account}。任职要两个人：一位提出，另一位确认；还只有一位时，请再运行一次建第二位。\n`)
  } finally { await close() }
}

main().catch((error: Error) => { process.stderr.write(`${error.message}\n`); process.exitCode = 1 })
