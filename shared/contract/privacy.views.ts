import type { Term } from './common.views'

/** Looks at the household of one day by one kind of office: by which ways, and why where a reason was asked. Never a name of a cadre. */
export interface ReaderView { on: string; role: Term; way: string; reason: string | null }

export interface ConsentView {
  /** Version of the text in force. */
  text: string
  title: string
  sections: { title: string; paragraphs: string[] }[]
  /** The last word of this account, whichever version it was about; null: never asked or never answered. */
  given: { text: string; agree: boolean; at: string } | null
}

/** `code`: six digits, shown once. */
export interface BindingCodeView { code: string; expiresAt: string; memberName: string }
