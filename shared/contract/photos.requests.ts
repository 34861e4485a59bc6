import { IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator'
import { ById, Instant } from './common.requests'

/** Announces a photo of at most 15 MB (else 413). The same hash of the same household answers with what has arrived of it so far. */
export class StartPhoto extends ById {
  @Matches(/^[0-9a-f]{64}$/, { message: '照片校验码不对，请重新拍' })
  sha256!: string

  @IsInt({ message: '照片大小不对' }) @Min(1)
  bytes!: number

  @Instant('拍照时间')
  takenAt!: string
}

/** Body: the bytes from `offset` on, as application/octet-stream. */
export class AppendPhoto extends ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '照片编号不对' })
  photo!: string

  @Matches(/^\d{1,8}$/, { message: '位置不对' })
  offset!: string
}

export class LinkPhoto extends ById {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: '照片编号不对' })
  photo!: string

  @IsOptional() @IsIn(['thumb', 'full'], { message: '只能是缩略图或原图' })
  size?: 'thumb' | 'full'
}

export class OpenFile {
  @IsString() @MaxLength(400)
  token!: string
}
