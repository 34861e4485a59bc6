/** checking → checked | refused (problems found); checked → applying → applied | failed. */
export type ImportState = 'checking' | 'checked' | 'refused' | 'applying' | 'applied' | 'failed'

export interface ImportView {
  id: string
  state: ImportState
  createdAt: string
  by: string
  files: { sheet: 'households' | 'members'; name: string; bytes: number }[]
  progress: { done: number; total: number | null; step: string }
  households: ImportCounts
  members: ImportCounts
  problems: number
  warnings: number
  /** State `failed`: why, in plain Chinese. */
  failure?: string
}
export interface ImportCounts { read: number; added: number; changed: number; same: number }

/** One cell that cannot be taken over as it stands (error) or should be looked at (warning). Row 1 is the heading row. */
export interface ImportProblem {
  severity: 'error' | 'warning'
  rule: string
  sheet: 'households' | 'members'
  row: number
  column: string
  /** What was read; certificate and phone numbers masked. */
  read: string
  expected: string
}
