// 收支月表: what is typed, what it comes to, and what is sent. Pure.
import { multiplyFen, parseFen, roundHalfAwayFromZero, sumFen } from '@onecard/shared/rules/fen'
import { sheetSums } from '@onecard/shared/rules/sheet-warnings'
import type { Term } from '@onecard/shared/contract/common.views'
import type { PutSheet, SheetLine } from '@onecard/shared/contract/sheets.requests'
import type { SheetLineView, SheetSuggestion, SheetSums, SheetView } from '@onecard/shared/contract/sheets.views'
import type { EntryPhoto } from '../../data/outbox/entry'
import { byQuantity, unitsOf } from './items'

/** One line as typed. `evidence`: hashes of photos that the server has already. */
export interface LineDraft {
  key: string
  item: string
  yuan: string
  member: string | null
  /** Amount from quantity × price; both empty = the amount is typed. */
  quantity: string
  unit: string
  price: string
  note: string
  photos: EntryPhoto[]
  evidence: string[]
  proposal?: string
}
export interface SheetDraft {
  /** Version that the lines were filled on. */
  version: number
  lines: LineDraft[]
  lateReason: string
  /** Grows with each line added, so that each has a name of its own. */
  serial: number
}

export const LINES_MOST = 60
export const EVIDENCE_MOST = 4
/** As the contract has it. */
const MOST_FEN = 1_000_000_000
const REASON_LEAST = 4
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

export const emptySheet = (version = 0): SheetDraft => ({ version, lines: [], lateReason: '', serial: 0 })

const yuanOf = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))
const quantityOf = (milli: number | undefined): string => (milli === undefined ? '' : String(milli / 1000))

function draftOfLine(line: SheetLineView | SheetLine, key: string): LineDraft {
  const evidence = (line.evidence ?? []).map((e) => (typeof e === 'string' ? e : e.sha256))
  return {
    key, item: typeof line.item === 'string' ? line.item : line.item.code, yuan: yuanOf(line.fen), member: typeof line.member === 'string' ? line.member : line.member?.id ?? null,
    quantity: quantityOf(line.quantityMilli), unit: line.unit ?? '', price: line.unitPriceFen === undefined ? '' : yuanOf(line.unitPriceFen), note: line.note ?? '', photos: [], evidence,
    ...('proposal' in line && line.proposal && { proposal: line.proposal }),
  }
}

/** What the form begins with: the kept lines of a month in draft or sent back; else nothing. */
export function draftOfView(view: SheetView): SheetDraft {
  return { version: view.version, lines: view.lines.map((line, i) => draftOfLine(line, `v${i}`)), lateReason: view.lateReason ?? '', serial: 0 }
}

/** An entry of this phone → the form again; photos are told apart by their hash. */
export function draftOfInput(input: PutSheet, photos: readonly EntryPhoto[]): SheetDraft {
  const lines = input.lines.map((line, i) => {
    const draft = draftOfLine(line, `e${i}`)
    const own = photos.filter((p) => draft.evidence.includes(p.sha256)).map(({ sha256, bytes, takenAt, file }) => ({ sha256, bytes, takenAt, file }))
    return { ...draft, photos: own, evidence: draft.evidence.filter((hash) => !own.some((p) => p.sha256 === hash)) }
  })
  return { version: input.version, lines, lateReason: input.lateReason ?? '', serial: 0 }
}

/** Amount in fen: quantity × price where both are given, else as typed; null = none that can be read. */
export function fenOf(line: Pick<LineDraft, 'yuan' | 'quantity' | 'price'>): number | null {
  if (!calculated(line)) return notNegative(parseFen(line.yuan))
  const milli = milliOf(line.quantity)
  const price = notNegative(parseFen(line.price))
  return milli === null || price === null ? null : roundHalfAwayFromZero(milli * price, 1000)
}
export function calculated(line: Pick<LineDraft, 'quantity' | 'price'>): boolean { return line.quantity.trim() !== '' && line.price.trim() !== '' }
const notNegative = (fen: number | null): number | null => (fen === null || fen < 0 ? null : fen)
/** Thousandths of the unit; null where it is no number above 0 with three decimals at most. */
function milliOf(quantity: string): number | null {
  const milli = multiplyFen(quantity, 1000)
  const finer = multiplyFen(quantity, 1_000_000)
  return milli === null || milli <= 0 || finer !== milli * 1000 ? null : milli
}

export function runningSums(draft: SheetDraft, notCounted: readonly string[] = []): SheetSums { return sheetSums(draft.lines.map((l) => ({ item: l.item, fen: fenOf(l) ?? 0 })), notCounted) }

