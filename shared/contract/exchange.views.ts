import type { Place } from './common.views'

export type ComparisonState = 'comparing' | 'compared' | 'refused' | 'failed'

/**
 * `theirs`: only they changed since the last exchange · `ours`: only we did · `both`: each differently · `only_theirs`, `only_ours`: a household
 * or person that the other side has not · `figure`: a yearly sum beside ours, for information: entries are never overwritten.
 */
export type NationalDifferenceKind = 'theirs' | 'ours' | 'both' | 'only_theirs' | 'only_ours' | 'figure'

export interface ComparisonView {
  id: string
  state: ComparisonState
  createdAt: string
  by: string
  files: { sheet: 'households' | 'members'; name: string; bytes: number }[]
  progress: { done: number; step: string }
  households: number
  members: number
  /** By kind: how many, and how many of them are decided. */
  counts: { kind: NationalDifferenceKind; lines: number; decided: number }[]
  /** More lines were found than are kept. */
  cut: boolean
  /** States `refused` and `failed`: why, in plain Chinese; of a refusal the first places. */
  failure?: string
}

export interface NationalDifferenceView {
  id: string
  kind: NationalDifferenceKind
  sheet: 'households' | 'members'
  /** Row of their sheet; null where only we have it. */
  row: number | null
  householdNo: string
  household: { id: string; headName: string; region: Place } | null
  member?: string
  /** Heading of the column; empty for a whole household or person. */
  column: string
  /** In words, certificates and bank accounts masked; null: empty. `base`: what both had when they were last the same, where known. */
  ours: string | null
  theirs: string | null
  base: string | null
  /** Whether theirs can be taken here; a household or person is added by the import. */
  takeable: boolean
  decision: 'theirs' | 'ours' | null
  decidedBy: string | null
  decidedAt: string | null
}

export interface NationalDecidedView { decided: number; /** Not decided, each with the reason in words. */ refused: { difference: string; why: string }[] }
