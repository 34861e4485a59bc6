import type { Place, Term } from './common.views'

/** 问题 of a household. `deadline` by rule of the county; `mayAct` = acts the reader may take now. */
export interface CaseView {
  id: string
  version: number
  household: { id: string; headName: string; region: Place }
  kind: Term
  source: Term
  status: Term
  overdue: boolean
  line?: { path: string; label: string }
  text: string
  photos: string[]
  raisedBy: string
  raisedOn: string
  deadline: string
  responsible: string | null
  /** Oldest first. */
  path: { act: Term; by: string; at: string; text?: string; photos: string[] }[]
  mayAct: string[]
}
