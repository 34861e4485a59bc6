// 记走访: what is typed, what it says, and what is sent. Pure.
import type { CorrectVisit, PlaceGiven, RecordVisit } from '@onecard/shared/contract/visits.requests'
import type { CardView, MemberView } from '@onecard/shared/contract/households.views'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { STATUS } from '@onecard/shared/rules/problem-path'
import type { EntryPhoto } from '../../data/outbox/entry'
import type { Role } from '@onecard/shared/roles'
import type { IconName } from '../../ui/icon-names'
import { KINDS } from './visit-words'

const CHECK = '05'

/** A topic of `visit_topic`: its icon, what is often seen, and the kind of problem (`problem_kind`) that it becomes. */
export interface Topic { code: string; text: string; icon: IconName; wrong: string[]; fine: string[]; problem: string }
export const TOPICS: readonly Topic[] = [
  { code: '01', text: '住房', icon: 'home', wrong: ['墙裂', '漏雨', '门窗坏', '院墙倒'], fine: ['刚修好', '正在修'], problem: '01' },
  { code: '02', text: '饮水', icon: 'drop', wrong: ['停水', '水浑', '水压小', '管子冻了'], fine: ['刚通水', '水质好'], problem: '02' },
  { code: '03', text: '就医', icon: 'med', wrong: ['新得病', '住院了', '药费高', '没参保'], fine: ['病好转', '报销到账'], problem: '04' },
  { code: '04', text: '上学', icon: 'book', wrong: ['不想上了', '学费困难', '路太远'], fine: ['补助到账', '考上了'], problem: '03' },
  { code: '05', text: '收入', icon: 'yuan', wrong: ['收成不好', '工钱没结', '补贴没到'], fine: ['补贴到账', '卖了好价'], problem: '05' },
  { code: '06', text: '就业', icon: 'bag', wrong: ['没活干', '丢了工作', '受了工伤'], fine: ['找到活了', '在公益岗'], problem: '99' },
  { code: '07', text: '产业', icon: 'sprout', wrong: ['遭了灾', '牲口病了', '卖不出去'], fine: ['种上了', '卖出去了'], problem: '99' },
  { code: '09', text: '其他', icon: 'more', wrong: [], fine: [], problem: '99' },
]
/** What 「都正常」 says was looked at. */
const ALL_FINE = ['01', '02', '03', '04', '05']
/** What a topic's change of the record is about. */
export const TOPIC_FIELDS: Record<string, string> = { '01': 'dangerHouse', '02': 'safeWater', '03': 'health', '04': 'studentStatus', '06': 'workPlace' }

export interface TopicDraft { ok: boolean; picked: string[]; text: string; problem: boolean }
export interface PromiseDraft { text: string; by: string }

export interface VisitDraft {
  /** When the form was first touched, ISO; null = untouched. */
  startedAt: string | null
  kind: string
  met: string[]
  nobody: boolean
  others: boolean
  otherText: string
  fine: boolean
  topics: Record<string, TopicDraft>
  note: string
  internalNote: string
  promises: PromiseDraft[]
  place: PlaceGiven | null
  /** Metres from the house when the place was taken; null = unknown. */
  distance: number | null
  photos: EntryPhoto[]
  signature: string
}

/** 核查 for who accepts exits, and nothing else; else a visit at home. */
export function kindOf(roles: readonly Role[]): string { return roles.includes('acceptance_group') ? CHECK : '01' }
/** Who checks records checks alone; everybody else may choose. */
export function kindsFor(roles: readonly Role[]): readonly { code: string; text: string }[] {
  return roles.includes('acceptance_group') ? KINDS.filter((k) => k.code === CHECK) : KINDS.filter((k) => k.code !== CHECK)
}

export function emptyVisit(kind: string): VisitDraft {
  return { startedAt: null, kind, met: [], nobody: false, others: false, otherText: '', fine: false, topics: {}, note: '', internalNote: '', promises: [], place: null, distance: null, photos: [], signature: '' }
}

