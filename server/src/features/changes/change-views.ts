// A change in words, as one reader may see it: fields that are not for him are left out, values masked as his sight masks them.
import type { ChangeView, FieldChangeView } from '@onecard/shared/contract/changes.views'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { roleMay } from '@onecard/shared/permissions'
import { sayValue, showField, type ChangeField, type Reader } from '@onecard/shared/rules/change-fields'
import { countsFrom, WAITING } from '@onecard/shared/rules/change-states'
import { readCertificate } from '@onecard/shared/rules/id-number'
import { maskName } from '@onecard/shared/rules/masking'
import { showOf, SIGHT_OF_ROLE } from '@onecard/shared/rules/sight'
import { ROLES, type Role } from '@onecard/shared/roles'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { ChangeRow, FieldRow } from './changes.repository'
import { fieldOf } from './record-state'

/** Who sees the record itself; others see what fields are theirs, but not the words of a reason, which may tell anything. */
const REASONS = new Set(['household', 'helper', 'office', 'county', 'acceptance'])
const IMPORTED = '国家系统导入'

export function readerOf(actor: Actor, household: string, region: string): Reader | null {
  const standing = standingOf(actor, household, region)
  const sight = standing && SIGHT_OF_ROLE[standing.role]
  return sight ? { sight, today: clock.today(), policyArea: standing.policyArea } : null
}

/** Whether one of the actor's appointments that reach the household may decide. */
function decides(actor: Actor, household: string, region: string): boolean {
  return actor.standings.some((s) => roleMay(s.role, 'change.decide') && (s.households.includes(household) || s.lands.some((land) => region.startsWith(land))))
}

export class ChangeViews {
  constructor(private readonly county: County) {}

  /** Null when nothing of it is for this reader. `names`: members by id, for fields that name one; `photos` by hash. */
  view(actor: Actor, row: ChangeRow, fields: readonly FieldRow[], names: ReadonlyMap<string, string>, photos: ReadonlyMap<string, PhotoView>): ChangeView | null {
    const reader = readerOf(actor, row.household_id, row.region)
    if (!reader) return null
    const shown = fields.map((field) => this.#field(reader, row, fields, field, names)).filter((field) => field !== null)
    const member = this.#member(reader, row, fields)
    if (shown.length === 0 || (row.kind !== 'fields' && fields.some(({ of }) => of === 'member') && !member)) return null
    const { group_name: group } = row
    const address = showOf('address', reader)
    const waiting = WAITING.includes(row.state)
    return {
      id: row.id, version: row.version, state: row.state, kind: row.kind,
      household: {
        id: row.household_id, headName: showOf('headName', reader) === 'masked' ? maskName(row.head_name) : row.head_name,
        region: { ...this.county.place(row.region), ...address === 'full' && group !== null && { group } },
      },
      ...member && { member }, ...row.member_change !== null && { memberChange: row.member_change }, effectiveOn: row.effective_on,
      ...(row.kind === 'join' || row.kind === 'leave') && { countsFrom: countsFrom(row.kind, row.effective_on, this.county.settings.income.divisor) },
      fields: shown, reason: REASONS.has(reader.sight) ? row.reason : '', evidence: REASONS.has(reader.sight) ? hashesOf(row).map((sha256) => photos.get(sha256) ?? { id: sha256, sha256, takenAt: clock.iso(row.at), state: 'awaited' }) : [],
      by: row.author ?? IMPORTED, byRole: ROLES[row.author_role as Role]?.label ?? '', at: clock.iso(row.at), path: this.#path(row, REASONS.has(reader.sight)),
      mayDecide: waiting && row.author_id !== actor.accountId && decides(actor, row.household_id, row.region),
    }
  }

  #field(reader: Reader, row: ChangeRow, all: readonly FieldRow[], field: FieldRow, names: ReadonlyMap<string, string>): FieldChangeView | null {
    const f = fieldOf(field.of, field.field)
    const shown = showField(f, reader, field.of === 'member' ? { birthDate: bornOn(row, all, reader.today) } : undefined)
    if (shown === 'none') return null
    const say = (value: string | null): string | null => this.say(f, value, shown, names)
    return { field: f.name, label: f.label, before: say(field.before), after: say(field.after), ...row.state === 'conflict' && { current: say(field.held) } }
  }

  say(f: ChangeField, value: string | null, shown: Parameters<typeof sayValue>[2], names: ReadonlyMap<string, string>): string | null {
    return sayValue(f, value, shown, (list, code) => list === 'member' ? names.get(code) ?? code : list === 'region' ? this.county.regionName(code) : this.county.label(list, code))
  }

  #member(reader: Reader, row: ChangeRow, fields: readonly FieldRow[]): { id: string | null; name: string } | null {
    const name = row.member_name ?? fields.find(({ of, field }) => of === 'member' && field === 'name')?.after ?? null
    if (name === null || showField(fieldOf('member', 'name'), reader, { birthDate: bornOn(row, fields, reader.today) }) === 'none') return null
    return { id: row.member_id, name }
  }

  #path(row: ChangeRow, withReasons: boolean): ChangeView['path'] {
    const by = row.author ?? IMPORTED
    const at = clock.iso(row.at)
    if (row.state === 'effective' && row.ended_by === null) return [{ act: 'took_effect', by, at }]
    const path: ChangeView['path'] = [{ act: 'proposed', by, at }]
    if (row.ended_at !== null && !WAITING.includes(row.state)) {
      const act = row.state === 'effective' ? 'approved' : row.state === 'returned' ? 'returned' : 'withdrawn'
      path.push({ act, by: row.ended_by_name ?? '', at: clock.iso(row.ended_at), ...withReasons && row.ended_reason !== null && { reason: row.ended_reason } })
    }
    return path
  }
}

/** Photos that prove it. */
export function hashesOf(row: Pick<ChangeRow, 'evidence'>): string[] { return row.evidence?.split(',') ?? [] }

/** A child is a child before he is in the record, too. */
function bornOn(row: ChangeRow, fields: readonly FieldRow[], today: string): string {
  if (row.birth_date !== null) return row.birth_date
  const value = (name: string): string | null => fields.find(({ of, field }) => of === 'member' && field === name)?.after ?? null
  const certificate = value('certificate')
  return value('birthDate') ?? (certificate === null ? null : readCertificate(certificate, today)?.birthDate) ?? ''
}
