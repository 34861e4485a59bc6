// 改信息: proposed field by field, in the record at once or after a decision; two people's words on one field are both kept.
import type { DecideChange, ListChangeQueue, ListChanges, ProposeChange, WithdrawChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeView, ProposedView } from '@onecard/shared/contract/changes.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { isSensitive } from '@onecard/shared/rules/change-fields'
import { arrivalState, stateAfter, verdictOf, WAITING, type ChangeState } from '@onecard/shared/rules/change-states'
import { personKeys, readCertificate } from '@onecard/shared/rules/id-number'
import { standingOf, type Actor, type Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, HouseholdRef, Reader, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { endMemberAccess } from '../accounts'
import { recordChange, recordMore, touch, type FieldEntry } from '../households'
import { photosByHash } from '../photos'
import { Applier, type Applied } from './applier'
import { hashesOf, readerOf, type ChangeViews } from './change-views'
import type { ChangeRow, Changes, FieldRow } from './changes.repository'
import type { HeadCounts } from './head-counts'
import type { Looks } from './looks'
import { endReplaced, refuseOwnNumber, settleNumbers } from './phone-rule'
import { ProposalReader, type Proposal, type ProposedField } from './proposal'
import { fieldOf, RecordState } from './record-state'

const PAGE = 50
const NEWEST = 'Z'.repeat(26)
type Kind = Proposal['kind']

/** A group of a proposal's fields that share a fate. */
interface Group { state: ChangeState; fields: FieldEntry[] }

export class ChangesService {
  constructor(
    private readonly db: Database, private readonly vault: Vault, private readonly county: County, private readonly changes: Changes, private readonly views: ChangeViews,
    private readonly counts: HeadCounts, private readonly sessions: Sessions, private readonly looks: Looks) {}

  /** What becomes of the fields differs, so one form may answer with several changes. */
  async propose(actor: Actor, input: ProposeChange, once: Once): Promise<ProposedView> {
    const out: string[] = []
    const answer = await this.db.once(actor, 'changes.propose', once, async (tx) => {
      const { household, state } = await this.#lock(tx, input.id)
      const reader = readerOf(actor, household.id, household.region)
      if (!reader) throw problem('not_found')
      // Nobody can have seen it: the rule of what changed since would find nothing, and every word of others be written over.
      if (input.version > household.version) throw problem('conflict', {}, { errors: [{ field: 'version', message: '请刷新后再改' }] })
      const proposal = new ProposalReader(this.county, state, reader).read(input)
      await this.#refuseKnownPerson(tx, proposal)
      await refuseOwnNumber(tx, this.vault, actor, proposal.fields.filter(({ f, before, after }) => f.name === 'phone' && before !== after).map(({ after }) => after), `fields.${input.fields.findIndex(({ field }) => field === 'phone')}.after`)
      const groups = await this.#groups(tx, actor, household, state, proposal, input.version)
      const ids: string[] = []
      let touched = false
      for (const group of groups) {
        const { id, moved } = await this.#put(tx, actor, household, state, proposal, input, group, out)
        ids.push(id)
        touched ||= moved
      }
      if (touched) await this.#settle(tx, household, state, proposal.kind)
      return { items: await this.#viewsOf(tx, actor, household.id, ids), version: household.version + (touched ? 1 : 0) }
    })
    for (const account of out) this.sessions.forget(account)
    return answer
  }

  /** Approves or returns. Who approves what the record has moved away from gets it back as a conflict and decides again. */
  async decide(actor: Actor, input: DecideChange, once: Once): Promise<ChangeView> {
    const out: string[] = []
    if (!input.approve && (input.reason ?? '').trim().length < 2) throw problem('request.invalid', {}, { errors: [{ field: 'reason', message: '请写明为什么退回' }] })
    const answer = await this.db.once(actor, 'changes.decide', once, async (tx) => {
      const { household, state } = await this.#lock(tx, input.id)
      const row = await this.changes.one(tx, household.id, input.change)
      if (!row) throw problem('not_found')
      if (row.author_id === actor.accountId) throw problem('change.own')
      if (row.version !== input.version || !WAITING.includes(row.state)) throw problem('conflict')
      const fields = await this.changes.fields(tx, [row.id])
      const stale = input.approve ? this.#stale(state, row, fields) : []
      const next = stateAfter(row.state, input.approve ? 'approve' : 'return', stale.length > 0) as ChangeState
      for (const { field, held } of stale) await this.changes.turnToConflict(tx, field, held)
      if (next === 'effective') await this.#approve(tx, actor, household, state, row, fields, input.reason ?? null, out)
      else if (next === 'returned') await this.#end(tx, row, actor, next, input.reason?.trim() ?? null)
      await this.#audit(tx, household, `${input.reason ?? ''}`.trim() || null, [{ of: 'household', memberId: null, field: `change.${row.id}`, before: row.state, after: next }])
      if (next !== 'conflict') await tx.emit('change.decided', { household: household.id, change: row.id, account: row.author_id, outcome: next === 'effective' ? 'approved' : 'returned' })
      return (await this.#viewsOf(tx, actor, household.id, [row.id]))[0]
    })
    for (const account of out) this.sessions.forget(account)
    return answer
  }

  withdraw(actor: Actor, input: WithdrawChange, once: Once): Promise<ChangeView> {
    return this.db.once(actor, 'changes.withdraw', once, async (tx) => {
      const { household } = await this.#lock(tx, input.id)
      const row = await this.changes.one(tx, household.id, input.change)
      if (!row) throw problem('not_found')
      if (row.author_id !== actor.accountId) throw problem('change.not_yours')
      const next = stateAfter(row.state, 'withdraw')
      if (next === null) throw problem('conflict')
      await this.#end(tx, row, actor, next, null)
      await this.#audit(tx, household, null, [{ of: 'household', memberId: null, field: `change.${row.id}`, before: row.state, after: next }])
      return (await this.#viewsOf(tx, actor, household.id, [row.id]))[0]
    })
  }

  async list(actor: Actor, { id, limit = PAGE, after }: ListChanges): Promise<Page<ChangeView>> {
    const reader = this.db.read(actor)
    const household = await reader.household(id)
    if (!household) throw problem('not_found')
    this.looks.note(actor, id, household.region, 'changes')
    const page = pageOf(await this.changes.ofHousehold(reader, id, ulidAfter(after) || NEWEST, limit + 1), limit, (row) => row.id)
    return { items: await this.#seen(reader, actor, page.items), next: page.next }
  }

  async queue(actor: Actor, { region, limit = PAGE, after }: ListChangeQueue): Promise<Page<ChangeView>> {
    const reader = this.db.read(actor)
    const page = pageOf(await this.changes.waiting(reader, region, ulidAfter(after), limit + 1), limit, (row) => row.id)
    return { items: await this.#seen(reader, actor, page.items), next: page.next }
  }

  async #lock(tx: Tx, id: string): Promise<{ household: HouseholdRef; state: RecordState }> {
    const household = await tx.household(id, true)
    const rows = household && await this.changes.record(tx, id)
    if (!household || !rows) throw problem('not_found')
    return { household, state: new RecordState(this.vault, rows.household, rows.members) }
  }

  /** Q04: one person stands once in the county, by whichever type of certificate and whoever may see where. */
  async #refuseKnownPerson(tx: Tx, { fields, memberId }: { fields: readonly ProposedField[]; memberId: string | null }): Promise<void> {
    const certificate = fields.find(({ f }) => f.name === 'certificate')?.after
    for (const person of certificate ? personKeys(certificate) : []) {
      if (!await tx.takenCertificate(this.vault.index('certificate', person), memberId)) continue
      throw problem('request.invalid', {}, { errors: [{ field: 'fields', message: '这个证件号码已经登记了，同一个人全县只登记一次，请核对' }] })
    }
  }

  async #groups(tx: Tx, actor: Actor, household: HouseholdRef, state: RecordState, proposal: Proposal, version: number): Promise<Group[]> {
    const sensitive = this.county.settings.changes.sensitive
    const since = await this.changes.since(tx, household.id, version)
    const judged = proposal.fields.map(({ f, before, after }) => {
      const memberId = f.of === 'member' ? proposal.memberId : null
      const current = proposal.kind === 'join' ? null : state.value(f, memberId)
      const touching = since.filter((s) => s.field === f.name && s.of === f.of && s.member_id === memberId)
      const verdict = proposal.kind === 'join' ? 'fits' as const : verdictOf({
        before, after, current, since: { others: touching.some((s) => s.author_id !== actor.accountId), author: touching.some((s) => s.author_id === actor.accountId) } })
      const own = arrivalState(verdict, isSensitive(sensitive, f))
      const entry: FieldEntry = { of: f.of, memberId, field: f.name, before: own === 'conflict' ? before ?? null : current, after, held: own === 'conflict' ? current : null }
      return { state: own, entry }
    })
    if (proposal.kind !== 'fields') return [this.#wholeGroup(state, proposal, judged)]
    const groups = new Map<ChangeState, FieldEntry[]>()
    for (const { state: own, entry } of judged) groups.set(own, [...groups.get(own) ?? [], entry])
    return [...groups].map(([own, fields]) => ({ state: own, fields }))
  }

  /** Who comes or goes does so with all that is said of him, or waits with all of it. */
  #wholeGroup(state: RecordState, { kind, fields }: Proposal, judged: readonly { state: ChangeState; entry: FieldEntry }[]): Group {
    const entries = judged.map(({ entry }) => entry)
    const twin = kind === 'join' && sameName(state, fields)
    if (twin) return { state: 'conflict', fields: entries.map((entry) => entry.field === 'name' ? { ...entry, held: twin } : entry) }
    if (judged.some((j) => j.state === 'conflict')) return { state: 'conflict', fields: entries }
    // What is there already, word for word, needs nobody's decision.
    const nothing = kind === 'leave' && entries.every(({ before, after }) => before === after)
    return { state: !nothing && isSensitive(this.county.settings.changes.sensitive, 'membership') ? 'proposed' : 'effective', fields: entries }
  }

  async #put(tx: Tx, actor: Actor, household: HouseholdRef, state: RecordState, proposal: Proposal, input: ProposeChange, group: Group, out: string[]): Promise<{ id: string; moved: boolean }> {
    const id = newId()
    const effective = group.state === 'effective'
    const applied: Applied | null = effective ? await new Applier(tx, this.vault, household, state).apply(proposal.kind, proposal.memberId, group.fields) : null
    const moved = applied !== null && [...applied.fields, ...applied.derived].some(({ before, after }) => before !== after)
    await recordChange(tx, this.vault, household, {
      id, memberId: applied?.memberId ?? proposal.memberId, kind: proposal.kind, memberChange: proposal.memberChange, effectiveOn: proposal.effectiveOn, state: group.state,
      reason: input.reason, evidence: input.evidence, authorId: actor.accountId, authorRole: standingOf(actor, household.id, household.region)?.role ?? '', madeOn: input.version,
      tookEffectIn: effective ? household.version + (moved ? 1 : 0) : null, fields: applied ? [...applied.fields, ...applied.derived] : group.fields,
    })
    let confirmed = false
    if (applied) {
      confirmed = await settleNumbers(tx, actor, household, actor.accountId, applied.fields)
      out.push(...await endReplaced(tx, this.vault, household, applied.fields))
    }
    if (applied) await this.#goneWithMember(tx, proposal.kind, household, state, applied.memberId, out)
    await this.#audit(tx, household, input.reason, applied ? [...applied.fields, ...applied.derived] : group.fields, effective ? '' : `change.${id}.`)
    if (!effective) await tx.emit('change.proposed', { household: household.id, change: id, account: actor.accountId })
    return { id, moved: moved || confirmed }
  }

  async #approve(tx: Tx, actor: Actor, household: HouseholdRef, state: RecordState, row: ChangeRow, fields: readonly FieldRow[], reason: string | null, out: string[]): Promise<void> {
    const kind = row.kind as Kind
    const entries = fields.map((f): FieldEntry => ({ of: f.of, memberId: f.member_id, field: f.field, before: f.before, after: f.after }))
    await this.#refuseKnownPerson(tx, { memberId: row.member_id, fields: entries.map((e) => ({ f: fieldOf(e.of, e.field), before: e.before, after: e.after })) })
    this.#refuseLostHead(state, kind, row, entries)
    await refuseOwnNumber(tx, this.vault, actor, entries.filter(({ field }) => field === 'phone').map(({ after }) => after), 'approve')
    const applied = await new Applier(tx, this.vault, household, state).apply(kind, row.member_id, entries)
    for (const [i, field] of fields.entries()) if (applied.fields[i].before !== field.before) await this.changes.setBefore(tx, field, applied.fields[i].before)
    await recordMore(tx, this.vault, household, row.id, fields.length, applied.derived)
    if (kind === 'join' && applied.memberId) await this.changes.nameMember(tx, row.id, applied.memberId)
    await this.#end(tx, row, actor, 'effective', reason?.trim() || null, household.version + 1, applied.memberId)
    await settleNumbers(tx, actor, household, row.author_id, applied.fields)
    out.push(...await endReplaced(tx, this.vault, household, applied.fields))
    await this.#goneWithMember(tx, kind, household, state, applied.memberId, out)
    await this.#settle(tx, household, state, kind)
    await this.#audit(tx, household, row.reason, [...applied.fields, ...applied.derived])
  }

  /** The household may have changed since: nobody is made head who has left, and no head leaves without another. */
  #refuseLostHead(state: RecordState, kind: Kind, row: ChangeRow, entries: readonly FieldEntry[]): void {
    const head = entries.find(({ field }) => field === 'head')
    const lost = head !== undefined && !state.present.some((m) => m.id === head.after)
    const headless = kind === 'leave' && state.head?.id === row.member_id && !head && state.present.length > 1
    if (lost || headless) throw problem('change.head_needed')
  }

  /** Fields in which the record differs from what the decider was shown. */
  #stale(state: RecordState, row: ChangeRow, fields: readonly FieldRow[]): { field: FieldRow; held: string | null }[] {
    if (row.kind === 'join') {
      const named = fields.find(({ field }) => field === 'name')
      const twin = sameName(state, fields.map((f) => ({ f: fieldOf(f.of, f.field), before: f.before, after: f.after })))
      return named && twin && named.held !== twin ? [{ field: named, held: twin }] : []
    }
    return fields.map((field) => ({ field, held: state.value(fieldOf(field.of, field.field), field.member_id) }))
      .filter(({ field, held }) => held !== field.after && held !== (row.state === 'conflict' ? field.held : field.before))
  }

  async #end(tx: Tx, row: ChangeRow, actor: Actor, state: ChangeState, reason: string | null, tookEffectIn: number | null = null, member = row.member_id): Promise<void> {
    await this.changes.end(tx, row.id, { state, by: actor.accountId, at: clock.date(), reason, tookEffectIn, member })
  }

  /** After everything is written: cards turn stale, waiting changes of the same fields are shown against the new values, heads are counted anew. */
  async #settle(tx: Tx, household: HouseholdRef, state: RecordState, kind: Kind): Promise<void> {
    for (const field of await this.changes.waitingFields(tx, household.id)) {
      if (field.kind === 'join') continue
      const held = state.value(fieldOf(field.of, field.field), field.member_id)
      if (held !== field.after && held !== (field.state === 'conflict' ? field.held : field.before)) await this.changes.turnToConflict(tx, field, held)
    }
    if (kind !== 'fields') await this.counts.refresh(tx, household)
    await touch(tx, household)
  }

  /** Whoever left loses the household on his phone at once. */
  async #goneWithMember(tx: Tx, kind: Kind, household: HouseholdRef, state: RecordState, member: string | null, out: string[]): Promise<void> {
    if (kind !== 'leave' || member === null) return
    out.push(...await endMemberAccess(tx, { householdId: household.id, memberId: member, phoneIndex: (state.member(member)?.phone_index as string | undefined) ?? null }))
    await tx.emit('member.left', { household: household.id, member })
  }

  async #audit(tx: Tx, household: HouseholdRef, reason: string | null, entries: readonly FieldEntry[], prefix = ''): Promise<void> {
    await tx.audit({
      subject: household.id, householdId: household.id, region: household.region, reason,
      changed: entries.filter(({ before, after }) => before !== after).map((e) => ({
        field: `${prefix}${e.of === 'member' ? `member.${e.memberId ?? 'new'}.` : ''}${e.field}`, before: e.before, after: e.after,
        sensitive: !e.field.startsWith('change.') && fieldOf(e.of, e.field).open !== true })),
    })
  }

  async #viewsOf(tx: Tx, actor: Actor, household: string, ids: string[]): Promise<ChangeView[]> {
    const rows = await this.changes.some(tx, ids)
    return this.#seen(tx, actor, rows.filter((row) => row.household_id === household))
  }

  async #seen(reader: Reader, actor: Actor, rows: readonly ChangeRow[]): Promise<ChangeView[]> {
    const fields = await this.changes.fields(reader, rows.map((row) => row.id))
    const named = fields.filter(({ field }) => field === 'head').flatMap(({ before, after, held }) => [before, after, held]).filter((id) => id !== null)
    const names = new Map(named.length === 0 ? [] : (await reader.select<{ id: string; name: string }>(
      'SELECT m.id, m.name FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id IN (:named)', { named })).map((m) => [m.id, m.name]))
    const photos = new Map<string, Awaited<ReturnType<typeof photosByHash>>>()
    for (const household of new Set(rows.filter((row) => row.evidence !== null).map((row) => row.household_id))) photos.set(household, await photosByHash(reader, household, rows.filter((row) => row.household_id === household).flatMap(hashesOf)))
    return rows.map((row) => this.views.view(actor, row, fields.filter((field) => field.change_id === row.id), names, photos.get(row.household_id) ?? new Map())).filter((view) => view !== null)
  }
}

/** The name of a member who is there already and is, as far as name and birth tell, the one who is to join. */
function sameName(state: RecordState, fields: readonly ProposedField[]): string | null {
  const value = (of: string): string | null => fields.find(({ f }) => f.name === of)?.after ?? null
  const born = value('birthDate') ?? readCertificate(value('certificate') ?? '', clock.today())?.birthDate ?? null
  return state.present.some((m) => m.name === value('name') && (born === null || m.birth_date === null || m.birth_date === born)) ? value('name') : null
}