export interface MetChip { id: string; text: string }
/** 「样大山 户主」 */
export function metChips(members: readonly MemberView[]): MetChip[] {
  return members.map((m) => ({ id: m.id, text: m.relation ? `${m.name} ${m.relation.label.replace(/^之/, '')}` : m.name }))
}

export function toggleMember(draft: VisitDraft, id: string): VisitDraft {
  return { ...draft, nobody: false, met: draft.met.includes(id) ? draft.met.filter((m) => m !== id) : [...draft.met, id] }
}
export function setNobody(draft: VisitDraft): VisitDraft {
  return draft.nobody ? { ...draft, nobody: false } : { ...draft, nobody: true, met: [], others: false }
}
/** 「都正常」 and single problems exclude each other; single good ones don't. */
export function setFine(draft: VisitDraft): VisitDraft {
  const topics = draft.fine ? draft.topics : Object.fromEntries(Object.entries(draft.topics).filter(([, t]) => t.ok))
  return { ...draft, fine: !draft.fine, topics }
}
export function setTopic(draft: VisitDraft, code: string, topic: TopicDraft | null): VisitDraft {
  const { [code]: _, ...rest } = draft.topics
  return { ...draft, fine: draft.fine && (topic === null || topic.ok), topics: topic ? { ...rest, [code]: topic } : rest }
}

/** Of what was filled in, how much the record had already: a problem of a kind that is open, a promise that is open in the same words. */
export function askedTwice(draft: VisitDraft, problems: readonly Pick<CaseView, 'kind' | 'status'>[], promises: readonly { text: string }[]): number {
  const again = TOPICS.filter((t) => draft.topics[t.code]?.problem && problems.some((p) => p.kind.code === t.problem && p.status.code !== STATUS.closed))
  return again.length + draft.promises.filter((p) => p.text.trim() && promises.some((open) => open.text.trim() === p.text.trim())).length
}

/** 「门窗坏，东屋门框朽了」 */
export function topicText(topic: TopicDraft): string { return [...topic.picked, topic.text.trim()].filter(Boolean).join('，') }

export interface Missing { met?: string; seen?: string; other?: string; promises?: string }
/** What keeps it from being complete, at its place. Neither photo nor place ever does. */
export function missing(draft: VisitDraft): Missing {
  const out: Missing = {}
  if (draft.met.length === 0 && !draft.nobody && !draft.others) out.met = '点一下见到了谁，或「没人在家」'
  if (draft.others && !draft.otherText.trim()) out.other = '写一下见到的是谁，比如「邻居」'
  if (!draft.nobody && !draft.fine && Object.keys(draft.topics).length === 0 && !draft.note.trim()) out.seen = '点一下看到的情况，或写一句'
  if (draft.promises.some((p) => p.text.trim() && !p.by)) out.promises = '答应的事要选哪天前办到'
  return out
}

const OTHER_MAX = 60
function metOther(draft: VisitDraft): string | undefined {
  if (draft.nobody) return '没人在家'
  return draft.others ? draft.otherText.trim().slice(0, OTHER_MAX) || undefined : undefined
}

interface Facts { kind: string; startedAt: string; endedAt: string; met: string[]; metOther?: string; topics: RecordVisit['topics']; note?: string; internalNote?: string; promises: RecordVisit['promises'] }
function facts(draft: VisitDraft, endedAt: string): Facts {
  const named = new Set(Object.keys(draft.topics))
  const fine = draft.fine ? ALL_FINE.filter((code) => !named.has(code)).map((topic) => ({ topic, ok: true })) : []
  const single = Object.entries(draft.topics).map(([topic, t]) => ({ topic, ok: t.ok, ...(topicText(t) && { text: topicText(t) }) }))
  return {
    kind: draft.kind, startedAt: draft.startedAt ?? endedAt, endedAt, met: draft.met, ...(metOther(draft) && { metOther: metOther(draft) }),
    topics: [...fine, ...single].sort((a, b) => (a.topic < b.topic ? -1 : 1)),
    ...(draft.note.trim() && { note: draft.note.trim() }), ...(draft.internalNote.trim() && { internalNote: draft.internalNote.trim() }),
    promises: draft.promises.filter((p) => p.text.trim()).map((p) => ({ text: p.text.trim(), by: p.by })),
  }
}

