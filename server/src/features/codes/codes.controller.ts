import { Controller } from '@nestjs/common'
import { VerifyPaper } from '@onecard/shared/contract/annual-cards.requests'
import type { VerificationView } from '@onecard/shared/contract/annual-cards.views'
import { GetCode, GetCodeImage, IssueCodes, ReissueCode, Scan } from '@onecard/shared/contract/codes.requests'
import type { CodeView, IssuedView, ScanView } from '@onecard/shared/contract/codes.views'
import { RequestHousehold } from '@onecard/shared/contract/households.requests'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { CodesService } from './codes.service'
import { ScansService } from './scans.service'

@Controller()
export class CodesController {
  constructor(private readonly codes: CodesService, private readonly scans: ScansService) {}

  @Handles(operations.scans.create)
  scan(input: Scan, actor: Actor): Promise<ScanView> { return this.scans.scan(actor, input.text) }

  @Handles(operations.annualCards.verify)
  verify(input: VerifyPaper, actor: Actor): Promise<VerificationView> { return this.scans.verify(actor, input.text) }

  @Handles(operations.households.request)
  request(input: RequestHousehold, actor: Actor): Promise<ScanView> { return this.scans.request(actor, input) }

  @Handles(operations.codes.issue)
  issue(input: IssueCodes, actor: Actor): Promise<IssuedView> { return this.codes.issue(actor, input.region) }

  @Handles(operations.codes.reissue)
  reissue(input: ReissueCode, actor: Actor): Promise<CodeView> { return this.codes.reissue(actor, input) }

  @Handles(operations.codes.get)
  get(input: GetCode, actor: Actor): Promise<CodeView> { return this.codes.get(actor, input.id) }

  @Handles(operations.codes.image)
  async image(input: GetCodeImage, actor: Actor, { reply }: Exchange): Promise<void> {
    const picture = await this.codes.image(actor, input)
    reply.code(200).header('content-type', picture.type).header('cache-control', 'private, no-store').send(picture.bytes)
  }
}
