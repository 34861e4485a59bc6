// Every operation × every role × inside, other household, outside, none: over real HTTP, 8 at a time, each write on a household of its own.
import { createHash, randomUUID } from 'node:crypto'
import { allOperations, operations, type Operation } from '@onecard/shared/operations'
import { ROLE_IDS, type Role } from '@onecard/shared/roles'
import { annualCard } from '@onecard/shared/rules/annual-card'
import { cardFacts } from '@onecard/shared/rules/annual-card.fixture'
import { Proposal } from '../src/features/accounts/account.entity'
import { Frozen, freeze } from '../src/features/annual-cards'
import { IssuedCard } from '../src/features/annual-cards/issued-card.entity'
import { ImportJob } from '../src/features/imports/import.entity'
import { ChangeRows } from '../src/features/households'
import { Deputy, Sheet as SheetEntity, SheetBatch, SheetSample, type Sheet } from '../src/features/ledger/sheet.entity'
import { PrintJob, PrintPart } from '../src/features/prints/print.entity'
import { PieceWriter } from '../src/features/prints/pieces'
import { Problem } from '../src/features/problems/problem.entity'
import { Visit } from '../src/features/visits/visit.entity'
import { PaymentList } from '../src/features/payments/payment.entity'
import { Photo } from '../src/features/photos/photo.entity'
import { linkToken } from '../src/features/photos/links'
import { objectOf } from '../src/features/photos/objects'
import { FILES, type ObjectStore } from '../src/kernel/files'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { newId } from '../src/kernel/ids'
import { PASSWORD } from './actors'
import type { Answer, CallOptions } from './api'
import { freshCode, LAND, sheetRow, type HouseholdFacts, type Wish } from './population'
import { EXPECTED, OUTSIDE, SEES, TOWNSHIP, VILLAGE } from './scope-matrix.expected'
import { startWorld, type Place, type World } from './world'

type Input = Record<string, unknown>
const NOBODYS_CARD = annualCard(cardFacts([], []))
type Cell = { input: Input | (() => Promise<Input>); options?: CallOptions; /** Checks a success beyond its status. */ holds?: (answer: Answer<any>) => void }
/** Wrong tries are counted by address. */
const from = (role: Role): CallOptions => ({ headers: { 'x-forwarded-for': `198.51.100.${ROLE_IDS.indexOf(role) + 1}` } })
type Case = (role: Role) => Record<string, Cell>

const AT_ONCE = 8
/** Writes that take a household of their own for each cell. */
const CLONES = 14
const OF_HOUSEHOLDS = ['inside', 'other', 'outside', 'none'] as const
type HouseholdCell = (typeof OF_HOUSEHOLDS)[number]

let world: World
const clones = new Map<string, HouseholdFacts[]>()
let refusedJob: string

beforeAll(async () => { world = await startWorld({ env: { TRUST_PROXY: '127.0.0.1' } }) })
afterAll(() => world.close())

const placeOf = (role: Role, cell: HouseholdCell): Place => cell === 'inside' ? 'a1' : cell === 'other' ? 'a2' : OUTSIDE[role]
const known = (role: Role, cell: HouseholdCell): HouseholdFacts =>
  cell === 'none' ? { ...world.households.a1, id: newId(), code: freshCode(), headName: '查无此人' } : world.households[placeOf(role, cell)]

/** A plain household in the same land as the cell's, tied as it is; writes of one cell never meet another's. */
function fresh(role: Role, cell: HouseholdCell): HouseholdFacts {
  if (cell === 'none') return known(role, cell)
  const clone = clones.get(`${role} ${cell}`)?.pop()
  if (!clone) throw new Error(`no household left for ${role} ${cell}`)
  return clone
}

async function makeClones(): Promise<void> {
  const { people, units } = world
  const wishes: { key: string; wish: Wish }[] = []
  for (const role of ROLE_IDS) for (const cell of OF_HOUSEHOLDS.slice(0, 3)) for (let i = 0; i < CLONES; i++) {
    const tied = cell === 'inside' ? { accountId: people.helper.accountId, unitId: units.unit } : { accountId: people.helper2.accountId, unitId: units.unit2 }
    wishes.push({ key: `${role} ${cell}`, wish: { region: world.households[placeOf(role, cell)].region, headName: `样新${wishes.length}`, helper: tied } })
  }
  const made = await world.add(wishes.map(({ wish }) => wish))
  wishes.forEach(({ key }, i) => clones.set(key, [...clones.get(key) ?? [], made[i]]))
  const sessions = world.running.app.get(Sessions)
  for (const { accountId } of Object.values(people)) sessions.forget(accountId)
}

const landOf = (role: Role): string =>
  VILLAGE.includes(role) || role === 'household' || role === 'helper' || role === 'unit_manager' ? LAND.villageA
    : TOWNSHIP.includes(role) || role === 'acceptance_group' ? LAND.township : role === 'prefecture_office' ? LAND.prefecture : LAND.county
const outsideLandOf = (role: Role): string =>
  role === 'prefecture_office' ? LAND.farPrefecture : role === 'county_office' || role === 'department' ? LAND.neighbourCounty
    : TOWNSHIP.includes(role) || role === 'acceptance_group' ? LAND.otherTownship : LAND.villageB
const villageOf = (role: Role): string => landOf(role).length === 12 ? landOf(role) : landOf(role).length === 9 ? LAND.villageA : LAND.villageC
const NOWHERE = '210881999'

