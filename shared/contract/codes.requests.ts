import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator'
import { ById, Reason } from './common.requests'

/** What a phone read or a person typed, as it is. */
export class Scan {
  @IsString({ message: '请扫码或填写号码' }) @IsNotEmpty({ message: '请扫码或填写号码' }) @MaxLength(2048, { message: '内容太长，不是门牌码' })
  text!: string
}

export class IssueCodes {
  @Matches(/^\d{9,12}$/, { message: '请选择一个村或乡镇' })
  region!: string
}

export class GetCode extends ById {}

export class ReissueCode extends ById {
  @IsIn(['lost', 'leaked', 'damaged'], { message: '原因只能是遗失、泄露或损坏' })
  kind!: 'lost' | 'leaked' | 'damaged'

  @Reason()
  reason!: string
}

export class GetCodeImage extends ById {
  @IsOptional() @IsIn(['ordinary', 'mini'], { message: '只能是普通二维码或小程序码' })
  kind?: 'ordinary' | 'mini'

  @IsOptional() @IsIn(['svg', 'png'], { message: '格式只能是 svg 或 png' })
  format?: 'svg' | 'png'
}
