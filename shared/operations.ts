// One line per operation: the router, the gate, the phone's client, OpenAPI and the scope matrix all read this table.
// One file although it is long: a table in pieces would have no one place to look an operation up.
import type { Permission } from './permissions'
import type * as accounts from './contract/accounts.requests'
import type * as accountViews from './contract/accounts.views'
import type * as county from './contract/county.requests'
import type * as countyViews from './contract/county.views'
import type * as households from './contract/households.requests'
import type * as householdViews from './contract/households.views'
import type * as codes from './contract/codes.requests'
import type * as codeViews from './contract/codes.views'
import type * as annualCards from './contract/annual-cards.requests'
import type * as annualCardViews from './contract/annual-cards.views'
import type * as changes from './contract/changes.requests'
import type * as changeViews from './contract/changes.views'
import type * as exchange from './contract/exchange.requests'
import type * as exchangeViews from './contract/exchange.views'
import type * as imports from './contract/imports.requests'
import type * as importViews from './contract/imports.views'
import type * as privacy from './contract/privacy.requests'
import type * as privacyViews from './contract/privacy.views'
import type * as problems from './contract/problems.requests'
import type * as problemViews from './contract/problems.views'
import type * as notices from './contract/notices.requests'
import type * as noticeViews from './contract/notices.views'
import type * as payments from './contract/payments.requests'
import type * as paymentViews from './contract/payments.views'
import type * as photos from './contract/photos.requests'
import type * as photoViews from './contract/photos.views'
import type * as sheets from './contract/sheets.requests'
import type * as sheetViews from './contract/sheets.views'
import type * as visits from './contract/visits.requests'
import type * as visitViews from './contract/visits.views'
import type * as prints from './contract/prints.requests'
import type * as printViews from './contract/prints.views'
import type * as sync from './contract/sync.requests'
import type * as syncViews from './contract/sync.views'
import type { Nothing, Page } from './contract/common.views'
import type { Empty } from './contract/common.requests'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * `path` is relative to `/api/v1`, with `:name` for path parameters, which are taken from the input of the same name.
 * Everything else of the input goes into the query (GET, DELETE) or the JSON body (POST, PUT).
 * `status` is that of success. `household` names the input field that holds a household id, `region` one that holds a
 * region code: the scope matrix reads them. `picture`: the answer is bytes, not JSON. `file`: it is a file of one of these types. `upload`: the body is multipart. `raw`: it is bytes.
 * `keyed`: the call carries an `Idempotency-Key` (UUID, version 7) and is applied once, however often it arrives.
 * `etag`: answers carry an ETag and If-None-Match is honoured with 304.
 */
export interface Operation<In, Out> {
  readonly method: Method
  readonly path: string
  readonly permission: Permission
  readonly status: number
  readonly household?: string
  readonly region?: string
  readonly picture?: boolean
  readonly file?: readonly string[]
  readonly upload?: boolean
  readonly raw?: boolean
  readonly etag?: boolean
  readonly keyed?: boolean
  /** Problem codes that a client should expect besides the common ones. */
  readonly problems?: readonly string[]
  /** Type carriers only; never set. */
  readonly input?: In
  readonly output?: Out
}

const PDF = 'application/pdf'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Options = Partial<Omit<Operation<unknown, unknown>, 'method' | 'path' | 'permission' | 'input' | 'output'>>

function op<In, Out>(method: Method, path: string, permission: Permission, options: Options = {}): Operation<In, Out> {
  return { method, path, permission, status: method === 'POST' ? 201 : method === 'DELETE' ? 204 : 200, ...options }
}

