import { IsIn, IsOptional, Matches } from 'class-validator'
import { ById, Paged, Reason } from './common.requests'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

export class ListPaymentLists extends Paged {}

export class GetPaymentList extends ById {}

/** Rows of a list; `unmatched` is the work list. */
export class ListPaymentRows extends Paged {
  @Matches(ULID, { message: '编号不对，请从列表里重新打开' })
  id!: string

  @IsOptional() @IsIn(['unmatched', 'proposed', 'taken', 'dismissed'], { message: '请选哪一类' })
  state?: 'unmatched' | 'proposed' | 'taken' | 'dismissed'
}

class OfRow extends ById {
  @Matches(ULID, { message: '编号不对' })
  row!: string
}

/** Whose money it is after all: a member of a household in the asker's land. */
export class MatchPaymentRow extends OfRow {
  @Matches(ULID, { message: '请选是哪一户' })
  household!: string

  @Matches(ULID, { message: '请选是谁' })
  member!: string
}

/** It belongs to nobody on record. */
export class DismissPaymentRow extends OfRow {
  @Reason()
  reason!: string
}
