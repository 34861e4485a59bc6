// The five parts of a month and what may stand in them. Pure.
import type { Term } from '@onecard/shared/contract/common.views'
import type { SheetSums } from '@onecard/shared/contract/sheets.views'
import type { Part } from '../../ui/figures'

export type Group = 'A' | 'B' | 'C' | 'D' | 'E'
export interface GroupWords { group: Group; part: Part; name: string; short: string; /** 「加一笔工资」 */ add: string; sum: keyof SheetSums }
export const GROUPS: readonly GroupWords[] = [
  { group: 'A', part: 'a', name: '工资性', short: '工资', add: '工资', sum: 'wageFen' },
  { group: 'B', part: 'b', name: '生产经营性', short: '生产', add: '生产收入', sum: 'businessFen' },
  { group: 'C', part: 'c', name: '财产性', short: '财产', add: '财产收入', sum: 'propertyFen' },
  { group: 'D', part: 'd', name: '转移性', short: '转移', add: '转移收入', sum: 'transferFen' },
  { group: 'E', part: 'e', name: '生产支出', short: '支出', add: '支出', sum: 'expenseFen' },
]
/** Beside the month, never in its sum: 慰问, 报销, 借款 (X), 看病和上学花的 (R). */
export type Beside = 'X' | 'R'

export const groupOfItem = (code: string): string => code[0]
export function itemsOf(items: readonly Term[], group: string): Term[] { return items.filter((t) => groupOfItem(t.code) === group) }

/** 「养老保险金」, 「务工」: under the head 工资性 the word 收入 says nothing new. */
export function itemWord(term: Term): string {
  const word = term.label.replace(/(收入|支出)$/, '')
  return word.length >= 2 ? word : term.label
}

/** Items that are sold by quantity: amount = 数量 × 单价 is offered first. */
export function byQuantity(code: string): boolean { return code[0] === 'B' || code === 'A5' || code === 'C2' || /^D[56]/.test(code) }
const UNITS: Record<string, readonly string[]> = { A5: ['天'], B1: ['斤', '亩'], B2: ['只', '头', '斤'], B3: ['斤', '箱'], B4: ['斤'], C2: ['亩'], D51: ['亩'], D52: ['亩'], D61: ['亩'], D62: ['亩'] }
export function unitsOf(code: string): readonly string[] { return UNITS[code] ?? ['斤', '只', '天', '亩'] }