const ofHousehold = (input: (h: HouseholdFacts, role: Role) => Input | Promise<Input>, take = known): Case => (role) =>
  Object.fromEntries(OF_HOUSEHOLDS.map((cell): [string, Cell] => [cell, { input: async () => input(take(role, cell), role) }]))
const any = (input: Input | ((role: Role) => Promise<Input> | Input), options?: CallOptions): Case => (role) => ({ any: { input: async () => typeof input === 'function' ? input(role) : input, options } })
const none = (answer: Answer<any>): void => expect(answer.body.items ?? answer.body.total).toEqual(Array.isArray(answer.body.items) ? [] : 0)
const seesAll = (role: Role) => (answer: Answer<any>): void => {
  const ids = answer.body.items.map((item: { id: string }) => item.id)
  expect(ids.sort()).toEqual(SEES[role].map((place) => world.households[place].id).sort())
}
const tokenOf = async (role: Role): Promise<string> => (await world.running.app.get(Sessions).open(world.people[role].accountId, '浏览器')).token
const sessionIdOf = async (role: Role): Promise<string> => {
  const signedIn = await world.running.app.get(Sessions).resolve(await tokenOf(role))
  return signedIn?.base.sessionId as string
}
const pairingOf = async (household: HouseholdFacts): Promise<string> =>
  (await world.rows<{ id: string }>('SELECT id FROM pairing WHERE household_id = :id', { id: household.id }))[0]?.id ?? newId()
