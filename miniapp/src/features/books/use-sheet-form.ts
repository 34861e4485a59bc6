// The form of a month: draft as typed, faults, and putting it down.
import { useRef, useState } from 'react'
import { operations } from '@onecard/shared/operations'
import type { PutSheet } from '@onecard/shared/contract/sheets.requests'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import { useBurden } from '../../data/burden'
import { useDraft } from '../../data/drafts'
import { PhoneFull, post, reopened } from '../../data/outbox/outbox'
import { buzz } from '../../platform/feedback'
import { bareMonth } from './sheet-words'
import { draftOfInput, draftOfView, faultsOf, photosOf, putInput, type Faults, type SheetDraft } from './sheet-form'

const FORM = 'packages/books/sheet/index'

export interface SheetForm {
  draft: SheetDraft
  set: (next: (before: SheetDraft) => SheetDraft) => void
  faults: Faults
  full: boolean
  busy: boolean
  savedAt: number | null
  late: boolean
  /** True once it lies in the outbox. */
  send: (submit: boolean) => Promise<boolean>
  /** Typed on a version that is no longer the newest: null, or who has the newest. */
  overtaken: { by: string | undefined } | null
  /** Throws away what was typed, for what the server has. */
  useTheirs: () => void
  /** Keeps what was typed, on top of the newest. */
  keepMine: () => void
}

export function useSheetForm(view: SheetView, today: string, entry?: string): SheetForm {
  const { household: { id, headName }, period } = view
  const again = reopened(entry)
  const start = again ? draftOfInput(again.entry.input as unknown as PutSheet, again.entry.photos) : draftOfView(view)
  const handle = useDraft<SheetDraft>(entry ? `sheet.${entry}` : `sheet.${id}.${period}`, start)
  const [tried, setTried] = useState(false)
  const [full, setFull] = useState(false)
  const [busy, setBusy] = useState(false)
  const told = useBurden('sheet')
  const latest = useRef(handle.value)
  latest.current = handle.value
  const { value: draft } = handle
  const late = view.closed || (view.closesOn !== '' && today > view.closesOn) || again?.why?.code === 'sheet.late_reason'
  const faults = tried ? faultsOf(draft, late) : {}
  const set: SheetForm['set'] = (next) => { handle.set((before) => (latest.current = next(before))) }
  const typed = handle.savedAt !== null || again !== null
  const send = async (submit: boolean): Promise<boolean> => {
    setTried(true)
    if (busy) return false
    const written = latest.current
    if (Object.keys(faultsOf(written, late)).length > 0) { buzz(); return false }
    setBusy(true)
    try {
      await post(operations.sheets.put, putInput(id, period, written, submit, late), {
        household: id, label: `${bareMonth(period)}收支 ${headName}`, photos: photosOf(written), form: { page: FORM, query: { id, period } }, replaces: entry, draft: handle.id(),
      })
      handle.clear()
      told(0)
      return true
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      setFull(true)
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    draft, set, faults, full: full || handle.full, busy, savedAt: handle.savedAt, late, send,
    overtaken: typed && draft.version !== view.version ? { by: view.by } : null,
    useTheirs: () => set(() => draftOfView(view)),
    keepMine: () => set((before) => ({ ...before, version: view.version })),
  }
}
