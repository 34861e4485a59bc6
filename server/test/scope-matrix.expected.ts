// What every role gets from every operation, written and reviewed by hand: never derived from the table or the permissions under test.
import type { Role } from '@onecard/shared/roles'
import type { Place } from './world'

export const VILLAGE: Role[] = ['village_clerk', 'village_secretary', 'village_team', 'first_secretary']
export const TOWNSHIP: Role[] = ['township_officer', 'township_leader']
const OFFICES: Role[] = [...VILLAGE, ...TOWNSHIP, 'county_office']
/** Who decides on changes of the record. */
const DECIDERS: Role[] = ['village_secretary', 'first_secretary', ...TOWNSHIP, 'county_office']
/** At whose desk there is a printer. */
const PRINTERS: Role[] = ['village_clerk', 'village_secretary', ...TOWNSHIP, 'county_office']
const NO_HOUSEHOLD: Role[] = ['system_admin', 'auditor']
/** See a household only because they are tied to it. */
const TIED: Role[] = ['household', 'helper', 'unit_manager', 'prefecture_office']
const OF_LAND: Role[] = [...OFFICES, 'department', 'acceptance_group']
const ALL: Role[] = [...TIED, ...OF_LAND, ...NO_HOUSEHOLD]
const but = (...named: Role[]): Role[] => ALL.filter((role) => !named.includes(role))

/** Households whose facts may stand in an answer to this role. */
export const SEES: Record<Role, Place[]> = {
  household: ['a1'], helper: ['a1'], unit_manager: ['a1'], prefecture_office: ['a1'],
  village_clerk: ['a1', 'a2'], village_secretary: ['a1', 'a2'], village_team: ['a1', 'a2'], first_secretary: ['a1', 'a2'],
  township_officer: ['a1', 'a2', 'b1'], township_leader: ['a1', 'a2', 'b1'], acceptance_group: ['a1', 'a2', 'b1'],
  county_office: ['a1', 'a2', 'b1', 'c1'], department: ['a1', 'a2', 'b1', 'c1'],
  system_admin: [], auditor: [],
}

/** For each role: a household just outside its reach. `other` is always a2: same village as a1, tied to nobody. */
export const OUTSIDE: Record<Role, Place> = {
  household: 'b1', helper: 'b1', unit_manager: 'b1', prefecture_office: 'p1',
  village_clerk: 'b1', village_secretary: 'b1', village_team: 'b1', first_secretary: 'b1',
  township_officer: 'c1', township_leader: 'c1', acceptance_group: 'c1',
  county_office: 'n1', department: 'n1', system_admin: 'a1', auditor: 'a1',
}

/** Statuses in the order of the cells named; a role missing from an operation, or named twice, fails the test. */
export interface Expected { cells: string[]; grid: Record<string, Role[]> }

const HOUSEHOLD_CELLS = ['inside', 'other', 'outside', 'none']
const REGION_CELLS = ['inside', 'outside', 'unfiltered']
const household = (ok: number, tied: Role[], land: Role[]): Expected => ({
  cells: HOUSEHOLD_CELLS,
  grid: { [`${ok} 404 404 404`]: tied, [`${ok} ${ok} 404 404`]: land, '403 403 403 403': ALL.filter((role) => !tied.includes(role) && !land.includes(role)) },
})
const single = (status: number, roles: Role[]): Expected => ({ cells: ['any'], grid: { [status]: roles, 403: but(...roles) } })

