import type { Place, Term } from './common.views'
import type { CardView } from './households.views'
import type { PhotoView } from './visits.views'

/** `effective`: in the record · `proposed`: waits for the secretary · `conflict`: somebody changed the same field first; waits too · `returned`, `withdrawn`. */
export type ChangeState = 'effective' | 'proposed' | 'conflict' | 'returned' | 'withdrawn'

/** Values in words as a person reads them, masked where the reader sees the field masked. */
export interface FieldChangeView {
  field: string
  label: string
  before: string | null
  after: string | null
  /** Of a conflict: what the record held when this arrived. */
  current?: string | null
}

export interface ChangeView {
  id: string
  version: number
  state: ChangeState
  /** `import` and `pairing` come from other acts and are never proposed. */
  kind: 'fields' | 'join' | 'leave' | 'import' | 'pairing'
  household: { id: string; headName: string; region: Place }
  member?: { id: string | null; name: string }
  memberChange?: string
  effectiveOn: string
  /** Join and leave: first month in which the head count differs, `YYYY-MM`. */
  countsFrom?: string
  fields: FieldChangeView[]
  reason: string
  /** In the order of the form; those whose bytes are not announced yet have their hash as id and wait. */
  evidence: PhotoView[]
  by: string
  byRole: string
  at: string
  /** The path so far, oldest first. */
  path: { act: 'proposed' | 'took_effect' | 'approved' | 'returned' | 'withdrawn'; by: string; at: string; reason?: string }[]
  /** Whether the reader may decide it: never its author. */
  mayDecide: boolean
}

/** One form may become several changes: what took effect, what waits, what is in conflict. `version`: of the household afterwards. */
export interface ProposedView { items: ChangeView[]; version: number }

/** `sensitive`: `household.causeMain`, `member.name`, `membership` (joining and leaving): these wait for a decision. `lists`: code lists of the form's fields, and `member_change`. */
export interface ChangeCatalogueView { sensitive: string[]; lists: { name: string; terms: Term[] }[] }

export interface FieldValue { field: string; value: string | null }

/** Kept values as `shared/rules/change-fields` has them; a field that the reader does not see whole is absent. */
export interface RecordValuesView { version: number; household: FieldValue[]; members: { id: string; values: FieldValue[] }[] }

/** The household as it was: facts, members, help and path of that day; `recordedSince` when earlier changes are not known. */
export interface HouseholdOnView { on: string; card: CardView; recordedSince: string }

export interface DifferencesView { from: string; to: string; items: { field: string; label: string; member?: string; before: string | null; after: string | null; on: string; by: string; reason: string }[] }
