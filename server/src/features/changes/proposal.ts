// What was sent, read field by field: kept form of every value, or what to do, in Chinese, at its field.
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import { contradictions } from '@onecard/shared/rules/change-contradictions'
import { changeField, JOINING, LEAVING, NEWBORN, readChangeValue, sayValue, showField, type ChangeField, type Reader } from '@onecard/shared/rules/change-fields'
import { isDay } from '@onecard/shared/rules/day'
import { denseCertificate, personKeys, readCertificate } from '@onecard/shared/rules/id-number'
import type { County } from '../../kernel/county'
import { problem, type FieldError } from '../../kernel/http/problem'
import { fieldOf, HEAD, type RecordState, type Row } from './record-state'

export interface ProposedField { f: ChangeField; before: string | null | undefined; after: string | null }
export interface Proposal { kind: 'fields' | 'join' | 'leave'; memberId: string | null; memberChange: string | null; effectiveOn: string; fields: ProposedField[] }

const NEEDED_TO_JOIN = ['name', 'relation', 'sex'] as const
const OTHER_CERTIFICATE = '09'

export class ProposalReader {
  readonly #errors: FieldError[] = []
  constructor(private readonly county: County, private readonly state: RecordState, private readonly reader: Reader) {}

  /** Throws `not_found` for a member of another household, `request.invalid` with every fault at its field. */
  read(input: ProposeChange): Proposal {
    const member = input.member === undefined ? null : this.state.member(input.member)
    if (input.member !== undefined && (!member || input.kind === 'join')) throw problem('not_found')
    if (input.kind === 'leave' && !member) this.#fault('member', '请选是哪一位成员')
    const effectiveOn = this.#day(input)
    const memberChange = this.#reason(input)
    const fields = input.fields.map((given, i) => this.#field(input, given, i)).filter((field) => field !== null)
    if (new Set(fields.map(({ f }) => f.name)).size < fields.length) this.#fault('fields', '同一项只填一次')
    if (input.kind === 'fields' && input.fields.length === 0) this.#fault('fields', '请至少改一项')
    this.#contradictions(input, fields)
    if (input.kind !== 'fields' && this.state.present.length > 0) this.#headless(input, fields)
    if (input.kind === 'join') this.#joining(input, fields, effectiveOn, memberChange)
    if (input.kind === 'leave' && member) this.#leaving(member.id as string, fields, effectiveOn, memberChange)
    this.#headThere(input, fields, effectiveOn)
    this.#certificate(input, fields)
    if (this.#errors.length) throw problem('request.invalid', {}, { errors: this.#errors })
    return { kind: input.kind, memberId: member?.id ?? null, memberChange, effectiveOn, fields }
  }

  #fault(field: string, message: string): void { this.#errors.push({ field, message }) }

  #day({ kind, effectiveOn }: ProposeChange): string {
    const { today } = this.reader
    if (effectiveOn === undefined && kind !== 'fields') this.#fault('effectiveOn', '请填从哪天起')
    if (effectiveOn !== undefined && (!isDay(effectiveOn) || effectiveOn < '1900-01-01' || effectiveOn > today)) this.#fault('effectiveOn', '日期写成 2020-03-12，不能晚于今天')
    return effectiveOn ?? today
  }

  #reason({ kind, memberChange }: ProposeChange): string | null {
    if (kind === 'fields') return null
    if (!(kind === 'join' ? JOINING : LEAVING).includes(memberChange ?? '')) this.#fault('memberChange', kind === 'join' ? '请选怎样加入：嫁入、新生儿或其他转入' : '请选怎样离开：死亡、嫁出、转出等')
    return memberChange ?? null
  }

