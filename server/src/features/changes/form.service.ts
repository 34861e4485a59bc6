// What the form 改信息 needs: which fields wait for a decision, the code lists, and the values as they stand.
import type { ChangeCatalogueView, FieldValue, RecordValuesView } from '@onecard/shared/contract/changes.views'
import { CHANGE_FIELDS, isSensitive, showField, type ChangeField } from '@onecard/shared/rules/change-fields'
import type { Actor } from '../../kernel/auth'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import type { Changes } from './changes.repository'
import { readerOf } from './change-views'
import type { Looks } from './looks'
import { RecordState } from './record-state'

const OFFERED = CHANGE_FIELDS.filter((f) => !f.derived)

export class FormService {
  constructor(private readonly db: Database, private readonly vault: Vault, private readonly county: County, private readonly changes: Changes, private readonly looks: Looks) {}

  catalogue(): ChangeCatalogueView {
    const { sensitive } = this.county.settings.changes
    const lists = [...new Set([...OFFERED.flatMap((f) => f.list ?? []), 'member_change'])]
    return {
      sensitive: [...OFFERED.filter((f) => isSensitive(sensitive, f)).map((f) => `${f.of}.${f.name}`), ...isSensitive(sensitive, 'membership') ? ['membership'] : []],
      lists: lists.map((name) => ({ name, terms: this.county.list(name) })),
    }
  }

  /** Values whole only where the reader sees them whole; others are absent, and a change of them is sent without `before`. */
  async values(actor: Actor, id: string): Promise<RecordValuesView> {
    const reader = this.db.read(actor)
    const rows = await this.changes.record(reader, id)
    const eye = rows && readerOf(actor, id, rows.household.region as string)
    if (!rows || !eye) throw problem('not_found')
    this.looks.note(actor, id, rows.household.region as string, 'form')
    const state = new RecordState(this.vault, rows.household, rows.members)
    const whole = (of: ChangeField['of'], memberId: string | null, born?: string): FieldValue[] => OFFERED
      .filter((f) => f.of === of && showField(f, eye, born === undefined ? undefined : { birthDate: born }) === 'full').map((f) => ({ field: f.name, value: state.value(f, memberId) }))
    const members = state.present.map((m) => ({ id: m.id as string, values: whole('member', m.id as string, (m.birth_date as string | null) ?? '') }))
    return { version: rows.household.version as number, household: whole('household', null), members: members.filter(({ values }) => values.some(({ field }) => field === 'name')) }
  }
}
