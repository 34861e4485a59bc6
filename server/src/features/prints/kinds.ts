// What can be printed or exported, what it counts, and what its file is called.
import type { PrintKind } from '@onecard/shared/contract/prints.requests'

export type Format = 'pdf' | 'xlsx' | 'csv'
export type Of = 'cards' | 'labels' | 'sheets' | 'households'

interface Kind { of: Of; format: Format; words: string; unit: string; elder?: boolean }

export const KINDS: Record<PrintKind, Kind> = {
  cards: { of: 'cards', format: 'pdf', words: '明白卡', unit: '张' },
  cards_elder: { of: 'cards', format: 'pdf', words: '明白卡（大字版）', unit: '张', elder: true },
  labels: { of: 'labels', format: 'pdf', words: '门牌码', unit: '枚' },
  sheets_xlsx: { of: 'sheets', format: 'xlsx', words: '收支明细', unit: '行' },
  sheets_csv: { of: 'sheets', format: 'csv', words: '收支明细', unit: '行' },
  cards_xlsx: { of: 'cards', format: 'xlsx', words: '明白卡汇总', unit: '户' },
  cards_csv: { of: 'cards', format: 'csv', words: '明白卡汇总', unit: '户' },
  households_xlsx: { of: 'households', format: 'xlsx', words: '贫困户名册', unit: '户' },
  households_csv: { of: 'households', format: 'csv', words: '贫困户名册', unit: '户' },
}

export const TYPES: Record<Format | 'zip', string> = {
  pdf: 'application/pdf', zip: 'application/zip', csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What was asked for, as it is kept with the job. */
export interface Selection {
  region: string | null
  group: string | null
  households: string[] | null
  /** Card year; of labels and households null. */
  year: number | null
  period: string | null
  perSheet: 6 | 8
  drafts: boolean
  /** Columns about illness were asked for with a reason. */
  reasoned: boolean
}

/** SQL on `household h` and its parameters. */
export function conditionOf({ region, group, households }: Selection): { sql: string; params: Record<string, unknown> } {
  const parts: string[] = []
  if (households) parts.push('h.id IN (:households)')
  if (region) parts.push('h.region LIKE :region')
  if (group !== null) parts.push('h.group_name = :group')
  return { sql: parts.join(' AND '), params: { ...(households && { households }), ...(region && { region: `${region}%` }), ...(group !== null && { group }) } }
}
