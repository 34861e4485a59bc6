import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator'
import { ROLE_IDS, type Role } from '../roles'
import { ById, DayText, Paged, PersonName, Reason } from './common.requests'

export class SignIn {
  @IsString({ message: '请填写账号' }) @IsNotEmpty({ message: '请填写账号' }) @MaxLength(64, { message: '账号太长' })
  account!: string

  @IsString({ message: '请填写密码' }) @IsNotEmpty({ message: '请填写密码' }) @MaxLength(200, { message: '密码太长' })
  password!: string
}

/** `code` from wx.login; `phoneCode` from getPhoneNumber, needed the first time only. */
export class SignInByWechat {
  @IsString() @IsNotEmpty() @MaxLength(200)
  code!: string

  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200)
  phoneCode?: string
}

export class ListSessions extends Paged {}
export class RevokeSession extends ById {}

export class ListAccounts extends Paged {
  @IsOptional() @IsIn(ROLE_IDS, { message: '没有这个岗位' })
  role?: Role
}

export class CreateAccount {
  @Matches(/^[a-z][a-z0-9_.-]{2,31}$/, { message: '账号用 3 到 32 个小写字母、数字，字母开头' })
  account!: string

  @PersonName()
  name!: string

  @IsOptional() @Matches(/^1[3-9]\d{9}$/, { message: '手机号是 11 位数字' })
  phone?: string
}

/** Ends what the person has; `reason` is for the auditor. */
export class ResetAccount extends ById {
  @Reason()
  reason!: string
}

export class SetPassword {
  @IsString({ message: '请填写账号' }) @IsNotEmpty({ message: '请填写账号' }) @MaxLength(64, { message: '账号太长' })
  account!: string

  /** As printed, with or without blanks and dashes, in any case. */
  @IsString({ message: '请填写一次性码' }) @IsNotEmpty({ message: '请填写一次性码' }) @MaxLength(40, { message: '一次性码太长' })
  code!: string

  @IsString({ message: '请填写新密码' }) @MinLength(12, { message: '密码至少 12 位' }) @MaxLength(200, { message: '密码太长' })
  password!: string
}

export class ChangePassword {
  @IsString({ message: '请填写原来的密码' }) @IsNotEmpty({ message: '请填写原来的密码' }) @MaxLength(200, { message: '密码太长' })
  old!: string

  @IsString({ message: '请填写新密码' }) @MinLength(12, { message: '密码至少 12 位' }) @MaxLength(200, { message: '密码太长' })
  password!: string
}

export class ListProposals extends Paged {}
export class ConfirmProposal extends ById {}
export class WithdrawProposal extends ById {}

/** `region` for roles of a land, `household` for role household, `unit` for unit_manager, `policyArea` (measure codes, comma-separated) for department. */
export class Appoint extends ById {
  @IsIn(ROLE_IDS, { message: '没有这个岗位' })
  role!: Role

  @IsOptional() @Matches(/^\d{2,12}$/, { message: '地区编码是 2 到 12 位数字' })
  region?: string

  @IsOptional() @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '户的编号不对' })
  household?: string

  @IsOptional() @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '单位的编号不对' })
  unit?: string

  @IsOptional() @Matches(/^\d{2}(,\d{2})*$/, { message: '政策类别是两位编码，逗号分开' })
  policyArea?: string

  @IsOptional() @DayText()
  from?: string

  @IsOptional() @DayText()
  to?: string
}

export class Dismiss extends ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '任职编号不对' })
  appointment!: string
}

export class ListAudit extends Paged {
  @IsOptional() @IsString() @MaxLength(64)
  account?: string

  @IsOptional() @IsString() @MaxLength(64)
  operation?: string
}

export class ListReads extends Paged {
  @IsOptional() @IsString() @MaxLength(64)
  account?: string

  @IsOptional() @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '户的编号不对' })
  household?: string
}