/** A change of a plain household that waits, by somebody. */
async function changeOf({ id }: HouseholdFacts, author: Role): Promise<string> {
  const rows = new ChangeRows(world.vault)
  const change = newId()
  rows.add(id, {
    id: change, kind: 'fields', memberId: null, state: 'proposed', reason: '因病致贫，有住院证明', authorId: world.people[author].accountId, authorRole: author, madeOn: 1, tookEffectIn: null,
    fields: [{ of: 'household', memberId: null, field: 'causeMain', before: '01', after: '02' }],
  })
  await world.db.everywhere('a test puts a change there').write((tx) => rows.flush(tx))
  return change
}
/** Its own visit for each cell, by the asker. `places`: three at the house, so that there is something to decide. */
async function visitOf({ id, region }: HouseholdFacts, role: Role, places = 1): Promise<string> {
  const rows = Array.from({ length: places }, (_, n) => ({
    id: newId(), householdId: id, accountId: world.people[role].accountId, onDay: clock.today(), kind: '05', met: null, note: '', topics: null, promises: JSON.stringify([{ text: '修水管', by: clock.today() }]), receivedAt: clock.date(), countsOn: clock.today(), longitude: '122.35', latitude: `40.4000${n}`, positionSystem: 'wgs84', accuracy: 9, atHouse: true,
  }))
  if (region) await world.db.everywhere('a test puts visits there').write((tx) => tx.insert(Visit, rows))
  return rows[0].id
}
/** Its own problem for each cell, about to be struck off. */
async function problemOf({ id, region }: HouseholdFacts): Promise<string> {
  const problem = newId()
  const today = clock.today()
  if (region) await world.db.everywhere('a test puts a problem there').write((tx) => tx.insert(Problem, {
    id: problem, householdId: id, kind: '01', source: '06', status: '03', line: null, lineLabel: null, text: '屋顶漏雨', photos: null, raisedBy: world.people.household.accountId, raisedAt: clock.date(), deadline: today, openUntil: today,
    responsibleId: world.people.department.accountId, answered: true, closedAt: null, version: 1,
  }))
  return problem
}
const stepOf = (role: Role): Input => role === 'household' ? { act: 'object', text: '还在漏' } : role === 'acceptance_group' ? { act: 'return', text: '还在漏' } : { act: 'answer', text: '下周来修' }
/** A sheet of its own for each cell: a month long ago that nothing else stands in. */
async function sheetOf({ id }: HouseholdFacts, state: Sheet['state'], more: Partial<Sheet> = {}): Promise<{ id: string; period: string; version: number }> {
  const row = sheetRow(id, `${1900 + Math.floor(++serial / 12)}-${String(serial % 12 + 1).padStart(2, '0')}`, state, more)
  await world.db.everywhere('a test puts a sheet there').write((tx) => tx.insert(SheetEntity, row))
  return { id, period: row.period, version: 1 }
}
async function batchOf(by: Role): Promise<string> {
  const [id, at, { accountId }] = [newId(), clock.date(), world.people[by]]
  const { period } = await sheetOf(world.households.a1, 'approved', { batchId: id, decidedBy: accountId, decidedAt: at })
  await world.db.everywhere('a test approves').write((tx) => tx.insert(SheetBatch, { id, accountId, period, sheets: 1, at, undoneAt: null }))
  return id
}
async function deputyOf(region: string): Promise<string> {
  const [id, { accountId, appointmentId }] = [newId(), world.people.village_clerk]
  await world.db.everywhere('a test names a deputy').write((tx) => tx.insert(Deputy, { id, region, accountId, appointmentId, fromDay: '2100-01-01', toDay: '2100-01-09', appointedBy: accountId, appointedAt: clock.date(), endedAt: null, endedBy: null }))
  return id
}
async function sampleOf(region: string): Promise<string> {
  const id = newId()
  await world.db.everywhere('a test draws').write((tx) => tx.insert(SheetSample, { id, region, period: '2020-09', seed: 1, size: 0, outOf: 1, drawnBy: world.people.county_office.accountId, drawnAt: clock.date() }))
  return id
}
/** Far ahead: who is a deputy today may more. */
const someday = (region: string): Input => ({ region, account: world.people.village_clerk.accountId, from: '2100-01-01', to: '2100-01-09' })
const villageOutside = (role: Role): string => outsideLandOf(role).length === 12 ? outsideLandOf(role) : outsideLandOf(role).length === 9 ? LAND.villageC : LAND.neighbourVillage
/** 核查 is all that an acceptance group records. */
const plainVisit = (role: Role) => ({ kind: role === 'acceptance_group' ? '05' : '01', startedAt: clock.iso(clock.now()), endedAt: clock.iso(clock.now()), met: [], topics: [], promises: [] })
/** A list of the county office. */
async function paymentList(): Promise<string> {
  const id = newId()
  await world.db.everywhere('a test puts a list there').write((tx) => tx.insert(PaymentList, {
    id, createdBy: world.people.county_office.accountId, createdAt: clock.date(), fileName: '名单.xlsx', fileHash: id, item: 'D61', period: '2020-09', rowCount: 0, fen: 0,
  }))
  return id
}
/** Not the whole of it: enough to be taken. */
const JPEG_BEGINS = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1])
/** A photo of a household; its bytes have arrived, or are about to. */
async function photoOf({ id }: HouseholdFacts, state: 'awaited' | 'stored'): Promise<string> {
  const photo = newId()
  await world.db.everywhere('a test puts a photo there').write((tx) => tx.insert(Photo, {
    id: photo, householdId: id, sha256: createHash('sha256').update(photo).digest('hex'), bytes: 100, takenAt: clock.date(), state, accountId: world.people.helper.accountId, storedAt: null,
  }))
  return photo
}
/** An address as a session of this role would have it of a photo of this household. */
async function fileToken(h: HouseholdFacts, role: Role): Promise<string> {
  const photo = await photoOf(h, 'stored')
  const object = objectOf(world.vault, createHash('sha256').update(photo).digest('hex'))
  await world.running.app.get<ObjectStore>(FILES).put(`${object}/thumb`, Buffer.from('picture'))
  return linkToken(world.vault, { size: 'thumb', householdId: h.id, photoId: photo, sessionId: await sessionIdOf(role) }).token
}
/** A card of a household, as it was issued once; its content is nobody's. */
async function issuedOf({ id, region }: HouseholdFacts): Promise<{ id: string; year: number; version: number }> {
  const of = { householdId: id, year: 2019, version: 1 }
  const { json, hash } = freeze(NOBODYS_CARD)
  const frozen = world.running.app.get(Frozen)
  const [there] = await world.rows('SELECT version FROM issued_card WHERE household_id = :id', { id })
  if (region && !there) await world.db.everywhere('a test puts a card there').write((tx) => tx.insert(IssuedCard, {
    ...of, hash, verification: frozen.code(of, hash), body: frozen.seal(of, json), issuedAt: clock.date(), issuedBy: world.people.auditor.accountId, reason: null, changed: false,
  })).catch((error: Error) => { if (!/DUP/.test(error.message)) throw error })
  return { id, year: of.year, version: 1 }
}
/** A finished print of this land by this person, with a file of one line. */
async function printOf(who: Role, region: string, state = 'done'): Promise<string> {
  const id = newId()
  const out = new PieceWriter(world.running.app.get<ObjectStore>(FILES), id, 0, () => Promise.resolve())
  await new Promise<void>((resolve, reject) => { out.once('error', reject).end('户编号\r\n', () => { resolve() }) })
  const now = clock.date()
  const selection = JSON.stringify({ region, group: null, households: null, year: null, period: null, perSheet: 8, drafts: false, reasoned: false })
  await world.db.everywhere('a test puts a print there').write(async (tx) => {
    await tx.insert(PrintJob, { id, accountId: world.people[who].accountId, kind: 'households_csv', region, selection, title: '名册', state, done: 1, total: 1, remarks: '[]', failure: null, tries: 1, holder: null, heldUntil: clock.at(now.getTime() + 3_600_000), createdAt: now, finishedAt: state === 'done' ? now : null })
    await tx.insert(PrintPart, { jobId: id, n: 0, region, name: '名册', items: 1, done: true, bytes: out.bytes, pieces: 1 })
  })
  return id
}
const otherOf = (role: Role): Role => role === 'county_office' ? 'township_officer' : 'county_office'
let serial = 0

