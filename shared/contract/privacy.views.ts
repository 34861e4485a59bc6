import type { Term } from './common.views'

/** One look at the household: by which office, on which day, by which way, and why where a reason was asked. Never a name of a cadre. */
export interface ReaderView { on: string; role: Term; way: string; reason: string | null }

export interface ConsentView { /** Version of the text in force. */ text: string; given: { text: string; agree: boolean; at: string } | null }

export interface BindingCodeView { code: string; expiresAt: string }
