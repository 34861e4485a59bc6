// 改信息: which fields, what they hold, what is typed, and what is sent. Pure.
import { CHANGE_FIELDS, changeField, isSensitive, readChangeValue, sayValue, type ChangeField, type ReadValue } from '@onecard/shared/rules/change-fields'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeCatalogueView, ChangeView, RecordValuesView } from '@onecard/shared/contract/changes.views'
import type { Term } from '@onecard/shared/contract/common.views'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { Entry, EntryPhoto } from '../../data/outbox/entry'

/** One field of the form. `member` null = the household itself. */
export interface Item { member: string | null; field: string; after: string }
export interface ChangeDraft { items: Item[]; reason: string; photos: EntryPhoto[] }
export const emptyChange = (): ChangeDraft => ({ items: [], reason: '', photos: [] })

export const REASON_CHIPS = ['换了号码', '登记有误', '情况有变化', '入户核实', '本人要求']
export const REASON_LEAST = 4

export const fieldOf = (item: Pick<Item, 'member' | 'field'>): ChangeField => changeField(item.member === null ? 'household' : 'member', item.field)!
export const itemKey = (item: Pick<Item, 'member' | 'field'>): string => `${item.member ?? ''}.${item.field}`

/** Kept values by field; undefined = this phone does not know it whole. */
export interface Values { version: number; of: (member: string | null, field: string) => string | null | undefined; whole: boolean }

export function valuesFrom(view: RecordValuesView): Values {
  const held = new Map([[null as string | null, view.household] as const, ...view.members.map((m) => [m.id as string | null, m.values] as const)].map(([id, values]) => [id, new Map(values.map((v) => [v.field, v.value]))]))
  return { version: view.version, whole: true, of: (member, field) => held.get(member)?.get(field) }
}

/** A code list of the form; undefined while this phone does not have it. */
export function listOf(catalogue: ChangeCatalogueView | undefined, name: string): readonly Term[] | undefined {
  return catalogue?.lists.find((l) => l.name === name)?.terms
}

const flag = (value: boolean | null | undefined): string | null | undefined => (value === undefined ? undefined : value === null ? null : value ? '1' : '0')
/** Without signal: what the kept record itself tells. Masked numbers are not known. */
export function valuesFromCard(card: CardView): Values {
  const phone = card.phone?.includes('*') ? undefined : card.phone
  const household: Record<string, string | null | undefined> = {
    phone, groupName: card.region.group, householdType: card.type?.code, causeMain: card.causes?.[0]?.code, houseArea: card.housing?.areaM2, dangerHouse: flag(card.housing?.danger), safeWater: flag(card.utilities?.safeWater), livePower: flag(card.utilities?.livePower),
    workPower: flag(card.utilities?.workPower), tv: flag(card.utilities?.tv), toilet: flag(card.utilities?.toilet), arable: card.land?.arable, irrigated: card.land?.irrigated, forest: card.land?.forest, reforested: card.land?.reforested,
    orchard: card.land?.orchard, pasture: card.land?.pasture, water: card.land?.water, roadDistance: card.road?.distanceKm,
  }
  const members = new Map((card.members ?? []).map((m) => [m.id, {
    name: m.name, relation: m.relation?.code, sex: m.sex?.code, health: m.health?.map((h) => h.code).sort().join(','), labour: m.labour?.code, workPlace: m.work?.place, workMonths: m.work && String(m.work.months),
  } as Record<string, string | null | undefined>]))
  return { version: card.version, whole: false, of: (member, field) => (member === null ? household : members.get(member) ?? {})[field] }
}