/** Reads first: writes add households, and lists are then longer than a page. */
const READS: Record<string, Case> = {
  'sessions.create': any((role) => ({ account: role, password: PASSWORD })),
  'passwords.set': (role) => ({ 'a code that is none': { input: { account: role, code: '00000 00000', password: 'long-enough-2020' }, options: from(role) } }),
  'sessions.createByWechat': any((role) => ({ code: `dev-${role}.${++serial}`, phoneCode: `ph-${world.people[role].phone}.${++serial}` })),
  'sessions.list': any({}),
  'me.get': any({}),
  'accounts.list': any({}),
  'county.get': any({}),
  'county.regions': (role) => ({ inside: { input: { under: landOf(role) } }, outside: { input: { under: outsideLandOf(role) } }, none: { input: { under: NOWHERE } }, unfiltered: { input: {} } }),
  'county.totals': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) } }, none: { input: { region: NOWHERE } }, unfiltered: { input: {} } }),
  'households.list': (role) => ({
    inside: { input: { region: landOf(role) }, holds: seesAll(role) }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {}, holds: seesAll(role) },
  }),
  'households.search': (role) => Object.fromEntries(OF_HOUSEHOLDS.map((cell): [string, Cell] => [cell, {
    input: { text: known(role, cell).headName },
    // The prefecture reads masked names, so it cannot search by them.
    holds: (answer) => expect(answer.body.items).toHaveLength(role !== 'prefecture_office' && cell !== 'none' && SEES[role].includes(placeOf(role, cell)) ? 1 : 0),
  }])),
  'households.counts': (role) => ({
    inside: { input: { region: landOf(role) }, holds: ({ body }) => expect(body.total).toBe(SEES[role].length) }, outside: { input: { region: outsideLandOf(role) }, holds: none },
    unfiltered: { input: {}, holds: ({ body }) => expect(body.total).toBe(SEES[role].length) },
  }),
  'sync.delta': (role) => ({
    inside: { input: { region: villageOf(role) }, holds: ({ body }) => body.items && expect(body.items.map((card: { id: string }) => card.id).sort()).toEqual(SEES[role].map((place) => world.households[place]).filter((h) => h.region === villageOf(role)).map((h) => h.id).sort()) },
    outside: { input: { region: outsideLandOf(role).length < 12 ? (outsideLandOf(role).length === 9 ? LAND.villageC : LAND.neighbourVillage) : outsideLandOf(role) } },
    unfiltered: { input: {}, holds: (answer) => answer.body.items && seesAll(role)(answer) },
  }),
  'households.card': ofHousehold((h) => ({ id: h.id })),
  'households.pairings': ofHousehold((h) => ({ id: h.id })),
  'changes.catalogue': any({}),
  'changes.values': ofHousehold((h) => ({ id: h.id })),
  'changes.list': ofHousehold((h) => ({ id: h.id })),
  'changes.queue': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {} } }),
  'history.on': ofHousehold((h) => ({ id: h.id, on: clock.today() })),
  'history.differences': ofHousehold((h) => ({ id: h.id, from: '2020-01-01', to: clock.today() })),
  'visits.list': ofHousehold((h) => ({ id: h.id })),
  'visits.promises': ofHousehold((h) => ({ id: h.id })),
  'visits.get': ofHousehold(async (h, role) => ({ id: h.id, visit: await visitOf(h, role) })),
  'visits.due': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {} } }),
  'visits.calendar': any({ month: clock.today().slice(0, 7) }),
  'visits.manifest': any({ entries: [], photos: [] }),
  'visits.positions': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {} } }),
  'burden.get': any({}),
  'problems.list': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {} } }),
  'problems.ofHousehold': ofHousehold((h) => ({ id: h.id })),
  'problems.get': ofHousehold(async (h) => ({ id: h.id, problem: await problemOf(h) })),
  'sheets.get': ofHousehold((h) => ({ id: h.id, period: '2020-09' })),
  'sheets.list': ofHousehold((h) => ({ id: h.id })),
  'sheets.queue': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {} } }),
  'sheets.queueSummary': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: ({ body }) => expect(body.months).toEqual([]) }, unfiltered: { input: {} } }),
  'sheets.progress': (role) => ({ inside: { input: { region: landOf(role) } }, outside: { input: { region: outsideLandOf(role) }, holds: none }, unfiltered: { input: {} } }),
  'sheets.getSample': (role) => ({ inside: { input: async () => ({ id: await sampleOf(landOf(role)) }) }, outside: { input: async () => ({ id: await sampleOf(outsideLandOf(role)) }) }, none: { input: { id: newId() } } }),
  'sheets.deputies': (role) => ({ inside: { input: { region: villageOf(role) } }, outside: { input: { region: villageOutside(role) } } }),
  'sheets.deputyCandidates': (role) => ({ inside: { input: { region: villageOf(role) } }, outside: { input: { region: villageOutside(role) } } }),
  'privacy.readers': ofHousehold((h) => ({ id: h.id })),
  'notices.list': any({}),
  'notices.read': any({ upTo: '0'.repeat(26) }),
  'notices.subscriptions': any({}),
  'notices.answer': () => ({ 'a template that is none': { input: { topic: 'visit_due', template: 'none', result: 'accept' } } }),
  'privacy.consent': any({}),
  'privacy.bind': (role) => ({ 'a code that is none': { input: { code: '000000', wechatCode: `dev-nobody-${ROLE_IDS.indexOf(role)}` }, options: from(role) } }),
  'annualCards.get': ofHousehold((h) => ({ id: h.id, year: 2020 })),
  'annualCards.list': ofHousehold((h) => ({ id: h.id })),
  'annualCards.version': ofHousehold((h) => issuedOf(h)),
  'annualCards.lines': ofHousehold((h) => ({ id: h.id, year: 2020 })),
  'annualCards.progress': (role) => ({ inside: { input: { region: landOf(role), year: 2020 } }, outside: { input: { region: outsideLandOf(role), year: 2020 }, holds: none }, unfiltered: { input: { year: 2020 } } }),
  'annualCards.verify': any({ text: '7K2M-9Q4T' }),
  'codes.get': ofHousehold((h) => ({ id: h.id })),
  'codes.image': ofHousehold((h) => ({ id: h.id })),
  'scans.create': ofHousehold((h) => ({ text: h.code })),
  'photos.link': ofHousehold(async (h) => ({ id: h.id, photo: await photoOf(h, 'stored') })),
  'villageSheets.template': (role) => ({ inside: { input: { region: villageOf(role), period: '2020-09' } }, outside: { input: { region: villageOutside(role), period: '2020-09' } } }),
  'villageSheets.upload': () => ({ 'without a file': { input: {}, options: { form: new FormData() } } }),
  'payments.upload': () => ({ 'without a file': { input: {}, options: { form: new FormData() } } }),
  'payments.list': any({}),
  'payments.get': () => ({ 'the county\'s': { input: async () => ({ id: await paymentList() }) }, none: { input: { id: newId() } } }),
  'payments.rows': () => ({ 'the county\'s': { input: async () => ({ id: await paymentList() }) }, none: { input: { id: newId() } } }),
  'payments.match': () => ({ none: { input: { id: newId(), row: newId(), household: newId(), member: newId() } } }),
  'payments.dismiss': () => ({ none: { input: { id: newId(), row: newId(), reason: '不在本县居住' } } }),
  'exchange.export': (role) => ({
    inside: { input: { sheet: 'members', year: 2020, region: landOf(role), reason: '向国家系统报送' } }, outside: { input: { sheet: 'members', year: 2020, region: outsideLandOf(role), reason: '向国家系统报送' } },
    unfiltered: { input: { sheet: 'households', year: 2020, reason: '向国家系统报送' } },
  }),
  'exchange.list': any({}),
  'exchange.get': () => ({ none: { input: { id: newId() } } }),
  'exchange.differences': () => ({ none: { input: { id: newId() } } }),
  'exchange.decide': () => ({ none: { input: { id: newId(), differences: [newId()], take: 'ours' } } }),
  'exchange.compare': () => ({ 'without files': { input: {}, options: { form: new FormData() } } }),
  'files.get': (role) => ({ ...ofHousehold(async (h) => ({ token: await fileToken(h, role) }))(role), forged: { input: { token: 'AQAA' } } }),
  'prints.list': any({}),
  'prints.get': (role) => ({ own: { input: async () => ({ id: await printOf(role, landOf(role)) }) }, 'somebody else\'s': { input: async () => ({ id: await printOf(otherOf(role), LAND.villageA) }) }, none: { input: { id: newId() } } }),
  'prints.file': (role) => ({
    own: { input: async () => ({ id: await printOf(role, landOf(role)) }) }, 'own, of another land by now': { input: async () => ({ id: await printOf(role, outsideLandOf(role)) }) },
    'somebody else\'s': { input: async () => ({ id: await printOf(otherOf(role), LAND.villageA) }) }, none: { input: { id: newId() } },
  }),
  'prints.card': ofHousehold((h) => issuedOf(h)),
  'prints.draft': ofHousehold((h) => ({ id: h.id, year: 2020 })),
  'imports.list': any({}),
  'imports.get': () => ({ 'refused job': { input: { id: refusedJob } }, none: { input: { id: newId() } } }),
  'imports.problems': () => ({ 'refused job': { input: { id: refusedJob } }, none: { input: { id: newId() } } }),
  'proposals.list': any({}),
  'audit.list': any({}),
  'audit.reads': any({}),
}