export const operations = {
  sessions: {
    create: op<accounts.SignIn, accountViews.SessionView>('POST', 'sessions', 'public', { problems: ['session.refused', 'session.locked'] }),
    createByWechat: op<accounts.SignInByWechat, accountViews.SessionView>('POST', 'sessions/wechat', 'public', {
      problems: ['session.phone_needed', 'session.phone_unknown', 'wechat.code_refused', 'wechat.user_refused', 'wechat.unavailable'],
    }),
    list: op<accounts.ListSessions, Page<accountViews.OpenSessionView>>('GET', 'sessions', 'self'),
    revoke: op<accounts.RevokeSession, Nothing>('DELETE', 'sessions/:id', 'self'),
    end: op<Empty, Nothing>('DELETE', 'session', 'self'),
  },
  passwords: {
    /** By the one-time code of a new account or a reset; signs in. */
    set: op<accounts.SetPassword, accountViews.SessionView>('POST', 'passwords', 'public', { problems: ['password.code_refused', 'session.locked'] }),
    /** By the old one; ends all other sessions of the account. */
    change: op<accounts.ChangePassword, Nothing>('PUT', 'me/password', 'self', { status: 204, problems: ['password.wrong', 'session.locked'] }),
  },
  me: {
    get: op<Empty, accountViews.ActorView>('GET', 'me', 'self'),
  },
  accounts: {
    list: op<accounts.ListAccounts, Page<accountViews.AccountView>>('GET', 'accounts', 'account.manage'),
    /** Without a password: the one-time code, answered once, or WeChat opens it to its person. */
    create: op<accounts.CreateAccount, accountViews.CreatedAccountView>('POST', 'accounts', 'account.manage', { problems: ['account.name_taken'] }),
    /** Ends the password and all sessions; the person sets a new one by the one-time code. */
    reset: op<accounts.ResetAccount, accountViews.ActivationView>('POST', 'accounts/:id/activation-codes', 'account.manage'),
    /** A role that sees households waits for a second person (`waiting`). */
    appoint: op<accounts.Appoint, accountViews.AccountView>('POST', 'accounts/:id/appointments', 'account.manage', { problems: ['appointment.wrong_attachment'] }),
    dismiss: op<accounts.Dismiss, Nothing>('DELETE', 'accounts/:id/appointments/:appointment', 'account.manage'),
  },
  proposals: {
    list: op<accounts.ListProposals, Page<accountViews.ProposalView>>('GET', 'proposals', 'appointment.confirm'),
    confirm: op<accounts.ConfirmProposal, Nothing>('POST', 'proposals/:id/confirmation', 'appointment.confirm', { status: 204, problems: ['proposal.own'] }),
    withdraw: op<accounts.WithdrawProposal, Nothing>('DELETE', 'proposals/:id', 'appointment.confirm'),
  },
  county: {
    get: op<Empty, countyViews.CountyView>('GET', 'county', 'public'),
    regions: op<county.ListRegions, countyViews.RegionsView>('GET', 'regions', 'land.read', { region: 'under' }),
    totals: op<county.GetTotals, countyViews.TotalsView>('GET', 'totals', 'totals.read', { region: 'region' }),
  },
  households: {
    list: op<households.ListHouseholds, Page<householdViews.HouseholdListItem>>('GET', 'households', 'household.read', { region: 'region' }),
    /** The same list by free text; text goes in the body so that no name, ID or phone stands in an address or an access log. */
    search: op<households.SearchHouseholds, Page<householdViews.HouseholdListItem>>('POST', 'households/searches', 'household.read', { status: 200, region: 'region' }),
    counts: op<households.CountHouseholds, householdViews.HouseholdCounts>('GET', 'household-counts', 'household.read', { region: 'region' }),
    card: op<households.GetCard, householdViews.CardView>('GET', 'households/:id/card', 'household.read', { household: 'id', etag: true }),
    reveal: op<households.Reveal, householdViews.RevealView>('POST', 'households/:id/reveals', 'household.reveal', { household: 'id' }),
    request: op<households.RequestHousehold, codeViews.ScanView>('POST', 'household-requests', 'household.request', { problems: ['scan.not_ours', 'scan.unknown', 'scan.replaced', 'scan.slow_down'] }),
    pairings: op<households.ListPairings, Page<householdViews.PairingView>>('GET', 'households/:id/pairings', 'household.read', { household: 'id' }),
    pair: op<households.Pair, householdViews.PairingView>('POST', 'households/:id/pairings', 'pairing.write', { household: 'id', problems: ['pairing.helper_full', 'pairing.exists'] }),
    unpair: op<households.Unpair, Nothing>('DELETE', 'households/:id/pairings/:pairing', 'pairing.write', { household: 'id' }),
  },
  visits: {
    record: op<visits.RecordVisit, visitViews.ReceiptView>('POST', 'households/:id/visits', 'visit.write', { household: 'id', keyed: true }),
    list: op<visits.ListVisits, Page<visitViews.VisitDetail>>('GET', 'households/:id/visits', 'visit.read', { household: 'id' }),
    get: op<visits.GetVisit, visitViews.VisitDetail>('GET', 'households/:id/visits/:visit', 'visit.read', { household: 'id' }),
    /** By its author, within 24 hours of its arrival. */
    correct: op<visits.CorrectVisit, visitViews.ReceiptView>('PUT', 'households/:id/visits/:visit', 'visit.write', {
      household: 'id', keyed: true, problems: ['visit.not_author', 'visit.too_late', 'visit.withdrawn', 'visit.confirmed', 'conflict'],
    }),
    addNote: op<visits.AddVisitNote, visitViews.ReceiptView>('POST', 'households/:id/visits/:visit/notes', 'visit.write', { household: 'id', keyed: true }),
    withdraw: op<visits.WithdrawVisit, visitViews.ReceiptView>('POST', 'households/:id/visits/:visit/withdrawal', 'visit.write', { household: 'id', keyed: true, problems: ['visit.not_author', 'visit.withdrawn'] }),
    confirm: op<visits.ConfirmVisit, visitViews.ReceiptView>('POST', 'households/:id/visits/:visit/confirmation', 'visit.confirm', { household: 'id', keyed: true, problems: ['visit.own', 'visit.withdrawn', 'visit.confirmed'] }),
    /** By anybody who visits here; whoever promised may be gone by then. */
    keepPromise: op<visits.KeepPromise, Nothing>('POST', 'households/:id/visits/:visit/promises/:index/keeping', 'visit.write', { household: 'id', status: 204, keyed: true, problems: ['visit.withdrawn'] }),
    promises: op<visits.ListPromises, visitViews.PromisesView>('GET', 'households/:id/promises', 'visit.read', { household: 'id' }),
    due: op<visits.ListDue, Page<visitViews.DueItem>>('GET', 'due-visits', 'visit.due', { region: 'region' }),
    calendar: op<visits.GetVisitCalendar, visitViews.CalendarView>('GET', 'visit-calendar', 'visit.write'),
    /** Photos count as arrived where the asker may still see their household. */
    manifest: op<visits.CompareManifest, visitViews.ManifestView>('POST', 'manifests', 'self', { status: 200 }),
    positions: op<visits.ListPositions, Page<visitViews.PositionView>>('GET', 'position-proposals', 'position.confirm', { region: 'region' }),
    decidePosition: op<visits.DecidePosition, Nothing>('POST', 'households/:id/position', 'position.confirm', { household: 'id', status: 204, keyed: true, problems: ['position.none'] }),
  },
  photos: {
    /** Answers how much of it has arrived; the same photo of the same household is one. */
    start: op<photos.StartPhoto, photoViews.UploadView>('POST', 'households/:id/photos', 'photo.write', { household: 'id', keyed: true, problems: ['photo.too_large', 'photo.damaged', 'photo.other_size', 'photo.day_full', 'photo.household_full', 'photo.no_consent'] }),
    /** Bytes from `offset` on; with the last of them the photo is checked and kept. A repeat is told the offset that is due. */
    append: op<photos.AppendPhoto, photoViews.UploadView>('PUT', 'households/:id/photos/:photo/bytes/:offset', 'photo.write', {
      household: 'id', raw: true, problems: ['photo.no_consent', 'photo.offset', 'photo.too_large', 'photo.damaged', 'photo.not_picture', 'photo.too_many_pixels'],
    }),
    link: op<photos.LinkPhoto, photoViews.PhotoLinkView>('GET', 'households/:id/photos/:photo/link', 'photo.read', { household: 'id', problems: ['photo.awaited'] }),
  },
  files: {
    get: op<photos.OpenFile, Nothing>('GET', 'files/:token', 'public', { picture: true }),
  },
  burden: {
    report: op<visits.ReportBurden, Nothing>('POST', 'burden', 'self', { status: 204 }),
    get: op<visits.GetBurden, visitViews.BurdenView>('GET', 'burden', 'burden.read'),
  },
  problems: {
    raise: op<problems.RaiseProblem, problemViews.CaseView>('POST', 'households/:id/problems', 'problem.raise', { household: 'id', keyed: true }),
    /** By deadline, longest over first; struck off ones newest first. */
    list: op<problems.ListProblems, Page<problemViews.CaseView>>('GET', 'problems', 'problem.read', { region: 'region' }),
    ofHousehold: op<problems.ListHouseholdProblems, Page<problemViews.CaseView>>('GET', 'households/:id/problems', 'problem.read', { household: 'id' }),
    get: op<problems.GetProblem, problemViews.CaseView>('GET', 'households/:id/problems/:problem', 'problem.read', { household: 'id' }),
    advance: op<problems.AdvanceProblem, problemViews.CaseView>('POST', 'households/:id/problems/:problem/steps', 'problem.act', {
      household: 'id', keyed: true, problems: ['conflict', 'problem.own', 'problem.not_now', 'problem.not_yours'],
    }),
  },
  privacy: {
    /** 谁看过我家. */
    readers: op<privacy.ListReaders, Page<privacyViews.ReaderView>>('GET', 'households/:id/readers', 'household.own', { household: 'id' }),
    consent: op<Empty, privacyViews.ConsentView>('GET', 'me/consent', 'self'),
    giveConsent: op<privacy.GiveConsent, privacyViews.ConsentView>('POST', 'me/consent', 'self', { problems: ['consent.outdated'] }),
    /** Shown on the spot to one of the household; takes the place of the one before. */
    bindingCode: op<privacy.CreateBindingCode, privacyViews.BindingCodeView>('POST', 'households/:id/binding-codes', 'binding.issue', { household: 'id', problems: ['binding.member_gone', 'binding.number_known'] }),
    bind: op<privacy.BindByCode, accountViews.SessionView>('POST', 'sessions/binding', 'public', {
      problems: ['binding.refused', 'binding.taken', 'binding.member_gone', 'session.locked', 'wechat.code_refused', 'wechat.user_refused', 'wechat.unavailable'],
    }),
  },
  sync: {
    delta: op<sync.GetDelta, syncViews.DeltaView>('GET', 'delta', 'household.read', { region: 'region' }),
    /** Keyed writes of one phone in one journey: each is applied by itself, with its own key, permission and answer, as if it had come alone. */
    push: op<sync.PushEntries, syncViews.PushedView>('POST', 'entries', 'self', { status: 200 }),
  },
  changes: {
    catalogue: op<changes.GetChangeCatalogue, changeViews.ChangeCatalogueView>('GET', 'change-catalogue', 'change.write'),
    values: op<changes.GetRecordValues, changeViews.RecordValuesView>('GET', 'households/:id/values', 'change.write', { household: 'id' }),
    propose: op<changes.ProposeChange, changeViews.ProposedView>('POST', 'households/:id/changes', 'change.write', { household: 'id', keyed: true, problems: ['conflict', 'change.head_needed', 'change.head_taken'] }),
    list: op<changes.ListChanges, Page<changeViews.ChangeView>>('GET', 'households/:id/changes', 'household.read', { household: 'id' }),
    queue: op<changes.ListChangeQueue, Page<changeViews.ChangeView>>('GET', 'changes', 'change.decide', { region: 'region' }),
    decide: op<changes.DecideChange, changeViews.ChangeView>('POST', 'households/:id/changes/:change/decision', 'change.decide', { household: 'id', keyed: true, problems: ['conflict', 'change.own', 'change.head_needed', 'change.head_taken'] }),
    withdraw: op<changes.WithdrawChange, changeViews.ChangeView>('POST', 'households/:id/changes/:change/withdrawal', 'change.write', { household: 'id', keyed: true, problems: ['conflict', 'change.not_yours'] }),
  },
  /** The annual 明白卡: derived from approved sheets, frozen with each issue. */
  annualCards: {
    get: op<annualCards.OfYear, annualCardViews.AnnualCardView>('GET', 'households/:id/annual-cards/:year', 'card.read', { household: 'id' }),
    /** What was issued, newest first. */
    list: op<annualCards.ListAnnualCards, Page<annualCardViews.IssueSummary>>('GET', 'households/:id/annual-cards', 'card.read', { household: 'id' }),
    /** As it was, whatever has changed since. */
    version: op<annualCards.OfIssue, annualCardViews.IssuedCardView>('GET', 'households/:id/annual-cards/:year/versions/:version', 'card.read', { household: 'id' }),
    issue: op<annualCards.IssueCard, annualCardViews.IssuedCardView>('POST', 'households/:id/annual-cards/:year/versions', 'card.issue', { household: 'id', keyed: true, problems: ['card.changed_since', 'card.not_ready', 'card.unchanged'] }),
    issueMany: op<annualCards.IssueCards, annualCardViews.IssuedManyView>('POST', 'regions/:region/annual-cards/:year/issues', 'card.issue', { region: 'region', keyed: true }),
    lines: op<annualCards.GetCardLines, annualCardViews.CardLinesView>('GET', 'households/:id/annual-cards/:year/lines', 'card.read', { household: 'id' }),
    progress: op<annualCards.GetDeskProgress, Page<annualCardViews.CardProgressItem>>('GET', 'annual-card-progress', 'card.progress', { region: 'region' }),
    /** What stands on a printed card: to whoever may read it which version that is and which is current, to anybody else genuine or not. */
    verify: op<annualCards.VerifyPaper, annualCardViews.VerificationView>('POST', 'verifications', 'self', { status: 200, problems: ['scan.slow_down'] }),
    sign: op<annualCards.SignCard, annualCardViews.IssuedCardView>('POST', 'households/:id/annual-cards/:year/versions/:version/signatures', 'card.sign', { household: 'id', keyed: true, problems: ['card.changed_since', 'card.signed', 'permission.denied'] }),
  },
  history: {
    on: op<changes.GetHouseholdOn, changeViews.HouseholdOnView>('GET', 'households/:id/history', 'household.read', { household: 'id', problems: ['history.not_registered'] }),
    differences: op<changes.CompareDays, changeViews.DifferencesView>('GET', 'households/:id/differences', 'household.read', { household: 'id', problems: ['history.not_registered'] }),
  },
  /** 收支月表. Who moves one from which state: `rules/sheet-states`. */
  sheets: {
    /** A month of which nothing is kept answers state `none`, version 0. */
    get: op<sheets.GetSheet, sheetViews.SheetView>('GET', 'households/:id/sheets/:period', 'sheet.read', { household: 'id' }),
    list: op<sheets.ListHouseholdSheets, Page<sheetViews.SheetSummary>>('GET', 'households/:id/sheets', 'sheet.read', { household: 'id' }),
    put: op<sheets.PutSheet, sheetViews.SheetView>('PUT', 'households/:id/sheets/:period', 'sheet.write', { household: 'id', keyed: true, problems: ['sheet.changed_since', 'sheet.not_now', 'sheet.late_reason'] }),
    decide: op<sheets.DecideSheet, sheetViews.SheetView>('POST', 'households/:id/sheets/:period/decision', 'sheet.approve', { household: 'id', keyed: true, problems: ['sheet.changed_since', 'sheet.own', 'sheet.not_submitted'] }),
    /** What is not approved is named in the answer; the others are approved all the same. */
    approveMany: op<sheets.ApproveSheets, sheetViews.ApprovedView>('POST', 'regions/:region/sheet-approvals', 'sheet.approve', { region: 'region', keyed: true }),
    undo: op<sheets.UndoApproval, sheetViews.UndoneView>('POST', 'sheet-approvals/:batch/undo', 'sheet.approve', { keyed: true, problems: ['sheet.undo_too_late', 'sheet.built_upon'] }),
    reopen: op<sheets.ReopenSheet, sheetViews.SheetView>('POST', 'households/:id/sheets/:period/reopening', 'sheet.approve', { household: 'id', keyed: true, problems: ['sheet.changed_since', 'sheet.not_now'] }),
    confirm: op<sheets.ConfirmSheet, sheetViews.SheetView>('POST', 'households/:id/sheets/:period/confirmation', 'sheet.confirm', { household: 'id', keyed: true, problems: ['sheet.changed_since', 'sheet.not_now', 'sheet.own'] }),
    /** By the township, after a sample. */
    sendBack: op<sheets.ReopenSheet, sheetViews.SheetView>('POST', 'households/:id/sheets/:period/return', 'sheet.sample', { household: 'id', keyed: true, problems: ['sheet.changed_since', 'sheet.not_now'] }),
    queue: op<sheets.ListSheetQueue, Page<sheetViews.SheetQueueItem>>('GET', 'sheet-queue', 'sheet.approve', { region: 'region' }),
    queueSummary: op<sheets.SummariseSheetQueue, sheetViews.SheetQueueSummary>('GET', 'sheet-queue-summary', 'sheet.approve', { region: 'region' }),
    progress: op<sheets.GetSheetProgress, Page<sheetViews.SheetProgressItem>>('GET', 'sheet-progress', 'sheet.progress', { region: 'region' }),
    sample: op<sheets.SampleSheets, sheetViews.SampleView>('POST', 'regions/:region/sheet-samples', 'sheet.sample', { region: 'region', keyed: true }),
    getSample: op<sheets.GetSample, sheetViews.SampleView>('GET', 'sheet-samples/:id', 'sheet.sample'),
    deputies: op<sheets.ListDeputies, Page<sheetViews.DeputyView>>('GET', 'regions/:region/deputies', 'sheet.deputy', { region: 'region' }),
    deputyCandidates: op<sheets.ListDeputies, Page<sheetViews.DeputyCandidateView>>('GET', 'regions/:region/deputy-candidates', 'sheet.deputy', { region: 'region' }),
    appointDeputy: op<sheets.AppointDeputy, sheetViews.DeputyView>('POST', 'regions/:region/deputies', 'sheet.deputy', { region: 'region', keyed: true }),
    endDeputy: op<sheets.EndDeputy, Nothing>('DELETE', 'regions/:region/deputies/:deputy', 'sheet.deputy', { region: 'region' }),
  },
  /** A village's month as a spreadsheet. The form of `upload`: `file`, `region`, `period`, `submit` and `apply` (yes, no), `lateReason`. */
  villageSheets: {
    template: op<sheets.GetSheetTemplate, Nothing>('GET', 'regions/:region/sheet-template', 'sheet.write', { region: 'region', file: [XLSX] }),
    upload: op<Empty, sheetViews.UploadedSheetsView>('POST', 'sheet-tables', 'sheet.write', { upload: true, status: 200, problems: ['table.missing', 'table.unreadable', 'upload.too_large'] }),
  },
  /** Everybody's own, so `self`. */
  notices: {
    list: op<notices.ListNotices, Page<noticeViews.NoticeView>>('GET', 'notices', 'self'),
    read: op<notices.ReadNotices, Nothing>('POST', 'notices/reading', 'self', { status: 204 }),
    subscriptions: op<Empty, noticeViews.SubscriptionsView>('GET', 'notices/subscriptions', 'self'),
    answer: op<notices.AnswerSubscription, noticeViews.SubscriptionsView>('POST', 'notices/subscriptions', 'self', { status: 200 }),
  },
  codes: {
    issue: op<codes.IssueCodes, codeViews.IssuedView>('POST', 'regions/:region/codes', 'code.issue', { region: 'region' }),
    reissue: op<codes.ReissueCode, codeViews.CodeView>('POST', 'households/:id/code', 'code.reissue', { household: 'id' }),
    get: op<codes.GetCode, codeViews.CodeView>('GET', 'households/:id/code', 'household.export_code', { household: 'id' }),
    image: op<codes.GetCodeImage, Nothing>('GET', 'households/:id/code/image', 'household.export_code', { household: 'id', picture: true, problems: ['code.image_missing'] }),
  },
  scans: {
    create: op<codes.Scan, codeViews.ScanView>('POST', 'scans', 'scan.create', { problems: ['scan.not_ours', 'scan.unknown', 'scan.replaced', 'scan.slow_down', 'scan.paper_genuine', 'scan.paper_false'] }),
  },
  imports: {
    create: op<Empty, importViews.ImportView>('POST', 'imports', 'household.import', { upload: true, problems: ['import.file_missing', 'import.file_unreadable', 'upload.too_large'] }),
    list: op<imports.ListImports, Page<importViews.ImportView>>('GET', 'imports', 'household.import'),
    get: op<imports.GetImport, importViews.ImportView>('GET', 'imports/:id', 'household.import'),
    problems: op<imports.ListImportProblems, Page<importViews.ImportProblem>>('GET', 'imports/:id/problems', 'household.import'),
    apply: op<imports.ApplyImport, importViews.ImportView>('POST', 'imports/:id/application', 'household.import', { status: 202, problems: ['import.has_problems', 'import.not_checked'] }),
  },
  /** 发放名单: money that departments paid, on its way into the months of households. The form: `file`, `item`, `period`. */
  payments: {
    upload: op<Empty, paymentViews.UploadedPaymentsView>('POST', 'payment-lists', 'payment.write', { upload: true, problems: ['table.missing', 'table.unreadable', 'upload.too_large', 'payment.list_known'] }),
    list: op<payments.ListPaymentLists, Page<paymentViews.PaymentListView>>('GET', 'payment-lists', 'payment.write'),
    get: op<payments.GetPaymentList, paymentViews.PaymentListView>('GET', 'payment-lists/:id', 'payment.write'),
    rows: op<payments.ListPaymentRows, Page<paymentViews.PaymentRowView>>('GET', 'payment-lists/:id/rows', 'payment.write'),
    match: op<payments.MatchPaymentRow, paymentViews.PaymentRowView>('POST', 'payment-lists/:id/rows/:row/match', 'payment.write', { status: 200, problems: ['payment.decided'] }),
    dismiss: op<payments.DismissPaymentRow, paymentViews.PaymentRowView>('POST', 'payment-lists/:id/rows/:row/dismissal', 'payment.write', { status: 200, problems: ['payment.decided'] }),
  },
  /** 与国家系统交换: out in its columns, and what differs, decided line by line. */
  exchange: {
    export: op<exchange.ExportNational, Nothing>('POST', 'national-exports', 'household.import', { status: 200, region: 'region', file: [XLSX] }),
    compare: op<Empty, exchangeViews.ComparisonView>('POST', 'national-comparisons', 'household.import', { upload: true, problems: ['import.file_missing', 'import.file_unreadable', 'upload.too_large'] }),
    list: op<exchange.ListComparisons, Page<exchangeViews.ComparisonView>>('GET', 'national-comparisons', 'household.import'),
    get: op<exchange.GetComparison, exchangeViews.ComparisonView>('GET', 'national-comparisons/:id', 'household.import'),
    differences: op<exchange.ListNationalDifferences, Page<exchangeViews.NationalDifferenceView>>('GET', 'national-comparisons/:id/differences', 'household.import'),
    decide: op<exchange.DecideNationalDifferences, exchangeViews.NationalDecidedView>('POST', 'national-comparisons/:id/decisions', 'household.import', { status: 200 }),
  },
  /** Papers and exports: a village as one file, a township as one per village in a ZIP, made in the background and kept seven days. */
  prints: {
    create: op<prints.CreatePrintJob, printViews.PrintJobView>('POST', 'print-jobs', 'print.create', { region: 'region', keyed: true, problems: ['print.nothing', 'print.too_many', 'code.image_missing'] }),
    /** One's own, newest first. */
    list: op<prints.ListPrintJobs, Page<printViews.PrintJobView>>('GET', 'print-jobs', 'print.create'),
    get: op<prints.OfPrintJob, printViews.PrintJobView>('GET', 'print-jobs/:id', 'print.create'),
    cancel: op<prints.OfPrintJob, printViews.PrintJobView>('POST', 'print-jobs/:id/cancellation', 'print.create', { status: 200, problems: ['print.over'] }),
    /** The scope is that of the moment. */
    file: op<prints.OfPrintJob, Nothing>('GET', 'print-jobs/:id/file', 'print.create', { file: [PDF, 'application/zip', XLSX, 'text/csv'], problems: ['print.not_ready', 'print.gone'] }),
    card: op<prints.GetCardPdf, Nothing>('GET', 'households/:id/annual-cards/:year/versions/:version/pdf', 'card.read', { household: 'id', file: [PDF] }),
    draft: op<prints.GetDraftPdf, Nothing>('GET', 'households/:id/annual-cards/:year/draft/pdf', 'card.read', { household: 'id', file: [PDF] }),
  },
  audit: {
    list: op<accounts.ListAudit, Page<accountViews.AuditEntryView>>('GET', 'audit', 'audit.read'),
    reads: op<accounts.ListReads, Page<accountViews.ReadEntryView>>('GET', 'audit/reads', 'audit.read'),
  },
} as const

/** [dotted name, operation] of every operation, in table order. */
export function allOperations(): [string, Operation<any, any>][] {
  return Object.entries(operations).flatMap(([feature, table]) =>
    Object.entries(table).map(([name, operation]): [string, Operation<any, any>] => [`${feature}.${name}`, operation]))
}