  #field(input: ProposeChange, given: { field: string; before?: string | null; after?: string | null }, i: number): ProposedField | null {
    const of = input.kind === 'join' || (input.kind === 'fields' && input.member !== undefined) ? 'member' : 'household'
    const path = `fields.${i}`
    const f = changeField(of, given.field)
    if (!f || f.derived) { this.#fault(`${path}.field`, '没有这一项，请去掉'); return null }
    if (input.kind === 'leave' && f.name !== 'head') { this.#fault(`${path}.field`, '成员离开时只能同时选新户主'); return null }
    const shown = showField(f, this.reader, this.state.member(input.member ?? null) ? { birthDate: this.state.member(input.member ?? null)?.birth_date ?? '' } : undefined)
    if (shown === 'none' && input.kind !== 'join') { this.#fault(`${path}.field`, '您的岗位看不到这一项，请村里来改'); return null }
    const read = f.name === 'certificate' && this.#certificateType(input) === OTHER_CERTIFICATE
      ? otherCertificate(given.after ?? null)
      : readChangeValue(f, given.after, { today: this.reader.today, has: (list, code) => this.county.has(list, code) })
    if ('error' in read) { this.#fault(`${path}.after`, read.error); return null }
    if (f.name === 'head' && !this.state.present.some((m) => m.id === read.value)) { this.#fault(`${path}.after`, '请从现在的家庭成员里选户主'); return null }
    const misfit = f.name === 'relation' ? this.#headship(input, read.value) : null
    if (misfit) { this.#fault(`${path}.after`, misfit); return null }
    return { f, before: this.#before(f, input.member ?? null, given.before, shown === 'full'), after: read.value }
  }

  /** Who is the head stays it; the first to join a household that nobody belongs to is it. Anything else goes by the field of the head. */
  #headship(input: ProposeChange, relation: string | null): string | null {
    const asked = relation === HEAD
    if (input.kind !== 'join') return asked === (this.state.heads.length === 1 && this.state.head?.id === input.member) ? null : '换户主请在“户主”一项里选人'
    if (this.state.present.length === 0) return asked ? null : '家里还没有别人，请选户主'
    return asked ? '这一户已经有家人了，一户只有一位户主；换户主请在“户主”一项里选人' : null
  }

  /** Undefined when it cannot be compared. What the form showed may be the code or the word. */
  #before(f: ChangeField, member: string | null, given: string | null | undefined, whole: boolean): string | null | undefined {
    if (given === undefined || !whole) return undefined
    const current = this.state.value(f, member)
    const text = (given ?? '').trim()
    if (text === '') return null
    const words = sayValue(f, current, 'full', (list, code) => list === 'member' ? this.state.member(code)?.name ?? code : list === 'region' ? this.county.regionName(code) : this.county.label(list, code))
    if (text === current || text === words) return current
    const read = readChangeValue(f, text, { today: this.reader.today, has: (list, code) => this.county.has(list, code) })
    if ('value' in read) return read.value
    return text
  }

  #certificateType(input: ProposeChange): string | null {
    const given = input.fields.find(({ field }) => field === 'certificateType')
    return given ? given.after ?? null : this.state.member(input.member ?? null)?.certificate_type ?? null
  }

  #joining(input: ProposeChange, fields: ProposedField[], effectiveOn: string, memberChange: string | null): void {
    const value = (name: string): string | null => fields.find(({ f }) => f.name === name)?.after ?? null
    // What was given and refused is told at its field already.
    for (const name of NEEDED_TO_JOIN) if (!input.fields.some(({ field }) => field === name)) this.#fault('fields', `请填${fieldOf('member', name).label}`)
    const born = value('birthDate') ?? bornBy(value('certificate'), this.reader.today)
    if (value('certificate') === null && born === null) this.#fault('fields', memberChange === NEWBORN ? '请填出生日期' : '请填证件号码，没有证件的填出生日期')
    if (born !== null && born > effectiveOn) this.#fault('effectiveOn', '不能早于出生日期')
    fields.push({ f: fieldOf('member', 'joinedOn'), before: null, after: effectiveOn })
  }

  #leaving(member: string, fields: ProposedField[], effectiveOn: string, memberChange: string | null): void {
    const row = this.state.member(member)
    const others = this.state.present.filter((m) => m.id !== member)
    const head = fields.find(({ f }) => f.name === 'head')
    if (this.state.head?.id === member && this.state.heads.length === 1 && others.length > 0 && !head) this.#fault('fields', '户主离开，请同时选新户主')
    if (head && ((this.state.heads.length === 1 && this.state.head?.id !== member) || head.after === member)) this.#fault('fields', '请选留下的成员作新户主')
    const born = row === null ? null : this.#bornOn(row)
    if (born !== null && effectiveOn < born) this.#fault('effectiveOn', '不能早于出生日期')
    else if (row?.joined_on && effectiveOn < row.joined_on) this.#fault('effectiveOn', '不能早于加入日期')
    // The new head first: the old one is still there when he is followed.
    fields.push({ f: fieldOf('member', 'leftOn'), before: undefined, after: effectiveOn }, { f: fieldOf('member', 'leftBy'), before: undefined, after: memberChange })
  }

  /** Nobody was the head before he belonged: the days until then would have none. */
  #headThere(input: ProposeChange, fields: readonly ProposedField[], effectiveOn: string): void {
    const head = this.state.member(fields.find(({ f }) => f.name === 'head')?.after ?? null)
    const since = head && [head.joined_on as string | null, this.#bornOn(head)].filter((day) => day !== null).sort().at(-1)
    if (since && effectiveOn < since) this.#fault(input.effectiveOn === undefined ? 'fields' : 'effectiveOn', '不能早于新户主来到这一户的日期')
  }

  /** A record that came in with no head or two (an import is not asked) is put right first, or in the same breath. */
  #headless(input: ProposeChange, fields: readonly ProposedField[]): void {
    const staying = this.state.heads.filter((m) => input.kind !== 'leave' || m.id !== input.member).length
    const named = fields.some(({ f }) => f.name === 'head')
    const nobodyStays = input.kind === 'leave' && this.state.present.every((m) => m.id === input.member)
    if (this.state.heads.length !== 1 && staying !== 1 && !named && !nobodyStays) this.#fault('fields', staying === 0 ? '这一户还没有户主，请先在“户主”一项里选人' : '这一户登记了不止一位户主，请先在“户主”一项里选人')
  }

