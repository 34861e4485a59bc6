import { Controller } from '@nestjs/common'
import { Empty } from '@onecard/shared/contract/common.requests'
import { GetSheetTemplate } from '@onecard/shared/contract/sheets.requests'
import type { UploadedSheetsView } from '@onecard/shared/contract/sheets.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { VillageSheetsService } from './village-sheets.service'

@Controller()
export class VillageSheetsController {
  constructor(private readonly villages: VillageSheetsService) {}

  @Handles(operations.villageSheets.template)
  async template(input: GetSheetTemplate, actor: Actor, { reply }: Exchange): Promise<void> {
    const { name, bytes } = await this.villages.template(actor, input)
    reply.code(200).header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`).send(bytes)
  }

  @Handles(operations.villageSheets.upload)
  upload(_input: Empty, actor: Actor, { request }: Exchange): Promise<UploadedSheetsView> { return this.villages.upload(actor, request) }
}
