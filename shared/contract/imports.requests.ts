import { Matches } from 'class-validator'
import { ById, Paged } from './common.requests'

export class ListImports extends Paged {}

export class GetImport extends ById {}

export class ListImportProblems extends Paged {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '编号不对，请从列表里重新打开' })
  id!: string
}

export class ApplyImport extends ById {}
