// Data quality of one member row (rules Q01–Q05, Q09, Q11–Q17, Q19, Q20, Q26, Q44 of the county's list).
import { ageOn } from '@onecard/shared/rules/day'
import { checkCertificate } from '@onecard/shared/rules/id-number'
import type { County } from '../../kernel/county'
import { MAINLAND_PHONE } from './household-rules'
import type { ProblemList } from './problem-list'
import type { SheetRecord } from './records'

type Say = (rule: string, field: string, expected: string) => void

/** `on`: the day on which ages are taken, the end of the sheet's card year. `today` bounds birth dates. Answers false when an error was found. */
export function checkMember(county: County, record: SheetRecord, on: string, today: string, problems: ProblemList): boolean {
  const before = problems.errors
  const error: Say = (rule, field, expected) => problems.error(rule, 'members', record.row, record.heading(field), record.shown(field), expected)
  const warn: Say = (rule, field, expected) => problems.warn(rule, 'members', record.row, record.heading(field), record.shown(field), expected)
  checkPerson(record, today, error)
  // Education and school state: both filled or both empty is one too many or one too few.
  if (record.has('education') && record.has('studentStatus') && (record.text('education') === null) === (record.text('studentStatus') === null)) {
    error('Q09', record.text('education') === null ? 'education' : 'studentStatus', '文化程度和在校生状况恰填一项')
  }
  const age = ageAt(record, on)
  if (age !== null) checkAge(county, record, age, warn)
  checkInsurance(record, warn)
  const phone = record.text('phone')
  if (phone !== null && !MAINLAND_PHONE.test(phone)) warn('Q38', 'phone', '11 位手机号')
  return problems.errors === before
}

export function ageAt(record: SheetRecord, on: string): number | null {
  const certificate = record.text('certificate') ?? ''
  const birth = record.text('birthDate') ?? (/^\d{17}/.test(certificate) ? `${certificate.slice(6, 10)}-${certificate.slice(10, 12)}-${certificate.slice(12, 14)}` : null)
  return birth === null ? null : ageOn(birth, on)
}

function checkPerson(record: SheetRecord, today: string, error: Say): void {
  const certificate = record.text('certificate')
  // What is not a resident's or a disability card follows rules of its own.
  if (certificate === null || record.text('certificateType') === '09') return
  const birthDate = record.text('birthDate') ?? undefined
  for (const rule of checkCertificate({ certificate, birthDate, sex: record.text('sex') ?? undefined }, today)) {
    if (rule === 'Q01') error('Q01', 'certificate', '18 位身份证号，或 20、22 位残疾人证号；请把这一列设为文本')
    if (rule === 'Q02') error('Q02', 'certificate', '号码的校验位或出生日期不对')
    if (rule === 'Q03') {
      const born = `${certificate.slice(6, 10)}-${certificate.slice(10, 12)}-${certificate.slice(12, 14)}`
      if (birthDate !== undefined && birthDate !== born) error('Q03', 'birthDate', '与证件号码里的出生日期一致')
      else error('Q03', 'sex', '与证件号码里的性别一致')
    }
    if (rule === 'Q05') error('Q05', 'certificate', '残疾人证第 19 位是 1–7，第 20 位是 1–4')
  }
}

const SCHOOL = { preschoolUpTo: '02', tertiaryFrom: '13' }

function checkAge(county: County, record: SheetRecord, age: number, warn: Say): void {
  const q = county.settings.quality
  const within = ([from, to]: [number, number]): boolean => age >= from && age <= to
  const school = record.text('studentStatus')
  const healthy = record.list('health').every((code) => code === '01')
  const labour = record.text('labour')
  const months = record.number('workMonths')
  if (within(q.schoolAge) && school === null && record.text('dropoutReason') === null) warn('Q11', 'studentStatus', `${age} 岁不在校，要写失学或辍学原因`)
  if (age >= q.preschoolUntilAge && healthy && school !== null && school <= SCHOOL.preschoolUpTo) warn('Q12', 'studentStatus', `${age} 岁一般已上小学`)
  if (within(q.labourAge) && healthy && school === null && labour !== null && labour >= '03') warn('Q13', 'labour', `${age} 岁健康、不在校，一般有劳动能力`)
  if ((months ?? 0) > 0 && (labour === '04' || labour === '05' || (school !== null && school < SCHOOL.tertiaryFrom))) warn('Q14', 'workMonths', '在务工，但无劳动能力或在校')
  if ((record.text('workPlace') === null) !== ((months ?? 0) === 0)) warn('Q15', record.text('workPlace') === null ? 'workPlace' : 'workMonths', '务工所在地和务工月数要同时填')
  if (months !== null && months > 12) warn('Q15', 'workMonths', '0 到 12')
  if (age < q.labourAge[0] && ((months ?? 0) > 0 || record.text('workPlace') !== null)) warn('Q16', 'workMonths', '不满 16 岁不应有务工记录')
  if (record.text('publicPost') !== null && !within(q.publicPostAge)) warn('Q17', 'publicPost', `${age} 岁一般不安排公益性岗位`)
  if (record.flag('destituteSupport') === true && within(q.destituteWorkingAge) && healthy && school === null) warn('Q26', 'destituteSupport', `${age} 岁健康、不在校，一般不是特困供养`)
}

function checkInsurance(record: SheetRecord, warn: Say): void {
  const insured = [record.flag('residentMedical'), record.flag('employeeMedical')]
  if (record.has('residentMedical') && record.has('employeeMedical') && insured.filter((yes) => yes === true).length !== 1) warn('Q19', 'residentMedical', '居民医保和职工医保恰参加一种')
  if (record.has('seriousIllnessInsurance') && record.flag('seriousIllnessInsurance') !== true) warn('Q20', 'seriousIllnessInsurance', '登记人口一般都有大病保险')
  if (record.flag('serving') === true && ((record.number('workMonths') ?? 0) > 0 || insured.includes(true) || record.flag('residentPension') === true)) warn('Q44', 'serving', '现役军人一般没有本地务工和参保记录')
}
