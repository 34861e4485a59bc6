import { Column, Entity, Index } from 'typeorm'
import { Ascii, BlindIndex, Version, Decimal, Fen, Flag, Id, Instant, Int, Mu, Ref, Sealed, Text, Day } from '../../kernel/db/columns'

/** 建档立卡贫困户. Its region is the one fact that scope rests on. Code columns hold codes of `config/county/codes.csv`. */
@Entity()
@Index('household_no', ['householdNo'], { unique: true })
@Index('household_region', ['region', 'id'])
@Index('household_phone', ['phoneIndex'])
@Index('household_head', ['headName'])
@Index('household_due', ['dueOn', 'id', 'region'])
export class Household {
  @Id() id: string
  @Ascii(32) householdNo: string
  @Ascii(12) region: string
  @Text(40, true) groupName: string | null
  /** Derived from the member with relation 01, for lists and search by prefix. */
  @Text(60) headName: string
  @Int() memberCount: number
  /** Code of list `lifecycle`. */
  @Ascii(2) state: string
  @Ascii(2) householdType: string
  @Ascii(2, { nullable: true }) standard: string | null
  @Ascii(2) causeMain: string
  @Ascii(2, { nullable: true }) causeOther1: string | null
  @Ascii(2, { nullable: true }) causeOther2: string | null
  /** `YYYY-MM`. */
  @Ascii(7, { nullable: true }) identifiedOn: string | null
  @Int(true) plannedExitYear: number | null
  @Int(true) exitYear: number | null
  @Int(true) relapseYear: number | null
  @Ascii(2, { nullable: true }) relapseCause: string | null
  @Flag(true) martyrFamily: boolean | null
  @Ascii(2, { nullable: true }) notExitReason: string | null
  @Flag(true) relocated: boolean | null
  @Ascii(2, { nullable: true }) relocationWay: string | null
  @Ascii(2, { nullable: true }) resettlement: string | null

  /** Land in mu. */
  @Mu() arable: string
  @Mu() irrigated: string
  @Mu() forest: string
  @Mu() reforested: string
  @Mu() orchard: string
  @Mu() pasture: string
  @Mu() water: string

  @Decimal(7, 2) houseArea: string | null
  @Ascii(2, { nullable: true }) houseStructure: string | null
  @Flag(true) dangerHouse: boolean | null
  @Ascii(2, { nullable: true }) dangerLevel: string | null
  @Int(true) repairYear: number | null
  @Flag(true) safeWater: boolean | null
  @Flag(true) livePower: boolean | null
  @Flag(true) workPower: boolean | null
  @Flag(true) tv: boolean | null
  @Flag(true) toilet: boolean | null
  @Decimal(6, 2) roadDistance: string | null
  @Ascii(2, { nullable: true }) roadToDoor: string | null
  @Ascii(2, { nullable: true }) fuel: string | null
  @Flag(true) cooperative: boolean | null
  @Flag(true) leadFirm: boolean | null
  @Flag(true) leader: boolean | null

  @Ascii(2, { nullable: true }) monitorType: string | null
  @Ascii(2, { nullable: true }) riskStatus: string | null
  @Day(true) riskFoundOn: string | null
  @Day(true) riskRemovedOn: string | null

  @Sealed() phoneSealed: string | null
  @BlindIndex() phoneIndex: string | null
  /** Only a confirmed number lets a phone in: one that a helper wrote waits for somebody of the village. */
  @Column({ type: 'tinyint', default: 1 }) phoneConfirmed: number
  /** Who wrote the number last; null: import, or before this was kept. */
  @Ref(true) phoneBy: string | null
  @Text(60, true) bankName: string | null
  @Sealed() bankCardSealed: string | null

  @Decimal(10, 7) longitude: string | null
  @Decimal(10, 7) latitude: string | null
  /** wgs84 or gcj02: they differ by some hundred metres in China. */
  @Ascii(5, { nullable: true }) positionSystem: string | null
  @Flag() positionConfirmed: boolean
  /** Accurate places at the house that were given since `positionDecidedAt`: three make a proposal. */
  @Column({ type: 'int', default: 0 }) positionPlaces: number
  @Instant(true) positionDecidedAt: Date | null

  /** Read model for lists, kept by the features that own the facts. */
  @Day(true) lastVisitOn: string | null
  /** `visitDueOn` of the rules; null: nothing is due. */
  @Day(true) dueOn: string | null
  @Fen(true) perCapitaFen: number | null
  @Flag(true) belowLine: boolean | null

  /** First day whose changes are known; null: all since the row was made. */
  @Day(true) recordedSince: string | null

  @Version() version: number
  @Instant() createdAt: Date
  @Instant() updatedAt: Date
}
