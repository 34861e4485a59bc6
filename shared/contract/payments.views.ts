import type { Place, Term } from './common.views'

/** A department's list of money paid: matched to people by certificate, proposed as lines of their monthly sheets. */
export interface PaymentListView {
  id: string
  createdAt: string
  by: string
  file: string
  /** What stands in rows that do not say it themselves. */
  item: Term
  period: string
  rows: number
  fen: number
  /** Waiting to be taken over into a sheet. */
  proposed: number
  taken: number
  unmatched: number
  dismissed: number
}

export interface PaymentRowView {
  id: string
  /** Row of the file. */
  row: number
  state: 'unmatched' | 'proposed' | 'taken' | 'dismissed'
  /** As the list gave them, the certificate masked. */
  name: string
  certificate: string
  item: Term
  period: string
  fen: number
  note: string | null
  /** Of a matched one. */
  region?: Place
  /** Of an unmatched one: why, in words; of a dismissed one the reason. */
  why: string | null
}

/** One cell that cannot be taken over. Row 1 is the heading row. */
export interface CellProblem { row: number; column: string; read: string; expected: string }

/** `list` is null when a cell cannot be read: then nothing was kept. */
export interface UploadedPaymentsView { list: PaymentListView | null; problems: CellProblem[]; /** More were found than are named. */ more: number }