interface Group { title: string; of: 'household' | 'member'; fields: readonly string[] }
const GROUPS: readonly Group[] = [
  { title: '联系', of: 'household', fields: ['phone', 'groupName'] },
  { title: '住房', of: 'household', fields: ['dangerHouse', 'dangerLevel', 'repairYear', 'houseArea', 'houseStructure'] },
  { title: '水电路', of: 'household', fields: ['safeWater', 'livePower', 'workPower', 'tv', 'toilet', 'fuel', 'roadDistance', 'roadToDoor'] },
  { title: '土地', of: 'household', fields: ['arable', 'irrigated', 'forest', 'reforested', 'orchard', 'pasture', 'water'] },
  { title: '户情', of: 'household', fields: ['head', 'householdType', 'standard', 'causeMain', 'causeOther1', 'causeOther2', 'martyrFamily', 'plannedExitYear'] },
  { title: '搬迁和带动', of: 'household', fields: ['relocated', 'relocationWay', 'resettlement', 'cooperative', 'leadFirm', 'leader'] },
  { title: '银行', of: 'household', fields: ['bankName', 'bankCard'] },
  { title: '联系和证件', of: 'member', fields: ['phone', 'name', 'relation', 'sex', 'certificateType', 'certificate', 'birthDate', 'ethnicity', 'politicalStatus', 'mandarin'] },
  { title: '健康', of: 'member', fields: ['health', 'disabilityCategory', 'disabilityLevel', 'disabilityYear', 'medicalAid', 'otherHealthAid'] },
  { title: '上学', of: 'member', fields: ['studentStatus', 'education', 'dropoutReason'] },
  { title: '务工', of: 'member', fields: ['labour', 'workPlace', 'employer', 'workMonths', 'jobChannel', 'workAbroad', 'publicPost', 'publicPostMonths', 'serving'] },
  { title: '保障', of: 'member', fields: ['minimumLiving', 'destituteSupport', 'residentMedical', 'employeeMedical', 'residentPension', 'employeePension', 'seriousIllnessInsurance', 'commercialMedical'] },
]
/** Masked for most, and still to be corrected by who was told the new one. */
const UNSEEN = new Set(['phone', 'certificate', 'birthDate', 'bankCard'])

/** What the form offers for the household or one member: fields that this reader sees, in groups. */
export function offered(member: string | null, values: Values): { title: string; fields: ChangeField[] }[] {
  const of = member === null ? 'household' : 'member'
  const seen = (f: ChangeField) => !values.whole || values.of(member, f.name) !== undefined || UNSEEN.has(f.name)
  return GROUPS.filter((g) => g.of === of)
    .map((g) => ({ title: g.title, fields: g.fields.map((name) => CHANGE_FIELDS.find((f) => f.of === of && f.name === name)).filter((f): f is ChangeField => f !== undefined && seen(f)) }))
    .filter((g) => g.fields.length > 0)
}

export function waitsForDecision(catalogue: ChangeCatalogueView | undefined, f: ChangeField): boolean {
  return catalogue !== undefined && isSensitive(catalogue.sensitive, f)
}

/** A kept value in words; 「没有填」 for none, null where this phone does not know it. */
export function said(f: ChangeField, value: string | null | undefined, catalogue: ChangeCatalogueView | undefined, members: readonly { id: string; name: string }[]): string | null {
  if (value === undefined) return null
  if (value === null || value === '') return '没有填'
  const word = (list: string, code: string) => (list === 'member' ? members.find((m) => m.id === code)?.name : listOf(catalogue, list)?.find((t) => t.code === code)?.label) ?? code
  return sayValue(f, value, 'full', word)
}

export function read(f: ChangeField, text: string, catalogue: ChangeCatalogueView | undefined, today: string): ReadValue {
  return readChangeValue(f, text, { today, has: (list, code) => listOf(catalogue, list)?.some((t) => t.code === code) ?? true })
}

/** What is wrong, by item; `reason` for the reason. */
export function faultsOf(draft: ChangeDraft, values: Values, catalogue: ChangeCatalogueView | undefined, today: string): Record<string, string> {
  const out: Record<string, string> = {}
  for (const item of draft.items) {
    const result = read(fieldOf(item), item.after, catalogue, today)
    if ('error' in result) out[itemKey(item)] = result.error
    else if (result.value === (values.of(item.member, item.field) ?? undefined)) out[itemKey(item)] = '和原来一样，改一改，或撤掉这一项'
  }
  if (draft.reason.trim().length < REASON_LEAST) out.reason = `写明为什么改，至少 ${REASON_LEAST} 个字`
  return out
}