export const EXPECTED: Record<string, Expected> = {
  'sessions.create': single(201, ALL),
  'sessions.createByWechat': single(201, ALL),
  'sessions.list': single(200, ALL),
  'sessions.revoke': { cells: ['own', 'somebody else\'s', 'none'], grid: { '204 404 404': ALL } },
  'sessions.end': single(204, ALL),
  'me.get': single(200, ALL),
  // Anybody may try a code; this one opens nothing. His own password anybody may change who knows it.
  'passwords.set': { cells: ['a code that is none'], grid: { 403: ALL } },
  'passwords.change': { cells: ['own', 'wrong old one'], grid: { '204 403': ALL } },

  'accounts.list': single(200, ['system_admin']),
  'accounts.create': single(201, ['system_admin']),
  'accounts.appoint': { cells: ['account', 'himself', 'none'], grid: { '201 403 404': ['system_admin'], '403 403 403': but('system_admin') } },
  'accounts.reset': { cells: ['account', 'himself', 'none'], grid: { '201 403 404': ['system_admin'], '403 403 403': but('system_admin') } },
  'accounts.dismiss': { cells: ['account', 'himself', 'none'], grid: { '204 403 404': ['system_admin'], '403 403 403': but('system_admin') } },

  // The second person: another administrator or the county office, never the one who proposed.
  'proposals.list': single(200, ['county_office', 'system_admin']),
  'proposals.confirm': { cells: ['another', 'own', 'none'], grid: { '204 403 404': ['county_office', 'system_admin'], '403 403 403': but('county_office', 'system_admin') } },
  'proposals.withdraw': { cells: ['any', 'none'], grid: { '204 404': ['county_office', 'system_admin'], '403 403': but('county_office', 'system_admin') } },

  'county.get': single(200, ALL),
  // The administrator appoints to any land and the auditor reads of any: they know the names of all, and no household.
  'county.regions': { cells: ['inside', 'outside', 'none', 'unfiltered'], grid: { '200 404 404 200': but('household', ...NO_HOUSEHOLD), '200 200 404 200': NO_HOUSEHOLD, '403 403 403 403': ['household'] } },
  'county.totals': { cells: ['inside', 'outside', 'none', 'unfiltered'], grid: { '200 404 404 200': but('household', ...NO_HOUSEHOLD), '403 403 403 403': ['household', ...NO_HOUSEHOLD] } },

  // A land outside filters everything away; that nobody lives there and that one may not know are the same answer.
  'households.list': { cells: REGION_CELLS, grid: { '200 200 200': but(...NO_HOUSEHOLD), '403 403 403': NO_HOUSEHOLD } },
  'households.search': { cells: ['inside', 'other', 'outside', 'none'], grid: { '200 200 200 200': but(...NO_HOUSEHOLD), '403 403 403 403': NO_HOUSEHOLD } },
  'households.counts': { cells: REGION_CELLS, grid: { '200 200 200': but(...NO_HOUSEHOLD), '403 403 403': NO_HOUSEHOLD } },
  // A village at a time for those of a land; the others have no village to name, and need none.
  'sync.delta': { cells: REGION_CELLS, grid: { '404 404 200': TIED, '200 404 200': VILLAGE, '200 404 400': [...TOWNSHIP, 'county_office', 'department', 'acceptance_group'], '403 403 403': NO_HOUSEHOLD } },
  // Anybody may push; what becomes of each entry is that operation's own matter, held against its own row by the case.
  'sync.push': { cells: HOUSEHOLD_CELLS, grid: { '200 200 200 200': ALL } },
  'households.card': household(200, TIED, OF_LAND),
  'households.reveal': household(201, [], OFFICES),
  // The prefecture may ask for any household of its land, and for none beyond.
  'households.request': household(201, [], ['prefecture_office']),
  'households.pairings': household(200, TIED, OF_LAND),
  'households.pair': household(201, ['unit_manager'], ['county_office']),
  'households.unpair': household(204, ['unit_manager'], ['county_office']),

  'changes.catalogue': single(200, ['helper', ...OFFICES]),
  'changes.values': household(200, ['helper'], OFFICES),
  'changes.propose': household(201, ['helper'], OFFICES),
  'changes.list': household(200, TIED, OF_LAND),
  'changes.queue': { cells: REGION_CELLS, grid: { '200 200 200': DECIDERS, '403 403 403': but(...DECIDERS) } },
  'changes.decide': household(201, [], DECIDERS),
  // Whoever may propose may withdraw what he proposed himself.
  'changes.withdraw': household(201, ['helper'], OFFICES),
  'history.on': household(200, TIED, OF_LAND),
  'history.differences': household(200, TIED, OF_LAND),

  'visits.record': household(201, ['helper'], [...OFFICES, 'acceptance_group']),
  'visits.list': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'visits.get': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'visits.correct': household(200, ['helper'], [...OFFICES, 'acceptance_group']),
  'visits.addNote': household(201, ['helper'], [...OFFICES, 'acceptance_group']),
  'visits.withdraw': household(201, ['helper'], [...OFFICES, 'acceptance_group']),
  'visits.confirm': household(201, ['household'], []),
  'visits.keepPromise': household(204, ['helper'], [...OFFICES, 'acceptance_group']),
  'visits.promises': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'visits.due': { cells: REGION_CELLS, grid: { '200 200 200': ['helper', 'unit_manager', ...OFFICES], '403 403 403': but('helper', 'unit_manager', ...OFFICES) } },
  'visits.calendar': single(200, ['helper', ...OFFICES, 'acceptance_group']),
  'visits.manifest': single(200, ALL),
  'visits.positions': { cells: REGION_CELLS, grid: { '200 200 200': VILLAGE, '403 403 403': but(...VILLAGE) } },
  'visits.decidePosition': household(204, [], VILLAGE),
  'burden.report': { cells: ['any'], grid: { 204: ALL } },
  'burden.get': single(200, ['county_office']),

  // The household raises, reads and answers its own; the unit looks on; who strikes off is the path's business, not the gate's.
  'problems.raise': household(201, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'problems.list': { cells: REGION_CELLS, grid: { '200 200 200': ['household', 'helper', 'unit_manager', ...OFFICES, 'acceptance_group'], '403 403 403': but('household', 'helper', 'unit_manager', ...OFFICES, 'acceptance_group') } },
  'problems.ofHousehold': household(200, ['household', 'helper', 'unit_manager'], [...OFFICES, 'acceptance_group']),
  'problems.get': household(200, ['household', 'helper', 'unit_manager'], [...OFFICES, 'acceptance_group']),
  // Its cell is an objection where the household asks, an answer where others do; the acceptance group returns what waits to be checked.
  'problems.advance': household(201, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  // Entered by whoever visits and by the village, approved by its secretary alone; the township looks after it and sends back.
  'sheets.get': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'sheets.list': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'sheets.put': household(200, ['helper'], VILLAGE),
  'sheets.decide': household(201, [], ['village_secretary']),
  'sheets.approveMany': { cells: ['inside', 'outside'], grid: { '201 404': ['village_secretary'], '403 403': but('village_secretary') } },
  'sheets.undo': { cells: ['own', 'somebody else\'s', 'none'], grid: { '201 404 404': ['village_secretary'], '403 403 403': but('village_secretary') } },
  'sheets.reopen': household(201, [], ['village_secretary']),
  'sheets.confirm': household(201, ['household'], []),
  'sheets.sendBack': household(201, [], [...TOWNSHIP, 'county_office']),
  'sheets.queue': { cells: REGION_CELLS, grid: { '200 200 200': ['village_secretary'], '403 403 403': but('village_secretary') } },
  'sheets.queueSummary': { cells: REGION_CELLS, grid: { '200 200 200': ['village_secretary'], '403 403 403': but('village_secretary') } },
  'sheets.progress': { cells: REGION_CELLS, grid: { '200 200 200': [...TOWNSHIP, 'county_office'], '403 403 403': but(...TOWNSHIP, 'county_office') } },
  'sheets.sample': { cells: ['inside', 'outside'], grid: { '201 404': [...TOWNSHIP, 'county_office'], '403 403': but(...TOWNSHIP, 'county_office') } },
  'sheets.getSample': { cells: ['inside', 'outside', 'none'], grid: { '200 404 404': [...TOWNSHIP, 'county_office'], '403 403 403': but(...TOWNSHIP, 'county_office') } },
  'sheets.deputies': { cells: ['inside', 'outside'], grid: { '200 404': ['village_secretary'], '403 403': but('village_secretary') } },
  'sheets.deputyCandidates': { cells: ['inside', 'outside'], grid: { '200 404': ['village_secretary'], '403 403': but('village_secretary') } },
  'sheets.appointDeputy': { cells: ['inside', 'outside'], grid: { '201 404': ['village_secretary'], '403 403': but('village_secretary') } },
  'sheets.endDeputy': { cells: ['own', 'outside', 'none'], grid: { '204 404 404': ['village_secretary'], '403 403 403': but('village_secretary') } },
  'privacy.readers': household(200, ['household'], []),
  'notices.list': single(200, ALL),
  'notices.read': { cells: ['any'], grid: { 204: ALL } },
  'notices.subscriptions': single(200, ALL),
  'notices.answer': { cells: ['a template that is none'], grid: { 400: ALL } },

  'privacy.consent': single(200, ALL),
  'privacy.giveConsent': single(201, ALL),
  'privacy.bindingCode': household(201, ['helper'], VILLAGE),
  'privacy.bind': { cells: ['a code that is none'], grid: { 403: ALL } },

  // Photos are seen by those who read visits; the household sends its own of what it reports.
  'photos.start': household(201, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'photos.append': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'photos.link': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  // An address opens what the session that asked for it may see at the moment, and tells nobody more than that.
  'files.get': {
    cells: [...HOUSEHOLD_CELLS, 'forged'],
    grid: { '200 404 404 404 404': ['household', 'helper'], '200 200 404 404 404': [...OFFICES, 'acceptance_group'], '404 404 404 404 404': ['unit_manager', 'prefecture_office', 'department', ...NO_HOUSEHOLD] },
  },

  // The card goes with the incomes: who does not see those has none. What these cells issue and sign rests on a content that nobody has seen.
  'annualCards.get': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'annualCards.list': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'annualCards.version': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'annualCards.lines': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'annualCards.issue': household(409, [], ['village_secretary']),
  'annualCards.sign': household(409, ['household', 'helper'], [...VILLAGE]),
  'annualCards.issueMany': { cells: ['inside', 'outside'], grid: { '201 404': ['village_secretary'], '403 403': but('village_secretary') } },
  'annualCards.progress': { cells: REGION_CELLS, grid: { '200 200 200': OFFICES, '403 403 403': but(...OFFICES) } },
  // Whoever holds a paper may ask of it.
  'annualCards.verify': single(200, ALL),

  'codes.issue': { cells: ['inside', 'outside'], grid: { '201 404': ['village_secretary', ...TOWNSHIP, 'county_office'], '403 403': but('village_secretary', ...TOWNSHIP, 'county_office') } },
  'codes.reissue': household(201, [], OFFICES),
  'codes.get': household(200, [], OFFICES),
  'codes.image': household(200, [], OFFICES),
  'scans.create': household(201, TIED, OF_LAND),

  'villageSheets.template': { cells: ['inside', 'outside'], grid: { '200 404': ['helper', ...VILLAGE], '403 403': but('helper', ...VILLAGE) } },
  'villageSheets.upload': { cells: ['without a file'], grid: { 400: ['helper', ...VILLAGE], 403: but('helper', ...VILLAGE) } },
  // A department has its own lists; somebody else's are none to it.
  'payments.upload': { cells: ['without a file'], grid: { 400: ['department', 'county_office'], 403: but('department', 'county_office') } },
  'payments.list': single(200, ['department', 'county_office']),
  'payments.get': { cells: ['the county\'s', 'none'], grid: { '200 404': ['county_office'], '404 404': ['department'], '403 403': but('department', 'county_office') } },
  'payments.rows': { cells: ['the county\'s', 'none'], grid: { '200 404': ['county_office'], '404 404': ['department'], '403 403': but('department', 'county_office') } },
  'payments.match': { cells: ['none'], grid: { 404: ['department', 'county_office'], 403: but('department', 'county_office') } },
  'payments.dismiss': { cells: ['none'], grid: { 404: ['department', 'county_office'], 403: but('department', 'county_office') } },
  'exchange.export': { cells: REGION_CELLS, grid: { '200 404 200': ['county_office'], '403 403 403': but('county_office') } },
  'exchange.compare': { cells: ['without files'], grid: { 400: ['county_office'], 403: but('county_office') } },
  'exchange.list': single(200, ['county_office']),
  'exchange.get': { cells: ['none'], grid: { 404: ['county_office'], 403: but('county_office') } },
  'exchange.differences': { cells: ['none'], grid: { 404: ['county_office'], 403: but('county_office') } },
  'exchange.decide': { cells: ['none'], grid: { 404: ['county_office'], 403: but('county_office') } },
  // A job belongs to whoever asked for it; its file, to nobody whose land it no longer is.
  'prints.create': { cells: ['inside', 'outside', 'a household outside'], grid: { '201 404 404': PRINTERS, '403 403 403': but(...PRINTERS) } },
  'prints.list': single(200, PRINTERS),
  'prints.get': { cells: ['own', 'somebody else\'s', 'none'], grid: { '200 404 404': PRINTERS, '403 403 403': but(...PRINTERS) } },
  'prints.cancel': { cells: ['own', 'somebody else\'s', 'none'], grid: { '200 404 404': PRINTERS, '403 403 403': but(...PRINTERS) } },
  'prints.file': { cells: ['own', 'own, of another land by now', 'somebody else\'s', 'none'], grid: { '200 404 404 404': PRINTERS, '403 403 403 403': but(...PRINTERS) } },
  'prints.card': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),
  'prints.draft': household(200, ['household', 'helper'], [...OFFICES, 'acceptance_group']),

  'imports.create': { cells: ['without files'], grid: { 400: ['county_office'], 403: but('county_office') } },
  'imports.list': single(200, ['county_office']),
  'imports.get': { cells: ['refused job', 'none'], grid: { '200 404': ['county_office'], '403 403': but('county_office') } },
  'imports.problems': { cells: ['refused job', 'none'], grid: { '200 404': ['county_office'], '403 403': but('county_office') } },
  'imports.apply': { cells: ['refused job', 'none'], grid: { '409 404': ['county_office'], '403 403': but('county_office') } },

  'audit.list': single(200, ['auditor']),
  'audit.reads': single(200, ['auditor']),
}
