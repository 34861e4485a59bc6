import { IsBooleanString, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'
import { Paged } from './common.requests'

export class ListNotices extends Paged {
  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  unread?: string
}

export class ReadNotices {
  /** Up to and with this notice. */
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '通知编号不对' })
  upTo!: string
}

/** What WeChat answered to the question whether one message may be sent. */
export class AnswerSubscription {
  @IsIn(['visit_due', 'entry_returned', 'problem_due', 'change_decided'], { message: '没有这种提醒' })
  topic!: 'visit_due' | 'entry_returned' | 'problem_due' | 'change_decided'

  @IsIn(['accept', 'reject', 'ban', 'filter', 'acceptWithAlert', 'acceptWithAudio', 'acceptWithForcePush'], { message: '结果不对' })
  result!: string

  @IsString() @MaxLength(64)
  template!: string
}
