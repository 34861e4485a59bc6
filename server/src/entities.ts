// Every entity, listed rather than globbed.
import { Account, ActivationCode, Appointment, Proposal, Session, SignInFailure, Unit, WechatBinding } from './features/accounts/account.entity'
import { CardSignature, FigureRules, IssuedCard } from './features/annual-cards/issued-card.entity'
import { Burden } from './features/burden/burden.entity'
import { Comparison, ComparisonLine } from './features/exchange/comparison.entity'
import { CardCounter, CardDeparture, CardEpoch, HouseholdCard } from './features/cards/household-card.entity'
import { CodeImage, HouseholdCode, Scan } from './features/codes/code.entity'
import { HouseholdGrant } from './features/households/household-grant.entity'
import { Household } from './features/households/household.entity'
import { Member } from './features/households/member.entity'
import { NationalFigure } from './features/households/national-figure.entity'
import { Pairing } from './features/households/pairing.entity'
import { RecordChange, RecordChangeField } from './features/households/record-change.entity'
import { Step } from './features/households/step.entity'
import { ImportJob, ImportProblem } from './features/imports/import.entity'
import { Entry } from './features/ledger/entry.entity'
import { Deputy, Sheet, SheetBatch, SheetSample, SheetSampleItem } from './features/ledger/sheet.entity'
import { Measure } from './features/measures/measure.entity'
import { Notice, SubscribeMessage, Subscription } from './features/notices/notice.entity'
import { PaymentList, PaymentRow } from './features/payments/payment.entity'
import { Photo, PhotoPart } from './features/photos/photo.entity'
import { BindingCode, Consent } from './features/privacy/privacy.entity'
import { PrintJob, PrintPart } from './features/prints/print.entity'
import { Problem, ProblemStep } from './features/problems/problem.entity'
import { Region } from './features/regions/region.entity'
import { DueRules, Visit, VisitEarlier, VisitNote } from './features/visits/visit.entity'
import { AuditEntry, HouseholdRead } from './kernel/audit/audit.entity'
import { IdempotencyKey } from './kernel/idempotency/idempotency-key.entity'
import { JobLease } from './kernel/jobs/job-lease.entity'
import { OutboxEvent } from './kernel/outbox/outbox.entity'

export const ENTITIES = [
  Region, Account, Appointment, Session, WechatBinding, SignInFailure, Unit, ActivationCode, Proposal,
  Household, Member, Pairing, HouseholdGrant, Step, NationalFigure, HouseholdCard, IssuedCard, CardSignature, FigureRules, CardCounter, CardEpoch, CardDeparture,
  HouseholdCode, CodeImage, Scan, Measure, Visit, VisitNote, VisitEarlier, DueRules, Burden, Photo, PhotoPart, Entry, Sheet, SheetBatch, Deputy, SheetSample, SheetSampleItem, ImportJob, ImportProblem, Comparison, ComparisonLine, PaymentList, PaymentRow,
  RecordChange, RecordChangeField, Problem, ProblemStep, PrintJob, PrintPart, Consent, BindingCode, Notice, Subscription, SubscribeMessage, AuditEntry, HouseholdRead, OutboxEvent, IdempotencyKey, JobLease,
]