/** What the same line came to last month; 0 where it was not there. */
export function lastFen(line: Pick<LineDraft, 'item' | 'member'>, last: readonly SheetLineView[]): number {
  return sumFen(last.filter((l) => l.item.code === line.item && (l.member?.id ?? null) === line.member).map((l) => l.fen))
}

export function addLine(draft: SheetDraft, more: Partial<LineDraft> & { item: string }): SheetDraft {
  if (draft.lines.length >= LINES_MOST) return draft
  const line: LineDraft = { yuan: '', member: null, quantity: '', unit: byQuantity(more.item) ? unitsOf(more.item)[0] : '', price: '', note: '', photos: [], evidence: [], ...more, key: `n${draft.serial}` }
  return { ...draft, serial: draft.serial + 1, lines: [...draft.lines, line] }
}
export function setLine(draft: SheetDraft, key: string, change: Partial<LineDraft>): SheetDraft {
  return { ...draft, lines: draft.lines.map((l) => (l.key === key ? { ...l, ...change } : l)) }
}
export function dropLine(draft: SheetDraft, key: string): SheetDraft { return { ...draft, lines: draft.lines.filter((l) => l.key !== key) } }

const same = (a: Pick<LineDraft, 'item' | 'member'>, b: Pick<LineDraft, 'item' | 'member'>): boolean => a.item === b.item && a.member === b.member
/** 「和上月一样」: last month's lines that are not here yet; what is typed stays. A proof of last month proves nothing now. */
export function likeLastMonth(draft: SheetDraft, last: readonly SheetLineView[]): SheetDraft {
  return last.reduce((next, view) => {
    const { key: _, evidence: __, proposal: ___, ...line } = draftOfLine(view, '')
    return draft.lines.some((l) => same(l, line)) ? next : addLine(next, line)
  }, draft)
}

/** What is likely and not here yet. */
export function openSuggestions(draft: SheetDraft, suggestions: readonly SheetSuggestion[]): SheetSuggestion[] {
  return suggestions.filter((s) => !draft.lines.some((l) => l.proposal === s.id || same(l, { item: s.item.code, member: s.member?.id ?? null })))
}
export function take(draft: SheetDraft, s: SheetSuggestion): SheetDraft {
  return addLine(draft, { item: s.item.code, yuan: s.fen > 0 ? yuanOf(s.fen) : '', member: s.member?.id ?? null, note: s.note ?? '', unit: '', ...(s.source === 'payment' && ULID.test(s.id) && { proposal: s.id }) })
}

export type Faults = Record<string, string>
/** What keeps the month from being handed in, by line; `lateReason` for the reason. */
export function faultsOf(draft: SheetDraft, late: boolean): Faults {
  const out: Faults = {}
  for (const line of draft.lines) {
    if ((line.quantity.trim() === '') !== (line.price.trim() === '') && line.yuan.trim() === '') out[line.key] = '数量和单价都填，或只填金额'
    else if (fenOf(line) === null) out[line.key] = calculated(line) ? '数量和单价要填数字，数量最多三位小数' : line.yuan.trim() === '' ? '填上金额，或去掉这一笔' : '金额填数字，最多两位小数'
    else if (fenOf(line)! > MOST_FEN) out[line.key] = '一笔最多一千万元'
  }
  if (late && draft.lateReason.trim().length < REASON_LEAST) out.lateReason = `过了截止日，写明为什么迟交，至少 ${REASON_LEAST} 个字`
  return out
}

export function lineInput(line: LineDraft): SheetLine {
  const counted = calculated(line)
  const evidence = [...line.evidence, ...line.photos.map((p) => p.sha256)].slice(0, EVIDENCE_MOST)
  return {
    item: line.item, fen: fenOf(line) ?? 0,
    ...(line.member && { member: line.member }), ...(counted && { quantityMilli: milliOf(line.quantity)!, unitPriceFen: parseFen(line.price)!, ...(line.unit.trim() && { unit: line.unit.trim() }) }),
    ...(line.note.trim() && { note: line.note.trim() }), ...(evidence.length > 0 && { evidence }), ...(line.proposal && { proposal: line.proposal }),
  }
}
export function putInput(id: string, period: string, draft: SheetDraft, submit: boolean, late: boolean): PutSheet {
  return { id, period, version: draft.version, lines: draft.lines.map(lineInput), submit, ...(late && draft.lateReason.trim() && { lateReason: draft.lateReason.trim() }) }
}
export function photosOf(draft: SheetDraft): EntryPhoto[] {
  const all = draft.lines.flatMap((l) => l.photos)
  return all.filter((p, i) => all.findIndex((q) => q.sha256 === p.sha256) === i)
}

export const termOf = (items: readonly Term[], code: string): Term => items.find((t) => t.code === code) ?? { code, label: code }
