// The household as it was on any day, derived by undoing later changes; and what changed between two days.
import type { CompareDays, GetHouseholdOn } from '@onecard/shared/contract/changes.requests'
import type { DifferencesView, HouseholdOnView } from '@onecard/shared/contract/changes.views'
import { showField, type Reader as Eye } from '@onecard/shared/rules/change-fields'
import { effectOn, valueOn, type Effect } from '@onecard/shared/rules/change-states'
import { relationsOn } from '@onecard/shared/rules/head-history'
import { dayOfInstant, formatDate, isDay } from '@onecard/shared/rules/day'
import { lastDayOf, periodOf } from '@onecard/shared/rules/period'
import { seeCard } from '@onecard/shared/rules/sight'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database, Reader } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { gather, type FullCards } from '../cards'
import { readerOf, type ChangeViews } from './change-views'
import type { Changes } from './changes.repository'
import { IN_SCOPE } from './head-counts'
import type { Looks } from './looks'
import { columnsFor, fieldOf, HEAD, RecordState, type Row } from './record-state'

type Item = DifferencesView['items'][number]
type EffectRow = Awaited<ReturnType<Changes['effects']>>[number]
type JoinRow = Awaited<ReturnType<Changes['joins']>>[number]
interface Known { household: Row; members: Row[]; effects: EffectRow[]; joins: Map<string, JoinRow>; eye: Eye; state: RecordState; steps: StepRow[]; /** First day on which the household was one of those on record. */ registered: string }
interface StepRow { state: string; on_day: string; note: string | null }

const IMPORTED = '国家系统导入'
/** Said by joining and leaving, held elsewhere with days of its own, or concluded from what was said of others (`relationsOn`). */
const SAID_OTHERWISE = new Set(['relation', 'joinedOn', 'leftOn', 'leftBy', 'head', 'memberCount'])
/** Where no step is known by that day: what the household became later says nothing of it. */
const NO_STATE = { code: '', label: '当时没有记录' }

export class HistoryService {
  constructor(private readonly db: Database, private readonly vault: Vault, private readonly changes: Changes, private readonly views: ChangeViews, private readonly full: FullCards, private readonly looks: Looks) {}

  async on(actor: Actor, { id, on }: GetHouseholdOn): Promise<HouseholdOnView> {
    this.#past('on', on)
    const reader = this.db.read(actor)
    const known = await this.#known(reader, actor, id)
    this.#registered(known, on)
    const rows = await gather((sql, params) => reader.select(sql, params), [asOn(known, this.vault, known.household, null, on)], IN_SCOPE, on)
    const relations = relativesOn(known, on)
    const members = known.members.filter((m) => relations.has(m.id as string)).map((m): Row => ({ ...asOn(known, this.vault, m, m.id as string, on), relation: relations.get(m.id as string) }))
    const [household] = rows.households
    const heads = members.filter(({ relation }) => relation === HEAD)
    if (heads.length === 1 && heads[0].id !== known.state.head?.id) household.head_name = heads[0].name
    const state = stateOn(known, household.state as string, on)
    if (state !== null) household.state = state
    const [card] = this.full.build({
      ...rows, members, steps: rows.steps.filter((s) => s.on_day <= on), entries: await this.#entries(reader, id, on), sheets: [],
      measures: rows.measures.filter((m) => m.from_day <= on), visits: rows.visits.filter((v) => v.on_day <= on),
    }, on)
    return { on, card: seeCard({ ...card, memberCount: members.length, ...state === null && { state: NO_STATE } }, known.eye.sight, { today: on, policyArea: known.eye.policyArea }), recordedSince: since(known.household) }
  }

