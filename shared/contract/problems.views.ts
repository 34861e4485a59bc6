import type { Place, Term } from './common.views'
import type { PhotoView } from './visits.views'

/** 问题 of a household. `deadline` by rule of the county; `mayAct` = acts the reader may take now. A household reads no words that offices wrote to each other. */
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
  /** Those that the server has heard of; others follow with their announcement. */
  photos: PhotoView[]
  raisedBy: string
  raisedOn: string
  deadline: string
  responsible: string | null
  /** Oldest first. */
  path: { act: Term; by: string; at: string; text?: string; photos: PhotoView[] }[]
  mayAct: string[]
}
