// The list that a demo server offers beside the page; a production server has no such file.
import { ROLES, type Role } from '@onecard/shared/roles'
import { exchange } from '../../platform/request'

export interface DemoAccount { account: string; password: string; name: string; roleLabel: string; where: string }

export async function demoAccounts(): Promise<DemoAccount[]> {
  const answer = await exchange({ method: 'GET', path: '/m/demo-accounts.json', headers: { accept: 'application/json' }, timeoutMs: 10_000 })
  return answer.status === 200 ? readDemoAccounts(answer.text) : []
}

/** Total: anything that is no account is left out. */
export function readDemoAccounts(text: string): DemoAccount[] {
  let rows: unknown
  try { rows = JSON.parse(text) } catch { return [] }
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row: Record<string, unknown>) => {
    if (typeof row?.account !== 'string' || typeof row.password !== 'string') return []
    const role = String(row.role)
    return [{ account: row.account, password: row.password, name: String(row.name ?? row.account), roleLabel: role in ROLES ? ROLES[role as Role].label : role, where: String(row.region ?? '') }]
  })
}
