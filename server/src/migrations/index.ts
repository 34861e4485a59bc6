// Listed, not globbed: the order is the order of application. A merged file is never edited.
import { CreateAccount1764000000001 } from './001-create-account'
import { CreateAppointment1764000000002 } from './002-create-appointment'
import { CreateSession1764000000003 } from './003-create-session'
import { CreateWechatBinding1764000000004 } from './004-create-wechat-binding'
import { CreateSignInFailure1764000000005 } from './005-create-sign-in-failure'
import { CreateUnit1764000000006 } from './006-create-unit'
import { CreateHouseholdCard1764000000007 } from './007-create-household-card'
import { CreateHouseholdCode1764000000008 } from './008-create-household-code'
import { CreateCodeImage1764000000009 } from './009-create-code-image'
import { CreateScan1764000000010 } from './010-create-scan'
import { CreateHouseholdGrant1764000000011 } from './011-create-household-grant'
import { CreateHousehold1764000000012 } from './012-create-household'
import { CreateMember1764000000013 } from './013-create-member'
import { CreateNationalFigure1764000000014 } from './014-create-national-figure'
import { CreatePairing1764000000015 } from './015-create-pairing'
import { CreateStep1764000000016 } from './016-create-step'
import { CreateImportJob1764000000017 } from './017-create-import-job'
import { CreateImportProblem1764000000018 } from './018-create-import-problem'
import { CreateEntry1764000000019 } from './019-create-entry'
import { CreateMeasure1764000000020 } from './020-create-measure'
import { CreateRegion1764000000021 } from './021-create-region'
import { CreateVisit1764000000022 } from './022-create-visit'
import { CreateAuditEntry1764000000023 } from './023-create-audit-entry'
import { CreateHouseholdRead1764000000024 } from './024-create-household-read'
import { CreateOutboxEvent1764000000025 } from './025-create-outbox-event'
import { CreateIdempotencyKey1764000000026 } from './026-create-idempotency-key'
import { CreateActivationCode1764000000027 } from './027-create-activation-code'
import { CreateProposal1764000000028 } from './028-create-proposal'
import { CreatePhotoPart1764000000029 } from './029-create-photo-part'
import { CreatePhoto1764000000030 } from './030-create-photo'
import { AddVisitFacts1764000000031 } from './031-add-visit-facts'
import { AddHouseholdDue1764000000032 } from './032-add-household-due'
import { CreateVisitNote1764000000033 } from './033-create-visit-note'
import { CreateVisitEarlier1764000000034 } from './034-create-visit-earlier'
import { CreateBurden1764000000035 } from './035-create-burden'
import { CreateRecordChange1764000000036 } from './036-create-record-change'
import { CreateRecordChangeField1764000000037 } from './037-create-record-change-field'
import { AddRecordedSince1764000000038 } from './038-add-recorded-since'
import { FillRecordedSince1764000000039 } from './039-fill-recorded-since'
import { AddCardSeq1764000000041 } from './041-add-card-seq'
import { CreateCardCounter1764000000042 } from './042-create-card-counter'
import { CreateCardDeparture1764000000043 } from './043-create-card-departure'
import { CreateProblem1764000000044 } from './044-create-problem'
import { CreateProblemStep1764000000045 } from './045-create-problem-step'
import { CreateConsent1764000000046 } from './046-create-consent'
import { CreateBindingCode1764000000047 } from './047-create-binding-code'
import { AddBindingMember1764000000048 } from './048-add-binding-member'
import { CreateNotice1764000000050 } from './050-create-notice'
import { CreateSubscription1764000000051 } from './051-create-subscription'
import { CreateSubscribeMessage1764000000052 } from './052-create-subscribe-message'
import { CreateJobLease1764000000053 } from './053-create-job-lease'
import { AddBindingNumber1764000000054 } from './054-add-binding-number'
import { AddPhoneConfirmed1764000000055 } from './055-add-phone-confirmed'
import { CreateCardEpoch1764000000056 } from './056-create-card-epoch'
import { CreateSheet1764000000057 } from './057-create-sheet'
import { AddEntrySheet1764000000058 } from './058-add-entry-sheet'
import { FillSheet1764000000059 } from './059-fill-sheet'
import { CreateSheetBatch1764000000060 } from './060-create-sheet-batch'
import { CreateDeputy1764000000061 } from './061-create-deputy'
import { CreateSheetSample1764000000062 } from './062-create-sheet-sample'
import { CreateSheetSampleItem1764000000063 } from './063-create-sheet-sample-item'
import { CreateIssuedCard1764000000064 } from './064-create-issued-card'
import { CreateCardSignature1764000000065 } from './065-create-card-signature'
import { AddAppointmentLands1764000000066 } from './066-add-appointment-lands'
import { CreateFigureRules1764000000067 } from './067-create-figure-rules'
import { AddPhotoAccount1764000000070 } from './070-add-photo-account'
import { CreatePrintJob1764000000071 } from './071-create-print-job'
import { CreatePrintPart1764000000072 } from './072-create-print-part'
import { CreateComparison1764000000075 } from './075-create-comparison'
import { CreateComparisonLine1764000000076 } from './076-create-comparison-line'
import { CreatePaymentList1764000000077 } from './077-create-payment-list'
import { CreatePaymentRow1764000000078 } from './078-create-payment-row'
import { AddPaymentListFile1764000000079 } from './079-add-payment-list-file'

