import { Controller } from '@nestjs/common'
import { Empty } from '@onecard/shared/contract/common.requests'
import type { Page } from '@onecard/shared/contract/common.views'
import { DismissPaymentRow, GetPaymentList, ListPaymentLists, ListPaymentRows, MatchPaymentRow } from '@onecard/shared/contract/payments.requests'
import type { PaymentListView, PaymentRowView, UploadedPaymentsView } from '@onecard/shared/contract/payments.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { PaymentsService } from './payments.service'

@Controller()
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Handles(operations.payments.upload)
  upload(_input: Empty, actor: Actor, { request }: Exchange): Promise<UploadedPaymentsView> { return this.payments.upload(actor, request) }

  @Handles(operations.payments.list)
  list(input: ListPaymentLists, actor: Actor): Promise<Page<PaymentListView>> { return this.payments.list(actor, input) }

  @Handles(operations.payments.get)
  get(input: GetPaymentList, actor: Actor): Promise<PaymentListView> { return this.payments.get(actor, input.id) }

  @Handles(operations.payments.rows)
  rows(input: ListPaymentRows, actor: Actor): Promise<Page<PaymentRowView>> { return this.payments.rows(actor, input) }

  @Handles(operations.payments.match)
  match(input: MatchPaymentRow, actor: Actor): Promise<PaymentRowView> { return this.payments.match(actor, input) }

  @Handles(operations.payments.dismiss)
  dismiss(input: DismissPaymentRow, actor: Actor): Promise<PaymentRowView> { return this.payments.dismiss(actor, input) }
}