  #contradictions(input: ProposeChange, fields: readonly ProposedField[]): void {
    const of = fields[0]?.f.of
    if (of === undefined || input.kind === 'leave') return
    for (const { field, message } of contradictions(of, (name) => fields.find(({ f }) => f.name === name)?.after)) {
      const i = input.fields.findIndex((given) => given.field === field)
      this.#fault(`fields.${i}.after`, message)
    }
  }

  #bornOn(member: Row): string | null {
    return (member.birth_date as string | null) ?? bornBy(this.state.value(fieldOf('member', 'certificate'), member.id as string), this.reader.today)
  }

  /** Q03: birth date and sex that are sent along agree with the number; those on record follow it. */
  #certificate(input: ProposeChange, fields: ProposedField[]): void {
    const certificate = fields.find(({ f }) => f.name === 'certificate')?.after
    const facts = certificate ? readCertificate(certificate, this.reader.today) : null
    const on = (name: string): string | null => fields.find(({ f }) => f.name === name)?.after ?? null
    const held = certificate === undefined && input.member !== undefined ? this.state.value(fieldOf('member', 'certificate'), input.member) : null
    const known = facts ?? (held && this.#certificateType(input) !== OTHER_CERTIFICATE ? readCertificate(held, this.reader.today) : null)
    if (!known) return
    if (on('birthDate') !== null && on('birthDate') !== known.birthDate) this.#fault('fields', '出生日期和证件号码不一致，请核对')
    if (on('sex') !== null && on('sex') !== known.sex) this.#fault('fields', '性别和证件号码不一致，请核对')
  }
}

/** Of any type: the birth date of the resident ID that stands in the number. */
function bornBy(certificate: string | null, today: string): string | null {
  return certificate === null ? null : readCertificate(personKeys(certificate)[0], today)?.birthDate ?? null
}

function otherCertificate(text: string | null): { value: string | null } | { error: string } {
  const plain = denseCertificate((text ?? '').trim())
  return plain === '' ? { value: null } : /^[A-Z0-9]{4,30}$/.test(plain) ? { value: plain } : { error: '证件号码填 4 到 30 位字母或数字' }
}