const WRITES: Record<string, Case> = {
  'sessions.revoke': (role) => ({ own: { input: async () => ({ id: await sessionIdOf(role) }) }, 'somebody else\'s': { input: async () => ({ id: await sessionIdOf(role === 'helper' ? 'auditor' : 'helper') }) }, none: { input: { id: newId() } } }),
  'sessions.end': (role) => ({ any: { input: {}, options: { token: endable.get(role) } } }),
  'accounts.create': any(() => ({ account: `fresh.${++serial}`, name: '样新人' })),
  'accounts.reset': (role) => ({
    account: { input: { id: world.people.department3.accountId, reason: '本人忘了密码' } }, himself: { input: { id: world.people[role].accountId, reason: '本人忘了密码' } }, none: { input: { id: newId(), reason: '本人忘了密码' } },
  }),
  'accounts.appoint': (role) => ({
    account: { input: { id: world.people.helper3.accountId, role: 'helper' } }, himself: { input: { id: world.people[role].accountId, role: 'helper' } }, none: { input: { id: newId(), role: 'helper' } },
  }),
  'accounts.dismiss': (role) => ({
    account: { input: { id: world.people.department3.accountId, appointment: world.people.department3.appointmentId } },
    himself: { input: { id: world.people[role].accountId, appointment: world.people[role].appointmentId } }, none: { input: { id: newId(), appointment: newId() } },
  }),
  'proposals.confirm': (role) => ({
    another: { input: async () => ({ id: await proposed(role === 'system_admin' ? 'county_office' : 'system_admin') }) }, own: { input: async () => ({ id: await proposed(role) }) }, none: { input: { id: newId() } },
  }),
  'proposals.withdraw': (role) => ({ any: { input: async () => ({ id: await proposed(role) }) }, none: { input: { id: newId() } } }),
  'households.reveal': ofHousehold((h) => ({ id: h.id, member: h.members[0].id, field: 'certificate', reason: '核对低保申请材料' })),
  'households.request': ofHousehold((h) => ({ text: h.code, reason: '核查来信反映的情况' }), fresh),
  'visits.record': ofHousehold((h, role) => ({ id: h.id, ...plainVisit(role), sentAt: clock.iso(clock.now()), photos: [] })),
  'sync.push': (role) => Object.fromEntries(OF_HOUSEHOLDS.map((cell, n): [string, Cell] => [cell, {
    input: { entries: [{ key: randomUUID(), operation: 'visits.record', input: { id: known(role, cell).id, ...plainVisit(role), sentAt: clock.iso(clock.now()), photos: [] } }] },
    holds: ({ body }) => expect(body.answers.map((answer: { status: number }) => answer.status)).toEqual([Number(rowOf('visits.record', role).split(' ')[n])]),
  }])),
  'visits.correct': ofHousehold(async (h, role) => ({ id: h.id, visit: await visitOf(h, role), version: 1, ...plainVisit(role) })),
  'visits.keepPromise': ofHousehold(async (h, role) => ({ id: h.id, visit: await visitOf(h, role), index: 0, kept: true })),
  'visits.addNote': ofHousehold(async (h, role) => ({ id: h.id, visit: await visitOf(h, role), text: '补充一句' })),
  'visits.withdraw': ofHousehold(async (h, role) => ({ id: h.id, visit: await visitOf(h, role), reason: '记错了人家' })),
  'visits.confirm': ofHousehold(async (h, role) => ({ id: h.id, visit: await visitOf(h, role === 'household' ? 'helper' : role), agree: true })),
  'visits.decidePosition': ofHousehold(async (h, role) => { await visitOf(h, role, 3); return { id: h.id, confirm: true } }, fresh),
  'problems.raise': ofHousehold((h) => ({ id: h.id, kind: '01', text: '屋顶漏雨' })),
  'problems.advance': ofHousehold(async (h, role) => ({ id: h.id, problem: await problemOf(h), version: 1, ...stepOf(role) })),
  'sheets.put': ofHousehold((h) => ({ id: h.id, period: clock.today().slice(0, 7), version: 0, lines: [{ item: 'A1', fen: 120000 }], submit: true }), fresh),
  'sheets.decide': ofHousehold(async (h) => ({ ...await sheetOf(h, 'submitted'), approve: true })),
  'sheets.approveMany': (role) => Object.fromEntries([['inside', villageOf(role), 'a1'], ['outside', villageOutside(role), 'b1']].map(([cell, region, place]): [string, Cell] => [cell, {
    input: async () => { const { id, period, version } = await sheetOf(world.households[place as Place], 'submitted'); return { region, period, sheets: [{ household: id, version }] } },
    holds: ({ body }) => expect([body.approved, body.refused]).toEqual([1, []]),
  }])),
  'sheets.undo': (role) => ({ own: { input: async () => ({ batch: await batchOf(role) }) }, 'somebody else\'s': { input: async () => ({ batch: await batchOf(role === 'helper' ? 'auditor' : 'helper') }) }, none: { input: { batch: newId() } } }),
  'sheets.reopen': ofHousehold(async (h) => ({ ...await sheetOf(h, 'approved'), reason: '工资单核对有误' })),
  'sheets.confirm': ofHousehold(async (h) => ({ ...await sheetOf(h, 'approved'), agree: true })),
  'sheets.sendBack': ofHousehold(async (h) => ({ ...await sheetOf(h, 'approved'), reason: '抽查时和存折对不上' })),
  'sheets.sample': (role) => Object.fromEntries([['inside', landOf(role), 'a1'], ['outside', outsideLandOf(role), 'a1']].map(([cell, region, place]): [string, Cell] => [cell, {
    input: async () => { const { period } = await sheetOf(world.households[place as Place], 'approved'); return { region, period, size: 3, seed: 7 } },
  }])),
  'sheets.appointDeputy': (role) => ({ inside: { input: someday(villageOf(role)) }, outside: { input: someday(villageOutside(role)) } }),
  'sheets.endDeputy': (role) => ({ own: { input: async () => ({ region: villageOf(role), deputy: await deputyOf(villageOf(role)) }) }, outside: { input: async () => ({ region: villageOutside(role), deputy: await deputyOf(villageOutside(role)) }) }, none: { input: { region: villageOf(role), deputy: newId() } } }),
  'privacy.giveConsent': any({ text: county.privacy.version, agree: true }),
  'privacy.bindingCode': ofHousehold((h) => ({ id: h.id, member: h.members[1]?.id ?? newId() })),
  'burden.report': any({ flow: 'visit', taps: 4, seconds: 20, askedTwice: 0 }),
  'households.pair': ofHousehold((h) => ({ id: h.id, account: 'helper3' }), fresh),
  'households.unpair': ofHousehold(async (h) => ({ id: h.id, pairing: await pairingOf(h), reason: '工作调动离开' }), fresh),
  'changes.propose': ofHousehold((h) => ({ id: h.id, version: 1, kind: 'fields', fields: [{ field: 'fuel', before: null, after: '03' }], reason: '入户核对后更正' }), fresh),
  'changes.decide': ofHousehold(async (h) => ({ id: h.id, change: await changeOf(h, 'auditor'), approve: true, version: 1 }), fresh),
  'changes.withdraw': ofHousehold(async (h, role) => ({ id: h.id, change: await changeOf(h, role) }), fresh),
  'photos.start': ofHousehold((h) => ({ id: h.id, sha256: createHash('sha256').update(`${++serial}`).digest('hex'), bytes: 100, takenAt: clock.iso(clock.now()) })),
  'photos.append': (role) => Object.fromEntries(OF_HOUSEHOLDS.map((cell): [string, Cell] => [cell, { options: { bytes: JPEG_BEGINS }, input: async () => { const h = known(role, cell); return { id: h.id, photo: await photoOf(h, 'awaited'), offset: '0' } } }])),
  'codes.issue': (role) => ({
    inside: { input: { region: landOf(role).length < 9 ? LAND.villageC : landOf(role) } }, outside: { input: { region: outsideLandOf(role).length < 9 ? LAND.neighbourVillage : outsideLandOf(role) } },
  }),
  'annualCards.issue': ofHousehold((h) => ({ id: h.id, year: 2020, basis: '0'.repeat(64) })),
  'annualCards.sign': ofHousehold(async (h, role) => ({ ...await issuedOf(h), as: role === 'helper' ? 'helper' : 'household', hash: '0'.repeat(64) })),
  'annualCards.issueMany': (role) => ({ inside: { input: { region: landOf(role).length < 12 ? LAND.villageC : landOf(role), year: 2015 } }, outside: { input: { region: outsideLandOf(role).length < 12 ? LAND.neighbourVillage : outsideLandOf(role), year: 2015 } } }),
  'codes.reissue': ofHousehold((h) => ({ id: h.id, kind: 'lost', reason: '门牌被风刮走' }), fresh),
  'prints.create': (role) => ({
    inside: { input: { kind: 'households_csv', region: landOf(role) } }, outside: { input: { kind: 'households_csv', region: outsideLandOf(role) } },
    'a household outside': { input: { kind: 'labels', households: [world.households[OUTSIDE[role]].id] } },
  }),
  'prints.cancel': (role) => ({ own: { input: async () => ({ id: await printOf(role, landOf(role), 'running') }) }, 'somebody else\'s': { input: async () => ({ id: await printOf(otherOf(role), LAND.villageA, 'running') }) }, none: { input: { id: newId() } } }),
  'imports.create': () => ({ 'without files': { input: {}, options: { form: new FormData() } } }),
  'imports.apply': () => ({ 'refused job': { input: { id: refusedJob } }, none: { input: { id: newId() } } }),
  // Last: it ends all other sessions.
  'passwords.change': (role) => ({ own: { input: { old: PASSWORD, password: 'long-enough-2020' } }, 'wrong old one': { input: { old: 'wrong', password: 'long-enough-2020' }, options: from(role) } }),
}
/** Expected statuses of a role, in the order of the cells. */
const rowOf = (name: string, role: Role): string => Object.entries(EXPECTED[name].grid).find(([, roles]) => roles.includes(role))?.[0] ?? ''
/** An appointment that this person proposed and nobody has confirmed. */
async function proposed(by: Role): Promise<string> {
  const id = newId()
  await world.db.everywhere('a test proposes').write((tx) => tx.insert(Proposal, {
    id, kind: 'appointment', accountId: world.people.department2.accountId, role: 'helper', lands: null, householdId: null, unitId: null, policyArea: null,
    fromDay: clock.today(), toDay: clock.today(), proposedBy: world.people[by].accountId, proposedAt: clock.date(),
  }))
  return id
}
const endable = new Map<Role, string>()