  async differences(actor: Actor, { id, from, to }: CompareDays): Promise<DifferencesView> {
    this.#past('from', from)
    this.#past('to', to)
    if (from > to) throw problem('request.invalid', {}, { errors: [{ field: 'to', message: '后一天不能早于前一天' }] })
    const reader = this.db.read(actor)
    const known = await this.#known(reader, actor, id)
    this.#registered(known, to)
    const names = new Map(known.members.map((m) => [m.id as string, m.name as string]))
    const items = [...this.#fieldItems(known, names, from, to), ...this.#relationItems(known, from, to), ...memberItems(known, from, to), ...this.#countItem(known, from, to), ...this.#stateItem(known, from, to)]
    return { from, to, items: items.sort((a, b) => a.on === b.on ? 0 : a.on < b.on ? -1 : 1) }
  }

  #past(field: string, day: string): void {
    if (!isDay(day) || day > clock.today()) throw problem('request.invalid', {}, { errors: [{ field, message: '请选今天或以前的日期' }] })
  }

  /** Throws for a day on which the household was not on record yet. */
  #registered({ registered }: Known, day: string): void {
    if (day < registered) throw problem('history.not_registered', { day: formatDate(registered, clock.today()) })
  }

  async #known(reader: Reader, actor: Actor, id: string): Promise<Known> {
    const rows = await this.changes.record(reader, id)
    const eye = rows && readerOf(actor, id, rows.household.region as string)
    if (!rows || !eye) throw problem('not_found')
    this.looks.note(actor, id, rows.household.region as string, 'history')
    const [effects, joins, steps] = await Promise.all([this.changes.effects(reader, id), this.changes.joins(reader, id), reader.select<StepRow>(
      'SELECT s.state, s.on_day, s.note FROM step s JOIN household h ON h.id = s.household_id AND {scope:h} WHERE s.household_id = :id ORDER BY s.on_day, s.id', { id })])
    return { ...rows, steps, registered: registeredOn(rows.household, steps), effects, joins: new Map(joins.map((j) => [j.member_id, j])), eye, state: new RecordState(this.vault, rows.household, rows.members) }
  }

  /** What was approved after the day was still waiting on it; what was replaced after it still counted. A newer revision shows once it is approved. */
  #entries(reader: Reader, id: string, on: string): Promise<Row[]> {
    return reader.select(
      `SELECT x.household_id, x.period, x.item, x.fen, CASE WHEN x.state = '03' AND x.approved_at > :end THEN '02' WHEN x.state = '06' AND x.dropped_in IS NULL AND s.ended_at > :end THEN '03' ELSE x.state END AS state
       FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} LEFT JOIN sheet s ON s.id = x.sheet_id
       WHERE x.household_id = :id AND (s.id IS NULL OR s.created_at <= :end) AND NOT (COALESCE(s.revision, 1) > 1 AND (x.approved_at IS NULL OR x.approved_at > :end)) AND x.period >= :earliest AND x.period <= :latest`,
      { id, end: clock.at(Date.parse(`${on}T16:00:00Z`)), earliest: `${Number(on.slice(0, 4)) - 3}-01`, latest: lastDayOf(periodOf(on)) === on ? periodOf(on) : periodOf(on) })
  }

  /** One item for each field that reads differently; whoever changed it last in between is named. */
  #fieldItems(known: Known, names: ReadonlyMap<string, string>, from: string, to: string): Item[] {
    const items: Item[] = []
    for (const group of byField(known.effects)) {
      const between = group.filter((e) => e.effective_on > from && e.effective_on <= to)
      const [{ of, member_id: memberId, field }] = group
      const joined = memberId === null ? undefined : known.joins.get(memberId)
      if (between.length === 0 || SAID_OTHERWISE.has(field) || field === 'state' || (joined && joined.effective_on > from)) continue
      const f = fieldOf(of, field)
      const member = known.state.member(memberId)
      const shown = showField(f, known.eye, of === 'member' ? { birthDate: (member?.birth_date as string | null) ?? '' } : undefined)
      if (shown === 'none') continue
      const current = f.column === '' ? group[group.length - 1].after : known.state.value(f, memberId)
      const [before, after] = [from, to].map((day) => valueOn(current, group.map(effectOf), day))
      if (before === after) continue
      // Not empty, since the values differ: what speaks for the later day was said of a day in between.
      const last = effectOn(group.map((e, order) => ({ ...effectOf(e, order), row: e })), to)?.row ?? between[between.length - 1]
      const say = (value: string | null): string | null => this.views.say(f, value, shown, names)
      items.push({ field, label: f.label, ...member && { member: member.name as string }, before: say(before), after: say(after), on: last.effective_on, by: last.author ?? IMPORTED, reason: reasonFor(known.eye, last.reason) })
    }
    return items
  }

  /** Of those who belong on both days; a relation that only follows from another's headship is told with that. */
  #relationItems(known: Known, from: string, to: string): Item[] {
    const [was, is] = [from, to].map((day) => relativesOn(known, day))
    const between = known.effects.filter(({ field, effective_on: on }) => field === 'relation' && on > from && on <= to)
    const f = fieldOf('member', 'relation')
    return known.members.flatMap((member): Item[] => {
      const id = member.id as string
      const shown = showField(f, known.eye, { birthDate: (member.birth_date as string | null) ?? '' })
      const cause = between.findLast((effect) => effect.member_id === id) ?? between.findLast(({ after }) => after === HEAD)
      if (shown === 'none' || !cause || !was.has(id) || !is.has(id) || was.get(id) === is.get(id)) return []
      const say = (value: string | null | undefined): string | null => this.views.say(f, value ?? null, shown, new Map())
      return [{ field: f.name, label: f.label, member: member.name as string, before: say(was.get(id)), after: say(is.get(id)), on: cause.effective_on, by: cause.author ?? IMPORTED, reason: reasonFor(known.eye, cause.reason) }]
    })
  }

  #stateItem(known: Known, from: string, to: string): Item[] {
    const { eye, steps } = known
    const last = steps.filter((s) => s.on_day <= to).at(-1)
    const f = fieldOf('household', 'state')
    const before = steps.filter((s) => s.on_day <= from).at(-1)?.state ?? null
    const shown = showField(f, eye)
    if (!last || last.on_day <= from || last.state === before || shown === 'none') return []
    const say = (value: string | null): string | null => this.views.say(f, value, shown, new Map())
    return [{ field: 'state', label: f.label, before: say(before), after: say(last.state), on: last.on_day, by: '', reason: reasonFor(eye, last.note ?? '') }]
  }

  /** Counted, like the card of a day: numbers written one after the other do not add up when days are told out of order. */
  #countItem(known: Known, from: string, to: string): Item[] {
    const f = fieldOf('household', 'memberCount')
    const [before, after] = [from, to].map((day) => known.members.filter((m) => there(known, m, day)).length)
    const moves = known.members.map((m) => moveOf(known, m, from, to)).filter((move) => move !== null).sort((a, b) => a.on < b.on ? -1 : 1)
    const shown = showField(f, known.eye)
    const last = moves.at(-1)
    if (before === after || !last || shown === 'none') return []
    const say = (value: number): string | null => this.views.say(f, String(value), shown, new Map())
    return [{ field: f.name, label: f.label, before: from < known.registered ? null : say(before), after: say(after), on: last.on, by: last.by, reason: reasonFor(known.eye, last.reason) }]
  }
}

