// The demo list as it came. Pure.
import { ROLES, type Role } from '@onecard/shared/roles'

export interface DemoAccount { account: string; password: string; name: string; roleLabel: string; where: string }

/** Total: anything that is no account is left out. */
export function readDemoAccounts(text: string): DemoAccount[] {
  let rows: unknown
  try { rows = JSON.parse(text) } catch { return [] }
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row: Record<string, unknown>) => {
    if (typeof row?.account !== 'string' || typeof row.password !== 'string') return []
    const role = String(row.role)
    return [{ account: row.account, password: row.password, name: String(row.name ?? row.account), roleLabel: role in ROLES ? ROLES[role as Role].label : role, where: whereOf(row) }]
  })
}

/** A name of a place as it is; of a code only the account is worth showing. */
function whereOf(row: Record<string, unknown>): string {
  const region = String(row.region ?? '')
  return /^\d*$/.test(region) ? `账号 ${String(row.account)}` : region
}
