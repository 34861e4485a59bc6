// A row as its reader may see it.
import type { Term } from '@onecard/shared/contract/common.views'
import type { PhotoView, VisitDetail } from '@onecard/shared/contract/visits.views'
import { mayStillCorrect } from '@onecard/shared/rules/visits'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Vault } from '../../kernel/vault'
import { metresBetween } from './place'
import { readPromises } from './promises.service'
import type { HouseRow, NoteRow, VisitRow } from './visits.repository'

const read = <T>(json: string | null): T[] => json === null ? [] : JSON.parse(json) as T[]
const split = (list: string | null): string[] => list ? list.split(',') : []

export interface Beside { house: HouseRow; members: ReadonlyMap<string, string>; notes: readonly NoteRow[]; photos: ReadonlyMap<string, PhotoView> }

/** Rows from before the list of topics hold the word itself. */
export function topicTerm(county: County, topic: string): Term {
  if (county.has('visit_topic', topic)) return county.term('visit_topic', topic)
  return { code: county.code('visit_topic', topic) ?? '09', label: topic }
}

/** The internal note is for the office: whoever reads as the household never gets it, whatever else he is. */
function readsAsHousehold(actor: Actor, id: string): boolean {
  return actor.acting.some((standing) => standing.role === 'household' && standing.households.includes(id))
}

/** Lists carry no signature: it is drawn in the detail alone. */
export function visitView(row: VisitRow, beside: Beside, actor: Actor, county: County, vault: Vault | null): VisitDetail {
  const names = split(row.met_members).flatMap((id) => beside.members.get(id) ?? [])
  const received = row.received_at.getTime()
  const started = row.started_at ?? row.received_at
  const withdrawn = row.withdrawn_at !== null
  return {
    id: row.id, version: row.version, on: row.on_day, kind: county.term('visit_kind', row.kind), by: row.by_name, companions: read<string>(row.companions),
    startedAt: clock.iso(started), endedAt: clock.iso(row.ended_at ?? started), receivedAt: clock.iso(received), ...(row.clock_off_minutes !== null && { clockOffMinutes: row.clock_off_minutes }),
    ...(row.counts_on !== null && row.counts_on !== row.on_day && { countsOn: row.counts_on }),
    met: names, ...(row.met !== null && { metOther: row.met }),
    topics: read<{ topic: string; ok: boolean; text?: string }>(row.topics).map(({ topic, ok, text }) => ({ topic: topicTerm(county, topic), ok, ...(text && { text }) })),
    note: row.note, ...(row.internal_note !== null && !readsAsHousehold(actor, row.household_id) && { internalNote: row.internal_note }),
    promises: readPromises(row.promises).map(({ text, by, keptOn }) => ({ text, by, keptOn: keptOn ?? null })),
    ...placeOf(row, beside.house),
    photos: split(row.photos).flatMap((sha256) => beside.photos.get(sha256) ?? []),
    signed: row.signature_sealed !== null, ...(vault && row.signature_sealed !== null && { signature: vault.open('visit.signature', row.id, row.signature_sealed) }),
    ...(row.confirmed_at !== null && { confirmation: { agree: row.confirmed === 1, ...(row.confirmed_text !== null && { text: row.confirmed_text }), on: clock.iso(row.confirmed_at) } }),
    notes: beside.notes.filter((note) => note.visit_id === row.id).map((note) => ({ by: note.by_name, at: clock.iso(note.at), text: note.text })),
    ...(row.withdrawn_at !== null && { withdrawn: { reason: row.withdrawn_reason ?? '', at: clock.iso(row.withdrawn_at), by: row.by_name } }),
    mayCorrect: row.account_id === actor.accountId && !withdrawn && row.confirmed_at === null && mayStillCorrect(received, clock.now()),
    receipt: { number: row.receipt ?? '' },
  }
}

function placeOf(row: VisitRow, house: HouseRow): Pick<VisitDetail, 'place'> {
  if (row.longitude === null || row.latitude === null || row.position_system === null) return {}
  const place = { lng: Number(row.longitude), lat: Number(row.latitude), system: row.position_system }
  const stands = house.longitude !== null && house.latitude !== null && house.position_system !== null ? { lng: Number(house.longitude), lat: Number(house.latitude), system: house.position_system } : null
  return { place: { accuracy: row.accuracy ?? 0, system: row.position_system, ...(stands && { distance: Math.round(metresBetween(place, stands)) }) } }
}