const CASES: Record<string, Case> = { ...READS, ...WRITES }
const byName = new Map<string, Operation<any, any>>(allOperations())

interface Asked { name: string; role: Role; cell: string; answer: Answer<any> }
const asked: Asked[] = []

async function ask(cases: Record<string, Case>): Promise<void> {
  const jobs = Object.entries(cases).flatMap(([name, make]) => ROLE_IDS.flatMap((role) => Object.entries(make(role)).map(([cell, wish]) => ({ name, role, cell, wish }))))
  const run = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { name, role, cell, wish } = job
      const input = typeof wish.input === 'function' ? await wish.input() : wish.input
      const answer = await world.call(byName.get(name) as Operation<any, any>, input, { token: await world.token(role), ...wish.options })
      if (answer.status < 300) try { wish.holds?.(answer) } catch (error) { throw new Error(`${name} as ${role}, ${cell}: ${(error as Error).message}`) }
      asked.push({ name, role, cell, answer })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, run))
}

test('every operation has a case, and every case an operation', () => {
  const names = allOperations().map(([name]) => name).sort()
  expect(Object.keys(CASES).sort()).toEqual(names)
  expect(Object.keys(EXPECTED).sort()).toEqual(names)
})

test('every role stands once in every expected row', () => {
  for (const [name, { grid }] of Object.entries(EXPECTED)) expect([name, Object.values(grid).flat().sort()]).toEqual([name, [...ROLE_IDS].sort()])
})

