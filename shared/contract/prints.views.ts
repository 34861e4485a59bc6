export type PrintState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** A print or an export that is made in the background. Its file is kept seven days. */
export interface PrintJobView {
  id: string
  kind: 'cards' | 'cards_elder' | 'labels' | 'sheets_xlsx' | 'sheets_csv' | 'cards_xlsx' | 'cards_csv' | 'households_xlsx' | 'households_csv'
  /** 「尚和寨村 明白卡 2020年度」 */
  title: string
  state: PrintState
  /** Cards, labels or lines; `unit` says which, in Chinese. */
  progress: { done: number; total: number; unit: string }
  createdAt: string
  /** Of the file, when it is there. */
  file?: { name: string; type: string; bytes: number; /** PDFs within a ZIP; 1 otherwise. */ parts: number }
  /** Until when the file is kept. */
  keptUntil?: string
  /** What was left out, and why: 「3 户还没有签发明白卡」. */
  remarks: string[]
  /** Why it failed and what to do. */
  failure?: string
}
