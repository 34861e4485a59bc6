// A change takes effect: columns are written, and what follows from it (head's name, head count, birth date of a new number) is written and kept with it.
import { relationOfFormerHead } from '@onecard/shared/rules/head-history'
import { readCertificate } from '@onecard/shared/rules/id-number'
import { clock } from '../../kernel/clock'
import type { HouseholdRef, Tx, Value } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { Member, type FieldEntry } from '../households'
import { columnsFor, fieldOf, HEAD, type RecordState, type Row } from './record-state'

export interface Applied { memberId: string | null; /** With what the record held before. */ fields: FieldEntry[]; derived: FieldEntry[] }

const HEADSHIP = ['head', 'relation']

export class Applier {
  readonly #derived: FieldEntry[] = []
  #leaving: string | null = null
  constructor(private readonly tx: Tx, private readonly vault: Vault, private readonly household: HouseholdRef, private readonly state: RecordState) {}

  /** `wanted`: fields as proposed. Answers them with what the record really held, and the rest that came along. Throws when the household would be left without a head or with two. */
  async apply(kind: 'fields' | 'join' | 'leave', memberId: string | null, wanted: readonly FieldEntry[]): Promise<Applied> {
    const id = kind === 'join' ? newId() : memberId
    this.#leaving = kind === 'leave' ? memberId : null
    const fields: FieldEntry[] = []
    if (kind === 'join' && id) await this.#join(id, wanted, fields)
    else for (const entry of wanted) {
      const f = fieldOf(entry.of, entry.field)
      const before = this.state.value(f, entry.memberId)
      fields.push({ ...entry, before })
      if (before === entry.after) continue
      if (f.name === 'head') await this.#newHead(entry.after as string)
      else await this.#set(entry.of, entry.memberId, entry.field, entry.after)
      await this.#follow(entry)
    }
    if (kind === 'leave' && id) await this.#left(id)
    if (kind !== 'fields') await this.#count()
    if (kind !== 'fields' || wanted.some(({ field }) => HEADSHIP.includes(field))) this.#oneHead()
    return { memberId: id, fields, derived: this.#derived }
  }

  async #set(of: FieldEntry['of'], memberId: string | null, name: string, value: string | null): Promise<void> {
    const f = fieldOf(of, name)
    const id = of === 'household' ? this.household.id : memberId as string
    const columns = columnsFor(this.vault, f, value, id)
    const alias = of === 'household' ? 'h' : 'm'
    const sets = columns.map(([column], i) => `${alias}.${column} = :v${i}`).join(', ')
    const params = { id, ...Object.fromEntries(columns.map(([, to], i): [string, Value] => [`v${i}`, to])) }
    await this.tx.change(of === 'household'
      ? `UPDATE household h SET ${sets} WHERE h.id = :id AND {scope:h}`
      : `UPDATE member m JOIN household h ON h.id = m.household_id AND {scope:h} SET ${sets} WHERE m.id = :id`, params)
    this.state.set(f, memberId, value)
  }

  /** Writes a further field that follows from the change, unless it holds already. */
  async #derive(of: FieldEntry['of'], memberId: string | null, name: string, after: string | null): Promise<void> {
    const before = this.state.value(fieldOf(of, name), memberId)
    if (before === after) return
    await this.#set(of, memberId, name, after)
    this.#derived.push({ of, memberId, field: name, before, after })
  }

  async #follow({ field, of, memberId, after }: FieldEntry): Promise<void> {
    if (of !== 'member') return
    if (field === 'certificate' && after !== null) await this.#fromCertificate(memberId as string, after)
    if (field === 'name' && this.state.head?.id === memberId) await this.#derive('household', null, 'headName', after)
  }

  async #fromCertificate(memberId: string, certificate: string): Promise<void> {
    const facts = readCertificate(certificate, clock.today())
    if (!facts) return
    await this.#derive('member', memberId, 'birthDate', facts.birthDate)
    await this.#derive('member', memberId, 'sex', facts.sex)
    if (!facts.disability) return
    await this.#derive('member', memberId, 'disabilityCategory', facts.disability.category)
    await this.#derive('member', memberId, 'disabilityLevel', facts.disability.level)
  }

  async #join(id: string, wanted: readonly FieldEntry[], fields: FieldEntry[]): Promise<void> {
    const row: Row = { id, household_id: this.household.id, left_on: null }
    for (const entry of wanted) {
      for (const [column, to] of columnsFor(this.vault, fieldOf('member', entry.field), entry.after, id)) row[column] = to
      fields.push({ ...entry, memberId: id, before: null })
    }
    row.certificate_type ??= row.certificate_sealed ? '01' : null
    await this.tx.insert(Member, camel(row) as Partial<Member>, this.household)
    this.state.members.push(EMPTY_MEMBER(row))
    const certificate = wanted.find(({ field }) => field === 'certificate')?.after
    if (certificate) await this.#fromCertificate(id, certificate)
    if (row.relation === HEAD) await this.#derive('household', null, 'headName', row.name as string)
  }

  /** What hung on the person goes with the person: his number no longer opens the household, and somebody else is its head. */
  async #left(id: string): Promise<void> {
    const row = this.state.member(id)
    const phone = row && this.state.value(fieldOf('member', 'phone'), id)
    if (phone && phone === this.state.value(fieldOf('household', 'phone'), null)) await this.#derive('household', null, 'phone', null)
  }

  async #newHead(id: string): Promise<void> {
    const next = this.state.member(id) as Row
    const was = next.relation as string
    // Whoever leaves stays on record as the head he was.
    for (const old of this.state.heads.filter((m) => m.id !== id && m.id !== this.#leaving)) await this.#derive('member', old.id as string, 'relation', relationOfFormerHead(was, old.sex as string | null))
    await this.#derive('member', id, 'relation', HEAD)
    await this.#derive('household', null, 'headName', next.name as string)
  }

  /** Q06, whatever waited and took effect in between. Nobody is left to be the head of an empty household. */
  #oneHead(): void {
    const heads = this.state.heads.length
    if (heads > 1) throw problem('change.head_taken', {}, { errors: [{ field: 'relation', message: '这一户已经有户主了' }] })
    if (heads === 0 && this.state.present.length > 0) throw problem('change.head_needed', {}, { errors: [{ field: 'relation', message: '这一户还没有户主' }] })
  }

  /** People on record now; never counted from the number that stood there, which an import may have set. */
  async #count(): Promise<void> { await this.#derive('household', null, 'memberCount', String(this.state.present.length)) }
}

const camel = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([column, value]) => [column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value]))

/** A row as the database would hand it back: what was not given is null. */
function EMPTY_MEMBER(row: Row): Row {
  return new Proxy(row, { get: (target, key) => typeof key === 'string' && !(key in target) ? null : Reflect.get(target, key) as unknown })
}