/** `raised`: keys of the problems and changes that were put down during this visit. */
export function recordInput(household: string, draft: VisitDraft, nowIso: string, raised: readonly string[]): RecordVisit {
  return {
    id: household, ...facts(draft, nowIso), sentAt: nowIso, photos: draft.photos.map(({ sha256, bytes, takenAt }) => ({ sha256, bytes, takenAt })),
    ...(draft.place && { place: draft.place, atHouse: draft.kind === '01' || draft.kind === '04' || draft.kind === '05' }),
    ...(draft.signature && { signature: draft.signature }), ...(raised.length > 0 && { raised: [...raised] }),
  }
}

export function correctInput(household: string, visit: { id: string; version: number; endedAt: string }, draft: VisitDraft): CorrectVisit {
  return { id: household, visit: visit.id, version: visit.version, ...facts(draft, visit.endedAt) }
}

/** A visit as it was recorded → the form. Names of who was met become ids again where they are members. */
export function draftOfDetail(visit: VisitDetail, members: readonly MemberView[]): VisitDraft {
  const nobody = visit.metOther === '没人在家'
  return {
    ...emptyVisit(visit.kind.code), startedAt: visit.startedAt, met: members.filter((m) => visit.met.includes(m.name)).map((m) => m.id), nobody, others: !nobody && visit.metOther !== undefined, otherText: nobody ? '' : visit.metOther ?? '',
    topics: Object.fromEntries(visit.topics.map((t) => [t.topic.code, { ok: t.ok, picked: [], text: t.text ?? '', problem: false }])),
    note: visit.note, internalNote: visit.internalNote ?? '', promises: visit.promises.map(({ text, by }) => ({ text, by })),
  }
}

/** What was put down and not sent, or refused → the form again. */
export function draftOfInput(input: RecordVisit, photos: readonly EntryPhoto[]): VisitDraft {
  const nobody = input.metOther === '没人在家'
  return {
    ...emptyVisit(input.kind), startedAt: input.startedAt, met: [...input.met], nobody, others: !nobody && input.metOther !== undefined, otherText: nobody ? '' : input.metOther ?? '',
    topics: Object.fromEntries(input.topics.map((t) => [t.topic, { ok: t.ok, picked: [], text: t.text ?? '', problem: false }])), note: input.note ?? '', internalNote: input.internalNote ?? '',
    promises: input.promises.map(({ text, by }) => ({ text, by })), place: input.place ?? null, photos: photos.map(({ sha256, bytes, takenAt, file }) => ({ sha256, bytes, takenAt, file })), signature: input.signature ?? '',
  }
}

/** 「户主、之子」: who was met, by what they are to the head; names where that is not known. */
export function metWord(met: readonly string[], other: string | undefined, card: Pick<CardView, 'members'> | undefined): string {
  const known = met.map((id) => card?.members?.find((m) => m.id === id)).filter((m) => m !== undefined)
  return [...known.map((m) => m.name), ...(other ? [other] : [])].join('、') || (met.length > 0 ? `${met.length} 位家人` : '没有写')
}

/** 「离家 30 米」; beyond a kilometre in kilometres. */
export function distanceWord(metres: number | null): string {
  if (metres === null) return '已记下'
  return metres < 1000 ? `离家 ${Math.round(metres)} 米` : `离家 ${Math.round(metres / 100) / 10} 公里`
}

/** 「手机的钟快了 61 分钟」 */
export function clockWord(minutes: number | undefined): string | null {
  if (!minutes) return null
  const size = Math.abs(minutes)
  const long = size < 120 ? `${size} 分钟` : size < 2880 ? `${Math.round(size / 60)} 小时` : `${Math.round(size / 1440)} 天`
  return `手机的钟${minutes > 0 ? '快' : '慢'}了 ${long}`
}
