import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator'
import { ById, DayText, Instant, LARGEST_VERSION, Paged, Reason } from './common.requests'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/
const SHA256 = /^[0-9a-f]{64}$/
/** A list in place of an object has no fields that could be found wrong. */
const OBJECTS = { each: true, message: '内容读不懂，请重新填' }

/** Where the phone was, as its platform gave it: the two systems differ by some hundred metres in China and are never mixed. */
export class PlaceGiven {
  @IsNumber({}, { message: '经度不对' }) @Min(-180) @Max(180)
  lng!: number

  @IsNumber({}, { message: '纬度不对' }) @Min(-90) @Max(90)
  lat!: number

  @IsIn(['wgs84', 'gcj02'], { message: '坐标系只能是 wgs84 或 gcj02' })
  system!: 'wgs84' | 'gcj02'

  /** Metres. */
  @IsNumber({}, { message: '精度要填米数' }) @Min(0) @Max(100_000)
  accuracy!: number
}

/** What was seen of one topic (code list `visit_topic`). */
export class TopicSeen {
  @Matches(/^\d{2}$/, { message: '主题编码是两位数字' })
  topic!: string

  @IsBoolean({ message: '请选好或有问题' })
  ok!: boolean

  @IsOptional() @IsString() @MaxLength(200, { message: '一个主题最多写 200 个字' })
  text?: string
}

export class PromiseMade {
  @IsString() @MaxLength(120, { message: '答应的事最多 120 个字' }) @Matches(/\S/, { message: '请写答应了什么' })
  text!: string

  @DayText()
  by!: string
}

/** A photo that the phone holds: its bytes follow by themselves and are matched by their hash. */
export class PhotoRef {
  @Matches(SHA256, { message: '照片校验码不对，请重新拍' })
  sha256!: string

  @IsInt() @Min(1) @Max(15 * 1024 * 1024, { message: '一张照片最多 15 MB' })
  bytes!: number

  @Instant('拍照时间')
  takenAt!: string
}

class VisitFacts extends ById {
  /** Code list `visit_kind`: 01 入户, 02 电话, 03 约见, 04 回访, 05 核查. */
  @Matches(/^\d{2}$/, { message: '请选走访方式' })
  kind!: string

  /** By the phone's clock, with its zone. */
  @Instant('开始时间')
  startedAt!: string

  @Instant('结束时间')
  endedAt!: string

  /** Ids of members who were met. */
  @IsArray() @ArrayMaxSize(20) @Matches(ULID, { each: true, message: '成员编号不对' })
  met!: string[]

  /** Others who were met, in words, such as 「邻居」; or that nobody was at home. */
  @IsOptional() @IsString() @MaxLength(60, { message: '最多 60 个字' })
  metOther?: string

  @IsArray() @ArrayMaxSize(12) @IsObject(OBJECTS) @ArrayUnique((seen?: TopicSeen) => seen?.topic, { message: '同一个主题只能选一次' }) @ValidateNested({ each: true }) @Type(() => TopicSeen)
  topics!: TopicSeen[]

  @IsOptional() @IsString() @MaxLength(1000, { message: '最多 1000 个字' })
  note?: string

  /** For the office alone: never shown to the household. */
  @IsOptional() @IsString() @MaxLength(500, { message: '最多 500 个字' })
  internalNote?: string

  @IsArray() @ArrayMaxSize(10) @IsObject(OBJECTS) @ValidateNested({ each: true }) @Type(() => PromiseMade)
  promises!: PromiseMade[]
}

export class RecordVisit extends VisitFacts {
  /** When the phone sent it, by its own clock: tells how far that clock is off. */
  @Instant('发送时间')
  sentAt!: string