export const MIGRATIONS = [
  CreateAccount1764000000001,
  CreateAppointment1764000000002,
  CreateSession1764000000003,
  CreateWechatBinding1764000000004,
  CreateSignInFailure1764000000005,
  CreateUnit1764000000006,
  CreateHouseholdCard1764000000007,
  CreateHouseholdCode1764000000008,
  CreateCodeImage1764000000009,
  CreateScan1764000000010,
  CreateHouseholdGrant1764000000011,
  CreateHousehold1764000000012,
  CreateMember1764000000013,
  CreateNationalFigure1764000000014,
  CreatePairing1764000000015,
  CreateStep1764000000016,
  CreateImportJob1764000000017,
  CreateImportProblem1764000000018,
  CreateEntry1764000000019,
  CreateMeasure1764000000020,
  CreateRegion1764000000021,
  CreateVisit1764000000022,
  CreateAuditEntry1764000000023,
  CreateHouseholdRead1764000000024,
  CreateOutboxEvent1764000000025,
  CreateIdempotencyKey1764000000026,
  CreateActivationCode1764000000027,
  CreateProposal1764000000028,
  CreatePhotoPart1764000000029,
  CreatePhoto1764000000030,
  AddVisitFacts1764000000031,
  AddHouseholdDue1764000000032,
  CreateVisitNote1764000000033,
  CreateVisitEarlier1764000000034,
  CreateBurden1764000000035,
  CreateRecordChange1764000000036,
  CreateRecordChangeField1764000000037,
  AddRecordedSince1764000000038,
  FillRecordedSince1764000000039,
  AddCardSeq1764000000041,
  CreateCardCounter1764000000042,
  CreateCardDeparture1764000000043,
  CreateProblem1764000000044,
  CreateProblemStep1764000000045,
  CreateConsent1764000000046,
  CreateBindingCode1764000000047,
  AddBindingMember1764000000048,
  CreateNotice1764000000050,
  CreateSubscription1764000000051,
  CreateSubscribeMessage1764000000052,
  CreateJobLease1764000000053,
  AddBindingNumber1764000000054,
  AddPhoneConfirmed1764000000055,
  CreateCardEpoch1764000000056,
  CreateSheet1764000000057,
  AddEntrySheet1764000000058,
  FillSheet1764000000059,
  CreateSheetBatch1764000000060,
  CreateDeputy1764000000061,
  CreateSheetSample1764000000062,
  CreateSheetSampleItem1764000000063,
  CreateIssuedCard1764000000064,
  CreateCardSignature1764000000065,
  AddAppointmentLands1764000000066,
  CreateFigureRules1764000000067,
  AddPhotoAccount1764000000070,
  CreatePrintJob1764000000071,
  CreatePrintPart1764000000072,
  CreateComparison1764000000075,
  CreateComparisonLine1764000000076,
  CreatePaymentList1764000000077,
  CreatePaymentRow1764000000078,
  AddPaymentListFile1764000000079,
]