const effectOf = (e: EffectRow, order: number): Effect => ({ on: e.effective_on, order, before: e.before, after: e.after })
const reasonFor = (eye: Eye, reason: string): string => ['household', 'helper', 'office', 'county', 'acceptance'].includes(eye.sight) ? reason : ''

/** First day whose changes are all known. */
function since(household: Row): string {
  return (household.recorded_since as string | null) ?? dayOfInstant((household.created_at as Date).getTime())
}

function byField(effects: readonly EffectRow[]): EffectRow[][] {
  const groups = new Map<string, EffectRow[]>()
  for (const effect of effects) {
    const key = `${effect.of} ${effect.member_id ?? ''} ${effect.field}`
    const group = groups.get(key)
    if (group) group.push(effect)
    else groups.set(key, [effect])
  }
  return [...groups.values()]
}

/** The first step or the month of identification, whichever is earlier; of a household without both the day it came into the record. */
function registeredOn(household: Row, steps: readonly StepRow[]): string {
  const identified = /^(\d{4})-?(\d{2})/.exec((household.identified_on as string | null) ?? '')
  const days = [steps[0]?.on_day, identified && `${identified[1]}-${identified[2]}-01`].filter((day): day is string => Boolean(day))
  return days.sort()[0] ?? since(household)
}

