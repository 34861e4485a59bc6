import { IsBoolean, IsString, Matches, MaxLength } from 'class-validator'
import { ById, Paged } from './common.requests'

/** 谁看过我家. */
export class ListReaders extends Paged {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '编号不对' })
  id!: string
}

export class GiveConsent {
  /** Version of the text that was read, such as `2020-09`. */
  @IsString() @MaxLength(20)
  text!: string

  @IsBoolean({ message: '请选同意或不同意' })
  agree!: boolean
}

/** A code that the helper shows on the spot to a household without a phone number on record. */
export class CreateBindingCode extends ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '请选是哪位成员' })
  member!: string
}

/** On the household's phone: the six digits, and WeChat's login code where the phone runs in WeChat. */
export class BindByCode {
  @Matches(/^\d{6}$/, { message: '是 6 位数字' })
  code!: string

  @IsString() @MaxLength(128)
  wechatCode!: string
}