/** One request for the household and one for each member, in the order of the form. */
export function proposals(household: string, draft: ChangeDraft, values: Values, catalogue: ChangeCatalogueView | undefined, today: string): ProposeChange[] {
  const targets = [...new Set(draft.items.map((i) => i.member))]
  return targets.map((member) => ({
    id: household, version: values.version, ...(member !== null && { member }), kind: 'fields' as const, reason: draft.reason.trim(), effectiveOn: today,
    fields: draft.items.filter((i) => i.member === member).map((item) => {
      const result = read(fieldOf(item), item.after, catalogue, today)
      const before = values.of(member, item.field)
      return { field: item.field, ...(before !== undefined && { before }), after: 'value' in result ? result.value : item.after }
    }),
    ...(draft.photos.length > 0 && { evidence: draft.photos.map((p) => p.sha256) }),
  }))
}

/** Of the fields filled in, those for which a change waits already, at the village or on this phone; `replaces`: the entry that this form mends. */
export function askedTwice(draft: ChangeDraft, changes: readonly ChangeView[], entries: readonly Entry[], replaces: string | undefined): number {
  const waits = [
    ...changes.filter((c) => c.state === 'proposed' || c.state === 'conflict').flatMap((c) => c.fields.map((f) => itemKey({ member: c.member?.id ?? null, field: f.field }))),
    ...entries.filter((e) => e.operation === 'changes.propose' && e.receipt === null && e.key !== replaces).flatMap((e) => ((e.input.fields ?? []) as { field: string }[]).map((f) => itemKey({ member: (e.input.member as string | undefined) ?? null, field: f.field }))),
  ]
  return draft.items.filter((item) => waits.includes(itemKey(item))).length
}

/** A refused entry → the form again. */
export function draftOfProposal(input: ProposeChange, photos: readonly EntryPhoto[]): ChangeDraft {
  return { items: input.fields.map((f) => ({ member: input.member ?? null, field: f.field, after: f.after ?? '' })), reason: input.reason, photos: photos.map(({ sha256, bytes, takenAt, file }) => ({ sha256, bytes, takenAt, file })) }
}

/** What waits, is on its way, or happened last to one field: server's changes and this phone's entries, newest first. */
export interface FieldPath { state: string; tone: 'warn' | 'danger' | 'info' | 'done' | 'idle'; lines: { title: string; text: string }[] }
const ACT: Record<ChangeView['path'][number]['act'], string> = { proposed: '提出', took_effect: '改了', approved: '同意', returned: '退回', withdrawn: '撤回' }
const STATE: Record<ChangeView['state'], { text: string; tone: FieldPath['tone'] }> = {
  effective: { text: '已改', tone: 'done' }, proposed: { text: '等书记审', tone: 'warn' }, conflict: { text: '两个人改得不一样，等审', tone: 'danger' }, returned: { text: '退回了', tone: 'danger' }, withdrawn: { text: '撤回了', tone: 'idle' },
}
export const stateOfChange = (change: Pick<ChangeView, 'state'>) => STATE[change.state]

export function pathLines(change: ChangeView, when: (iso: string) => string): { title: string; text: string }[] {
  return change.path.map((p) => ({ title: `${p.by} ${ACT[p.act]}`, text: [when(p.at), p.reason].filter(Boolean).join('，') }))
}

export function pathOf(member: string | null, field: string, changes: readonly ChangeView[], entries: readonly Entry[], when: (iso: string) => string): FieldPath | null {
  const own = entries.filter((e) => e.operation === 'changes.propose' && e.receipt === null && ((e.input.member as string | undefined) ?? null) === member && (e.input.fields as { field: string }[] | undefined)?.some((f) => f.field === field)).pop()
  if (own) return { state: own.state === 'refused' ? '没传上去' : '待上传', tone: own.state === 'refused' ? 'danger' : 'warn', lines: [{ title: '我改了', text: `${when(new Date(own.madeAt).toISOString())}，存在手机里` }] }
  const change = changes.find((c) => (c.member?.id ?? null) === member && c.fields.some((f) => f.field === field))
  return change ? { state: STATE[change.state].text, tone: STATE[change.state].tone, lines: pathLines(change, when) } : null
}
