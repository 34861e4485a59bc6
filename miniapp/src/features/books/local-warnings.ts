// What is odd about the month as it stands in the form, by the rules that the secretary's queue is sorted by. Pure.
import { warnSheet, type SheetBasis, type Warned } from '@onecard/shared/rules/sheet-warnings'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import { GROUPS } from './items'
import { fenOf, type SheetDraft } from './sheet-form'

export interface FormWarnings { byLine: ReadonlyMap<string, readonly string[]>; /** By the first letter of the items. */ byGroup: ReadonlyMap<string, readonly string[]>; whole: readonly string[] }

/** Without what the rules rest on (no line yet) nothing is warned of: the server does it when the month arrives. */
export function formWarnings(draft: SheetDraft, view: Pick<SheetView, 'basis'>): FormWarnings {
  const basis: SheetBasis | undefined = view.basis
  const lines = draft.lines.filter((line) => (fenOf(line) ?? 0) > 0)
  if (!basis || lines.length === 0) return { byLine: new Map(), byGroup: new Map(), whole: [] }
  const warned = warnSheet(lines.map((l) => ({ item: l.item, fen: fenOf(l)!, member: l.member, evidence: l.photos.length + l.evidence.length })), basis)
  const byLine = new Map<string, string[]>()
  const byGroup = new Map<string, string[]>()
  const whole: string[] = []
  const put = (map: Map<string, string[]>, key: string, text: string) => { map.set(key, [...(map.get(key) ?? []), text]) }
  for (const one of warned) {
    const group = groupOf(one)
    // That it is late stands at the top of the form already.
    if (one.rule === 'late') continue
    if (one.line !== undefined) put(byLine, lines[one.line].key, one.text)
    else if (group) put(byGroup, group, one.text)
    else whole.push(one.text)
  }
  return { byLine, byGroup, whole }
}

/** A jump is told of a kind of income by its name; it stands under that kind. */
function groupOf({ rule, text }: Warned): string | undefined { return rule === 'jump' ? GROUPS.find((g) => text.startsWith(g.name))?.group : undefined }
