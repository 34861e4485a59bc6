import type { Place, Term } from './common.views'
import type { CellProblem } from './payments.views'
import type { PhotoView } from './visits.views'
import type { SheetBasis } from '../rules/sheet-warnings'

/** `none`: nothing kept yet · `draft` · `submitted` · `approved` · `returned`. Table of who moves them: `shared/rules/sheet-states`. */
export type SheetState = 'none' | 'draft' | 'submitted' | 'approved' | 'returned'

export interface SheetLineView {
  id: string
  item: Term
  /** First letter of the item: A–E count, X and R stand beside. */
  group: string
  fen: number
  member?: { id: string; name: string }
  quantityMilli?: number
  unit?: string
  unitPriceFen?: number
  note?: string
  source: 'typed' | 'imported' | 'measure' | 'copied'
  evidence: PhotoView[]
}

/** One warning with its reason in words: never a bar. `line`: place among the lines, absent where it is of the whole month. */
export interface SheetWarning {
  rule: 'jump' | 'outlier' | 'no_measure' | 'spending_above_income' | 'member' | 'missing_month' | 'no_evidence' | 'below_line' | 'late'
  line?: number
  text: string
}

/** A line that is likely this month: 低保 each month, a payment list, a measure. Taken over by the person, never by itself. */
export interface SheetSuggestion { id: string; item: Term; group: string; fen: number; member?: { id: string; name: string }; note?: string; why: string; source: 'recurring' | 'payment' | 'measure' }

export interface SheetSums { wageFen: number; businessFen: number; propertyFen: number; transferFen: number; expenseFen: number; netFen: number }

export interface SheetView {
  household: { id: string; headName: string; region: Place; memberCount: number }
  /** For the form: who may be named in a line. */
  members: { id: string; name: string }[]
  period: string
  revision: number
  /** 0 while nothing is kept. */
  version: number
  state: SheetState
  lines: SheetLineView[]
  sums: SheetSums
  warnings: SheetWarning[]
  /** What `rules/sheet-warnings` rests on, so that the phone warns while somebody types as the server will. For those who may write or decide. */
  basis?: SheetBasis
  /** Of a month that may still be filled. */
  suggestions: SheetSuggestion[]
  lastMonth?: { period: string; sums: SheetSums; lines: SheetLineView[] }
  lastYear?: { period: string; sums: SheetSums }
  /** Last day on which it is not late; `closed`: that day is over, or the year has its card. */
  closesOn: string
  closed: boolean
  lateReason?: string
  by?: string
  byPhone?: string
  submittedAt?: string
  decidedBy?: string
  decidedAt?: string
  /** Of a returned one. */
  returned?: { reason: string; by: string; at: string }
  confirmation?: { agree: boolean; text?: string; on: string }
  /** Per head of the whole card year if this month is approved as it stands; null without heads. */
  perCapitaThenFen?: number | null
  belowThen?: boolean | null
  /** Earlier revisions, newest first. */
  revisions: { revision: number; state: SheetState; by?: string; at: string; reason?: string }[]
  mayWrite: boolean
  mayDecide: boolean
  mayReopen: boolean
  mayConfirm: boolean
  /** Of an approval by the reader that can still be taken back. */
  undo?: { batch: string; until: string }
}

export interface SheetSummary { period: string; revision: number; version: number; state: SheetState; incomeFen: number; expenseFen: number; lines: number; warnings: number; by?: string; returnedReason?: string; closesOn: string; closed: boolean; /** The reader is the household and is still asked whether it is right. */ mayConfirm?: boolean; confirmation?: { agree: boolean; text?: string; on: string } }

export interface SheetQueueItem {
  household: { id: string; headName: string; region: Place }
  period: string
  version: number
  incomeFen: number
  expenseFen: number
  netFen: number
  /** Empty: plain. */
  warnings: SheetWarning[]
  by: string
  submittedAt: string
  /** Whether the asker may decide it: never one's own entry. */
  mayDecide: boolean
}

/** By month, the oldest first: what waits and its sums, so that the summary before approving many names them. */
export interface SheetQueueSummary { months: { period: string; flagged: number; /** That the asker may approve; those with something of his own stand in `own`. */ plain: number; plainIncomeFen: number; plainExpenseFen: number; own: number }[] }

export interface ApprovedView { batch: string; approved: number; incomeFen: number; expenseFen: number; undoUntil: string; /** Not approved, each with a problem code. */ refused: { household: string; headName: string; code: 'sheet.changed_since' | 'sheet.own' | 'sheet.not_submitted' | 'sheet.flagged' }[] }

/** `kept`: approved still, because something was built on them. */
export interface UndoneView { undone: number; kept: number }

export interface SheetProgressItem { region: Place; /** Inside one village: of one household. */ household?: { id: string; headName: string }; households: number; none: number; draft: number; submitted: number; returned: number; approved: number; oldestSubmittedAt?: string }

export interface SampleView { id: string; seed: number; size: number; period: string; region: string; drawnAt: string; drawnBy: string; /** How many approved sheets it was drawn from. */ outOf: number; items: { household: { id: string; headName: string; region: Place }; version: number; netFen: number; sentBack: boolean }[] }

export interface DeputyView { id: string; account: string; name: string; from: string; to: string; by: string; ended: boolean }

/** Somebody of the village who may be named. */
export interface DeputyCandidateView { account: string; name: string; roleLabel: string }

/** A filled spreadsheet, read: with a problem at any cell nothing is saved. `saved` of a dry run: how many would be. */
export interface UploadedSheetsView {
  rows: number
  saved: number
  applied: boolean
  incomeFen: number
  expenseFen: number
  problems: CellProblem[]
  /** More problems were found than are named. */
  more: number
  /** Left alone, each with the reason in words. */
  skipped: { row: number; headName: string; why: string }[]
}