describe('the matrix', () => {
  beforeAll(async () => {
    refusedJob = newId()
    const zero = { read: 0, added: 0, changed: 0, same: 0 }
    await world.db.everywhere('a test puts an import there').write((tx) => tx.insert(ImportJob, {
      id: refusedJob, state: 'refused', createdBy: world.people.county_office.accountId, createdAt: clock.date(), files: '[]',
      counts: JSON.stringify({ households: zero, members: zero }), progress: JSON.stringify({ done: 0, total: 0, step: '检查' }), problems: 1, warnings: 0, failure: null,
    }))
    for (const role of ROLE_IDS) endable.set(role, await tokenOf(role))
    await ask(READS)
    await makeClones()
    await ask(WRITES)
  })

  test.each(Object.keys(EXPECTED))('%s', (name) => {
    const { cells, grid } = EXPECTED[name]
    const got: Record<string, Role[]> = {}
    for (const role of ROLE_IDS) {
      const statuses = cells.map((cell) => asked.find((a) => a.name === name && a.role === role && a.cell === cell)?.answer.status ?? 'not asked').join(' ')
      ;(got[statuses] ??= []).push(role)
    }
    const inOrder = (rows: Record<string, Role[]>) => Object.fromEntries(Object.entries(rows).filter(([, roles]) => roles.length).map(([key, roles]) => [key, [...roles].sort()]))
    expect(inOrder(got)).toEqual(inOrder(grid))
  })

  test('no answer to anybody holds a fact of a household outside', () => {
    expect(asked.length).toBeGreaterThan(900)
    const leaks: string[] = []
    for (const { name, role, cell, answer } of asked) {
      // A request opens its household; what its own text named is no secret to the asker.
      if (name === 'households.request') continue
      for (const [place, h] of Object.entries(world.households) as [Place, HouseholdFacts][]) {
        if (SEES[role].includes(place)) continue
        // The logs of the auditor name households by id; the administrator's accounts name none at all.
        const facts = [...(role === 'auditor' ? [] : [h.id]), h.headName, h.householdNo, h.code, h.number, h.phone, h.bankCard, h.groupName, ...h.members.flatMap((m) => [m.id, m.name, m.certificate])]
        for (const fact of facts) if (answer.text.includes(fact)) leaks.push(`${name} as ${role}, ${cell}: ${place} ${fact}`)
      }
    }
    expect(leaks).toEqual([])
  })

  test('a whole ID number stands in no answer but a reveal', () => {
    const numbers = Object.values(world.households).flatMap((h) => h.members.map((m) => m.certificate))
    expect(asked.filter(({ name, answer }) => name !== 'households.reveal' && numbers.some((n) => answer.text.includes(n))).map(({ name, role }) => `${name} ${role}`)).toEqual([])
  })

  test('outside and none are told apart by nothing but the request id', () => {
    const plain = (text: string): string => text.replace(/"requestId":"[^"]*"/, '')
    for (const name of ['households.card', 'households.pairings', 'changes.list', 'changes.values', 'changes.propose', 'changes.decide', 'changes.withdraw', 'annualCards.get', 'annualCards.list', 'annualCards.lines', 'annualCards.issue', 'history.on', 'history.differences', 'households.reveal', 'codes.get', 'codes.reissue', 'households.pair', 'scans.create']) {
      for (const role of ROLE_IDS) {
        const [outside, nobody] = ['outside', 'none'].map((cell) => asked.find((a) => a.name === name && a.role === role && a.cell === cell)?.answer)
        expect([name, role, plain(outside?.text ?? '')]).toEqual([name, role, plain(nobody?.text ?? '-')])
      }
    }
  })
})

