// What we changed of a field since the national system last spoke of it: the value before our first change is what both had.
import { openValue, type ChangeKind } from '../households'
import type { Vault } from '../../kernel/vault'

type Select = <T>(sql: string, params: Record<string, unknown>) => Promise<T[]>
interface FieldRow { household_id: string; member_id: string | null; of_member: number; field: string; old_value: string | null; change_id: string; kind: ChangeKind }

const keyOf = (householdId: string, memberId: string | null, field: string): string => `${memberId ?? householdId} ${field}`

export class OwnChanges {
  readonly #base = new Map<string, string | null>()

  private constructor() {}

  static async of(select: Select, vault: Vault, households: readonly string[]): Promise<OwnChanges> {
    const own = new OwnChanges()
    if (households.length === 0) return own
    const rows = await select<FieldRow>(
      `SELECT f.household_id, f.member_id, f.of_member, f.field, f.old_value, f.change_id, c.kind FROM record_change c JOIN record_change_field f ON f.change_id = c.id
       WHERE c.household_id IN (:households) AND c.state = 'effective' ORDER BY c.household_id, c.took_effect_in, c.id, f.n`, { households })
    for (const row of rows) {
      const key = keyOf(row.household_id, row.of_member ? row.member_id : null, row.field)
      if (row.kind === 'import') own.#base.delete(key)
      else if (!own.#base.has(key)) own.#base.set(key, openValue(vault, row.change_id, row.of_member ? 'member' : 'household', row.field, 'old', row.old_value))
    }
    return own
  }

  /** undefined: we changed nothing since. */
  base(householdId: string, memberId: string | null, field: string): string | null | undefined { return this.#base.get(keyOf(householdId, memberId, field)) }
}
