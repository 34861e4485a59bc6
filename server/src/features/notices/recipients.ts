// Who is told of what: by appointment, pairing and authorship on the day. Ids alone are read.
import { clock } from '../../kernel/clock'
import type { HouseTx } from '../../kernel/db'

type Ids = Promise<string[]>

const IN_FORCE = 'p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today)'
/** Village roles that decide, and that see to problems. */
const SECRETARIES = ['village_secretary', 'first_secretary']

async function ids(tx: HouseTx, sql: string, params: Record<string, unknown>): Ids {
  return (await tx.select<{ id: string }>(sql, { today: clock.today(), ...params })).map((row) => row.id)
}

/** Those of the village in whose land the household lies. */
export function secretariesOf(tx: HouseTx, household: string): Ids {
  return ids(tx, `SELECT DISTINCT p.account_id AS id FROM appointment p JOIN account a ON a.id = p.account_id AND a.active = 1 JOIN household h ON h.region = p.lands
    WHERE h.id = :household AND p.role IN (:roles) AND ${IN_FORCE}`, { household, roles: SECRETARIES })
}

/** The person responsible for the household (帮扶责任人). */
export function helpersOf(tx: HouseTx, household: string): Ids {
  return ids(tx, `SELECT DISTINCT p.account_id AS id FROM pairing p JOIN account a ON a.id = p.account_id AND a.active = 1 WHERE p.household_id = :household AND p.is_primary = 1 AND ${IN_FORCE}`, { household })
}

/** The households' own accounts beside the visits that still stand. */
export function ownersOfVisits(house: Pick<HouseTx, 'select'>, visits: readonly string[]): Promise<{ visit: string; household: string; account: string }[]> {
  return house.select(`SELECT v.id AS visit, v.household_id AS household, p.account_id AS account FROM visit v JOIN appointment p ON p.household_id = v.household_id AND p.role = 'household' AND ${IN_FORCE}
    JOIN account a ON a.id = p.account_id AND a.active = 1 WHERE v.id IN (:visits) AND v.withdrawn_at IS NULL`, { visits, today: clock.today() })
}