describe('without a session', () => {
  test.each(allOperations().filter(([, op]) => op.permission !== 'public').map(([name]) => name))('%s answers 401', async (name) => {
    const op = byName.get(name) as Operation<any, any>
    const input = Object.fromEntries([...op.path.matchAll(/:(\w+)/g)].map(([, field]) => [field, newId()]))
    expect((await world.call(op, input)).problem).toMatchObject({ status: 401, code: 'session.missing' })
    expect((await world.call(op, input, { token: 'x'.repeat(43) })).problem).toMatchObject({ status: 401, code: 'session.ended' })
  })
})

describe('a malformed request', () => {
  /** Somebody whom the operation is open to. */
  const somebody = (name: string): Role => Object.entries(EXPECTED[name].grid).find(([statuses, roles]) => roles.length > 0 && !statuses.startsWith('403'))?.[1][0] ?? 'household'
  const chinese = /[一-鿿]/

  test.each(allOperations().map(([name]) => name))('%s: an unknown field is named', async (name) => {
    const op = byName.get(name) as Operation<any, any>
    const first = Object.values(CASES[name](somebody(name)))[0]
    const input = typeof first.input === 'function' ? await first.input().catch(() => ({})) : first.input
    const path = `/api/v1/${op.path.replace(/:(\w+)/g, (_, field: string) => String((input as Input)[field] ?? newId()))}?nonsense=1`
    const answer = await world.send(op.method, path, { token: await world.token(somebody(name)), op, ...first.options && { form: first.options.form }, ...(op.method === 'POST' && !op.upload && { body: '{}' }) })
    expect(answer.problem).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(answer.problem.errors).toEqual(expect.arrayContaining([{ field: 'nonsense', message: '没有这一项，请去掉' }]))
    expect(answer.problem.errors?.every(({ message }) => chinese.test(message))).toBe(true)
  })

  test.each(allOperations().filter(([, op]) => /:(id|region)\b/.test(op.path)).map(([name]) => name))('%s: a path that is no id is named', async (name) => {
    const op = byName.get(name) as Operation<any, any>
    const path = `/api/v1/${op.path.replace(/:\w+/g, 'x')}`
    const { problem } = await world.send(op.method, path, { token: await world.token(somebody(name)), op, ...(op.method === 'POST' && { body: '{}' }) })
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(problem.errors?.map(({ field }) => field)).toEqual(expect.arrayContaining([op.path.includes(':region') ? 'region' : 'id']))
    expect(problem.errors?.every(({ message }) => chinese.test(message))).toBe(true)
  })

  test('the id in the path cannot be overridden by the body', async () => {
    const { a1, b1 } = world.households
    const { problem, status } = await world.send('POST', `/api/v1/households/${b1.id}/reveals`, {
      token: await world.token('village_secretary'), op: operations.households.reveal,
      body: JSON.stringify({ id: a1.id, member: a1.members[0].id, field: 'certificate', reason: '核对低保申请材料' }),
    })
    expect([status, problem.code]).toEqual([404, 'not_found'])
  })
})
