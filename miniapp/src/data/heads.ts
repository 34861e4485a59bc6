// Rows that some list already brought: the head of a household's page can be painted before its record arrives. Memory only.
import type { HouseholdListItem } from '@onecard/shared/contract/households.views'

const heads = new Map<string, HouseholdListItem>()

export function rememberHeads(items: readonly HouseholdListItem[]): void {
  for (const item of items) heads.set(item.id, item)
}
export function headOf(id: string): HouseholdListItem | null { return heads.get(id) ?? null }
export function forgetHeads(): void { heads.clear() }