  /** Names of those who came along, as people write them. */
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) @MaxLength(64, { each: true })
  companions?: string[]

  @IsOptional() @IsObject({ message: '位置读不懂，请不带位置再发' }) @ValidateNested() @Type(() => PlaceGiven)
  place?: PlaceGiven

  /** Whether the place may help to learn where the house stands. */
  @IsOptional() @IsBoolean()
  atHouse?: boolean

  @IsArray() @ArrayMaxSize(9, { message: '最多 9 张照片' }) @IsObject(OBJECTS) @ValidateNested({ each: true }) @Type(() => PhotoRef)
  photos!: PhotoRef[]

  /** Drawn on the phone: SVG path data in a box of 300 × 150, `M12 30L14 31…`. */
  @IsOptional() @IsString() @MaxLength(20_000, { message: '签名太长，请重签' }) @Matches(/^[ML0-9 .,]+$/, { message: '签名读不懂，请重签' })
  signature?: string

  /** Keys (Idempotency-Key) of the problems and changes that this visit raised. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @Matches(/^[0-9a-f-]{36}$/, { each: true })
  raised?: string[]
}

class OfVisit extends ById {
  @Matches(ULID, { message: '走访编号不对' })
  visit!: string
}

/** By its author within 24 hours of its arrival; `version` is the one that was read. */
export class CorrectVisit extends VisitFacts {
  @Matches(ULID, { message: '走访编号不对' })
  visit!: string

  @IsInt() @Min(1) @Max(LARGEST_VERSION)
  version!: number
}

export class AddVisitNote extends OfVisit {
  @IsString() @MaxLength(500, { message: '最多 500 个字' }) @Matches(/\S/, { message: '请写补充内容' })
  text!: string
}

export class WithdrawVisit extends OfVisit {
  @Reason()
  reason!: string
}

/** The household says on its own phone whether it was so. */
export class ConfirmVisit extends OfVisit {
  @IsBoolean({ message: '请选属实或不属实' })
  agree!: boolean

  @IsOptional() @IsString() @MaxLength(500, { message: '最多 500 个字' })
  text?: string
}

/** A promise of a visit was kept, or, marked by mistake, was not. */
export class KeepPromise extends OfVisit {
  /** Its place among the visit's promises, from 0. */
  @Type(() => Number) @IsInt() @Min(0) @Max(9)
  index!: number

  @IsBoolean({ message: '请选办到了或还没办' })
  kept!: boolean

  /** Day on which it was kept; absent: today. */
  @IsOptional() @DayText()
  on?: string
}

export class ListPromises extends ById {}

export class ListVisits extends Paged {
  @Matches(ULID, { message: '编号不对，请从列表里重新打开' })
  id!: string
}

export class GetVisit extends OfVisit {}

export class ListDue extends Paged {
  @IsOptional() @Matches(/^\d{2,12}$/, { message: '地区编码是 2 到 12 位数字' })
  region?: string

  /** `overdue`: past its day · `soon`: within seven days · absent: both. */
  @IsOptional() @IsIn(['overdue', 'soon'], { message: '只能是 overdue 或 soon' })
  due?: 'overdue' | 'soon'
}

/** The asker's own visits and due days of one month. */
export class GetVisitCalendar {
  @Matches(/^\d{4}-\d{2}$/, { message: '月份写成 2020-03' })
  month!: string
}

/** What a phone believes to have handed over: keys of its entries and hashes of its photos. */
export class CompareManifest {
  @IsArray() @ArrayMaxSize(500) @Matches(/^[0-9a-f-]{36}$/, { each: true, message: '条目编号不对' })
  entries!: string[]

  @IsArray() @ArrayMaxSize(500) @Matches(SHA256, { each: true, message: '照片校验码不对' })
  photos!: string[]
}

export class ListPositions extends Paged {
  @IsOptional() @Matches(/^\d{2,12}$/, { message: '地区编码是 2 到 12 位数字' })
  region?: string
}

export class DecidePosition extends ById {
  @IsBoolean({ message: '请选确认或不用' })
  confirm!: boolean
}

/** One use of a flow, told without who: the software is measured, not the person. */
export class ReportBurden {
  @IsIn(['visit', 'change', 'problem', 'sheet', 'scan'], { message: '流程名不对' })
  flow!: 'visit' | 'change' | 'problem' | 'sheet' | 'scan'

  @IsInt() @Min(0) @Max(500)
  taps!: number

  @IsInt() @Min(0) @Max(86_400)
  seconds!: number

  /** Fields that were asked although the record already had them. */
  @IsInt() @Min(0) @Max(100)
  askedTwice!: number
}

export class GetBurden {
  @IsOptional() @Matches(/^\d{4}-\d{2}$/, { message: '月份写成 2020-03' })
  month?: string
}
