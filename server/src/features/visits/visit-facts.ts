// From what a phone sends to the columns of a visit, with the refusals that validation of single fields cannot give.
import type { CorrectVisit, RecordVisit } from '@onecard/shared/contract/visits.requests'
import type { Role } from '@onecard/shared/roles'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { visitClockOff } from '@onecard/shared/rules/visits'
import type { Standing } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import { problem, type FieldError } from '../../kernel/http/problem'
import type { KeptPromise } from './promises.service'
import type { NewVisit, VisitRow } from './visits.repository'

/** 核查 is all that an acceptance group does. Who helps a household does not check on his own help: besides the group, township and county may. */
const CHECK = '05'
const CHECKERS: readonly Role[] = ['acceptance_group', 'township_officer', 'township_leader', 'county_office']
/** Joins ids and hashes, which hold none. */
const joined = (list: readonly string[] | undefined): string | null => list?.length ? [...new Set(list)].join(',') : null
const json = (list: readonly unknown[] | undefined): string | null => list?.length ? JSON.stringify(list) : null

export type FactColumns = Pick<NewVisit, 'on_day' | 'kind' | 'met' | 'note' | 'topics' | 'started_at' | 'ended_at' | 'counts_on' | 'met_members' | 'internal_note' | 'promises'>

/** Throws `request.invalid` naming the fields. `standing`: the appointment that the visit rests on. */
export function refuseFacts(input: RecordVisit | CorrectVisit, standing: Standing | null, county: County): void {
  const errors: FieldError[] = []
  if (!county.has('visit_kind', input.kind)) errors.push({ field: 'kind', message: '没有这种走访方式，请重新选' })
  else if (standing?.role === 'acceptance_group' && input.kind !== CHECK) errors.push({ field: 'kind', message: '成效验收组只记核查' })
  else if (input.kind === CHECK && standing && !CHECKERS.includes(standing.role)) errors.push({ field: 'kind', message: '核查由验收组、乡镇或县里记，请另选走访方式' })
  if (Date.parse(input.endedAt) < Date.parse(input.startedAt)) errors.push({ field: 'endedAt', message: '结束时间在开始时间之前，请核对' })
  input.topics.forEach(({ topic }, i) => { if (!county.has('visit_topic', topic)) errors.push({ field: `topics.${i}.topic`, message: '没有这个主题，请重新选' }) })
  if (errors.length) throw problem('request.invalid', {}, { errors })
}

/** `today`: day of arrival by the server's clock. `before`: promises as they stood; what was kept of them stays so when its words and day do. */
export function factColumns(input: RecordVisit | CorrectVisit, today: string, before: readonly KeptPromise[] = []): FactColumns {
  const keptOn = (text: string, by: string): string | undefined => before.find((one) => one.text === text && one.by === by)?.keptOn
  const [startedAt, endedAt] = [clock.at(Date.parse(input.startedAt)), clock.at(Date.parse(input.endedAt))]
  const onDay = dayOfInstant(startedAt.getTime())
  return {
    on_day: onDay, counts_on: onDay < today ? onDay : today, kind: input.kind, started_at: startedAt, ended_at: endedAt, met: input.metOther?.trim() || null, met_members: joined(input.met), note: input.note ?? '',
    topics: JSON.stringify(input.topics.map(({ topic, ok, text }) => ({ topic, ok, ...(text && { text }) }))), internal_note: input.internalNote?.trim() || null,
    promises: json(input.promises.map(({ text, by }) => { const kept = keptOn(text, by); return { text, by, ...(kept && { keptOn: kept }) } })),
  }
}

const offBy = (input: RecordVisit | CorrectVisit, sentMs: number, receivedMs: number): number | null =>
  visitClockOff({ startedMs: Date.parse(input.startedAt), endedMs: Date.parse(input.endedAt), sentMs }, receivedMs)

/** Of a correction, which does not say when it was sent: by times that cannot be; what was shown before stays, since nothing tells that the clock is right now. */
export function offAfterCorrection(input: CorrectVisit, row: VisitRow, now: Date): number | null {
  const moved = Date.parse(input.startedAt) !== row.started_at?.getTime() || Date.parse(input.endedAt) !== row.ended_at?.getTime()
  return (moved ? offBy(input, now.getTime(), now.getTime()) : null) ?? row.clock_off_minutes
}

type RestColumns = Pick<NewVisit, 'clock_off_minutes' | 'companions' | 'raised' | 'photos' | 'longitude' | 'latitude' | 'position_system' | 'accuracy' | 'at_house'>

export function restColumns(input: RecordVisit, receivedAt: Date): RestColumns {
  const { place } = input
  return {
    clock_off_minutes: offBy(input, Date.parse(input.sentAt), receivedAt.getTime()), companions: json(input.companions?.map((name) => name.trim()).filter(Boolean)), raised: json(input.raised),
    photos: joined(input.photos.map((photo) => photo.sha256)), longitude: place?.lng ?? null, latitude: place?.lat ?? null, position_system: place?.system ?? null,
    accuracy: place ? Math.ceil(place.accuracy) : null, at_house: place ? (input.atHouse ? 1 : 0) : null,
  }
}

const COMPARED = ['on_day', 'kind', 'met', 'note', 'topics', 'met_members', 'internal_note', 'promises', 'started_at', 'ended_at'] as const

/** Names of what a correction changes; the texts themselves stand in no audit row. */
export function changedFields(before: VisitRow, after: FactColumns): string[] {
  const plain = (value: unknown): unknown => value instanceof Date ? value.getTime() : value
  return COMPARED.filter((column) => plain(before[column]) !== plain(after[column]))
}
