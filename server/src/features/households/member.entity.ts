import { Column, Entity, Index } from 'typeorm'
import { Ascii, BlindIndex, Day, Flag, Id, Int, Ref, Sealed, Text } from '../../kernel/db/columns'

/** 家庭成员. A member who left keeps its row with the day and kind of leaving. */
@Entity()
@Index('member_household', ['householdId'])
@Index('member_certificate', ['certificateIndex'])
@Index('member_no', ['memberNo'], { unique: true })
export class Member {
  @Id() id: string
  @Ref() householdId: string
  @Ascii(32, { nullable: true }) memberNo: string | null
  @Text(60) name: string
  @Ascii(2) relation: string
  @Ascii(1) sex: string
  @Day(true) birthDate: string | null
  @Ascii(2, { nullable: true }) certificateType: string | null
  @Sealed() certificateSealed: string | null
  /** Over the first 18 characters, so that a disability card finds the same person. */
  @BlindIndex() certificateIndex: string | null
  @Ascii(2, { nullable: true }) ethnicity: string | null
  @Ascii(2, { nullable: true }) politicalStatus: string | null
  @Ascii(2, { nullable: true }) education: string | null
  @Ascii(2, { nullable: true }) studentStatus: string | null
  @Ascii(2, { nullable: true }) dropoutReason: string | null
  /** Codes, comma-separated: several allowed. */
  @Ascii(12, { nullable: true }) health: string | null
  @Ascii(2, { nullable: true }) disabilityCategory: string | null
  @Ascii(2, { nullable: true }) disabilityLevel: string | null
  @Int(true) disabilityYear: number | null
  @Ascii(2, { nullable: true }) labour: string | null
  @Text(80, true) workPlace: string | null
  @Text(80, true) employer: string | null
  @Int(true) workMonths: number | null
  @Text(40, true) jobChannel: string | null
  @Text(40, true) publicPost: string | null
  @Int(true) publicPostMonths: number | null
  @Flag(true) serving: boolean | null
  @Flag(true) minimumLiving: boolean | null
  @Flag(true) destituteSupport: boolean | null
  @Flag(true) residentMedical: boolean | null
  @Flag(true) employeeMedical: boolean | null
  @Flag(true) residentPension: boolean | null
  @Flag(true) employeePension: boolean | null
  @Flag(true) seriousIllnessInsurance: boolean | null
  @Flag(true) commercialMedical: boolean | null
  @Flag(true) medicalAid: boolean | null
  @Flag(true) otherHealthAid: boolean | null
  @Flag(true) mandarin: boolean | null
  @Flag(true) workAbroad: boolean | null
  @Sealed() phoneSealed: string | null
  @BlindIndex() phoneIndex: string | null
  /** Only a confirmed number lets a phone in: one that a helper wrote waits for somebody of the village. */
  @Column({ type: 'tinyint', default: 1 }) phoneConfirmed: number
  /** Who wrote the number last; null: import, or before this was kept. */
  @Ref(true) phoneBy: string | null
  @Day(true) joinedOn: string | null
  @Day(true) leftOn: string | null
  /** Code of list `member_change`. */
  @Ascii(2, { nullable: true }) leftBy: string | null
}