/** Null: not known. Steps have days; a household without steps has what the record says, as far back as its changes are known. */
function stateOn({ steps, household }: Known, derived: string, on: string): string | null {
  if (steps.length > 0) return steps.filter((s) => s.on_day <= on).at(-1)?.state ?? null
  return on >= since(household) ? derived : null
}

/** Whether a member belonged at the end of a day: the household on record, he born, joined and in the record by then, not yet gone. */
function there(known: Known, member: Row, on: string): boolean {
  return cameOn(known, member) <= on && (member.left_on === null || member.left_on > on)
}

/** Relations of those who belonged at the end of a day. */
function relativesOn(known: Known, day: string): Map<string, string | null> {
  const people = known.members.filter((member) => there(known, member, day))
  const effects = known.effects.flatMap((e, order) => e.field === 'relation' && e.member_id !== null ? [{ member: e.member_id, ...effectOf(e, order) }] : [])
  return relationsOn(people.map((m) => ({ id: m.id as string, sex: m.sex as string | null, relation: m.relation as string | null, belongs: m.left_on === null })), effects, day)
}

function cameOn({ joins, registered }: Known, member: Row): string {
  const joined = joins.get(member.id as string)?.effective_on ?? (member.joined_on as string | null)
  return [joined, member.birth_date as string | null, registered].filter((day) => day !== null).sort().at(-1) as string
}

/** How somebody came or went between two days. Null: he did neither. */
function moveOf(known: Known, member: Row, from: string, to: string): { came: boolean; on: string; by: string; reason: string } | null {
  const [was, is] = [there(known, member, from), there(known, member, to)]
  if (was === is) return null
  const cause = is ? known.joins.get(member.id as string) : [...known.effects].reverse().find((e) => e.member_id === member.id && e.field === 'leftOn')
  return { came: is, on: is ? cameOn(known, member) : member.left_on as string, by: cause?.author ?? '', reason: cause?.reason ?? '' }
}

/** The row with every field as it was at the end of a day. */
function asOn({ effects, state }: Known, vault: Vault, row: Row, memberId: string | null, on: string): Row {
  const then = { ...row }
  for (const group of byField(effects.filter((e) => e.member_id === memberId))) {
    const [{ of, field }] = group
    const f = fieldOf(of, field)
    if (f.column === '' || SAID_OTHERWISE.has(field)) continue
    for (const [column, to] of columnsFor(vault, f, valueOn(state.value(f, memberId), group.map(effectOf), on), row.id as string)) then[column] = to
  }
  return then
}

function memberItems(known: Known, from: string, to: string): Item[] {
  const items: Item[] = []
  for (const member of known.members) {
    if (showField(fieldOf('member', 'name'), known.eye, { birthDate: (member.birth_date as string | null) ?? '' }) === 'none') continue
    const move = moveOf(known, member, from, to)
    if (!move) continue
    const name = member.name as string
    items.push({ field: 'membership', label: '家庭成员', member: name, before: move.came ? null : name, after: move.came ? name : null, on: move.on, by: move.by, reason: reasonFor(known.eye, move.reason) })
  }
  return items
}
