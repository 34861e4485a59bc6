// The form of 记走访: draft, what is missing, and putting it down. The three ways in: a new visit, one of this phone that was refused or not sent yet, one that the server has.
import { useRef, useState } from 'react'
import { operations } from '@onecard/shared/operations'
import type { Page } from '@onecard/shared/contract/common.views'
import type { RecordVisit } from '@onecard/shared/contract/visits.requests'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import type { Role } from '@onecard/shared/roles'
import { useBurden } from '../../data/burden'
import { useDraft, type DraftHandle } from '../../data/drafts'
import type { Entry } from '../../data/outbox/entry'
import { kept } from '../../data/kept'
import { newKey } from '../../data/outbox/new-key'
import { PhoneFull, post, postAll, reopened, write, type Write } from '../../data/outbox/outbox'
import { now } from '../../platform/clock'
import { buzz } from '../../platform/feedback'
import { usePromises } from '../promises/promises-card'
import { problemOf } from './raise-problem'
import { changesSince } from './raised'
import { askedTwice, correctInput, draftOfDetail, draftOfInput, emptyVisit, kindOf, missing, recordInput, TOPICS, topicText, type Missing, type VisitDraft } from './visit-form'

export interface VisitFormWish { card: CardView; roles: readonly Role[]; /** Key of an entry to mend. */ entry?: string; /** A visit to correct. */ visit?: VisitDetail }
/** From what was last set, not from what is drawn: two taps may come before the page is drawn anew. */
export type SetDraft = (next: (before: VisitDraft) => VisitDraft) => void
export interface VisitForm {
  draft: VisitDraft
  set: SetDraft
  faults: Missing
  full: boolean
  busy: boolean
  savedAt: number | null
  /** The entry on its way, or what is wrong. */
  save: () => Promise<Entry | 'missing' | 'full' | 'busy'>
}

const FORM = 'packages/visit/record/index'

export function useVisitForm({ card, roles, entry, visit }: VisitFormWish): VisitForm {
  const again = reopened(entry)
  const start = visit ? draftOfDetail(visit, card.members ?? []) : again ? draftOfInput(again.entry.input as unknown as RecordVisit, again.entry.photos) : emptyVisit(kindOf(roles))
  const handle: DraftHandle<VisitDraft> = useDraft(visit ? `visit-edit.${visit.id}` : entry ? `visit.${entry}` : `visit.${card.id}`, start)
  const [tried, setTried] = useState(false)
  const [full, setFull] = useState(false)
  const [busy, setBusy] = useState(false)
  const told = useBurden('visit')
  const open = usePromises(card.id, !visit)
  const problems = kept<Page<CaseView>>(`problems.${card.id}`)?.value.items ?? []
  const latest = useRef(handle.value)
  latest.current = handle.value
  const { value: draft } = handle
  const set: SetDraft = (next) => {
    handle.set((before) => (latest.current = { ...next(before), startedAt: before.startedAt ?? new Date(now()).toISOString() }))
  }
  const save = async (): Promise<Entry | 'missing' | 'full' | 'busy'> => {
    setTried(true)
    if (busy) return 'busy'
    const written = latest.current
    if (Object.keys(missing(written)).length > 0) { buzz(); return 'missing' }
    setBusy(true)
    try {
      const made = visit ? await correct(card, visit, written, handle.id()) : await record(card, written, handle, entry)
      handle.clear()
      told(askedTwice(written, problems, open))
      return made
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      setFull(true)
      return 'full'
    } finally {
      setBusy(false)
    }
  }
  return { draft, set, faults: tried ? missing(draft) : {}, full: full || handle.full, busy, savedAt: handle.savedAt, save }
}

/** Problems first, so that the visit can name them; all in one step, so that dying in between neither halves nor doubles it. */
async function record(card: CardView, draft: VisitDraft, handle: DraftHandle<VisitDraft>, replaces: string | undefined): Promise<Entry> {
  const from = handle.id()
  const problems: Write[] = []
  const keys: string[] = []
  for (const topic of TOPICS) {
    const said = draft.topics[topic.code]
    if (!said?.problem) continue
    const key = await newKey()
    problems.push(problemOf(card, { kind: topic.problem, text: topicText(said) }, key, from))
    keys.push(key)
  }
  const visit = write(operations.visits.record, recordInput(card.id, draft, new Date(now()).toISOString(), [...keys, ...changesSince(card.id, draft.startedAt)]), {
    household: card.id, label: `走访 ${card.headName}`, photos: draft.photos, form: { page: FORM, query: { id: card.id } }, replaces, draft: from,
  })
  const made = await postAll([...problems, visit])
  return made[made.length - 1]
}

function correct(card: CardView, visit: VisitDetail, draft: VisitDraft, from: string | null): Promise<Entry> {
  return post(operations.visits.correct, correctInput(card.id, visit, draft), { household: card.id, label: `改走访 ${card.headName}`, form: { page: FORM, query: { id: card.id, visit: visit.id } }, draft: from })
}
