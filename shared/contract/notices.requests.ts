import { IsBoolean, IsBooleanString, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'
import { Paged } from './common.requests'

export class ListNotices extends Paged {
  @IsOptional() @IsBooleanString({ message: '只能是 true 或 false' })
  unread?: string
}

export class ReadNotices {
  /** Up to and with this notice. */
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '通知编号不对' })
  upTo!: string

  /** That one alone. */
  @IsOptional() @IsBoolean({ message: '只能是 true 或 false' })
  only?: boolean
}

/** What WeChat answered to the question whether one message may be sent. */
export class AnswerSubscription {
  @IsIn(['visit_due', 'entry_returned', 'problem_due', 'change_decided', 'problem_answered'], { message: '没有这种提醒' })
  topic!: 'visit_due' | 'entry_returned' | 'problem_due' | 'change_decided' | 'problem_answered'

  @IsIn(['accept', 'reject', 'ban', 'filter', 'acceptWithAlert', 'acceptWithAudio', 'acceptWithForcePush'], { message: '结果不对' })
  result!: string

  @IsString() @MaxLength(64)
  template!: string
}
