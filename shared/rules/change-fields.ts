// The catalogue of what can be changed in the record of a household or a member, how a typed value is read, and how a kept value is shown.
// A value travels and is kept as text: codes and numbers as they stand, several codes comma-separated, days YYYY-MM-DD, yes 1 and no 0.
import { isDay } from './day'
import { checkCertificate, denseCertificate } from './id-number'
import { certificateLast4, maskCertificate, maskName, maskPhone } from './masking'
import { isPersonName, NAME_EXPECTED } from './person-name'
import { isChild, showOf, type Show, type Sight, type SightField, type SightOptions } from './sight'
import { halfWidth, withoutSpaces } from './typed-text'

export type ChangeFieldType = 'text' | 'name' | 'phone' | 'certificate' | 'bankCard' | 'code' | 'codes' | 'flag' | 'year' | 'month' | 'day' | 'mu' | 'decimal' | 'integer' | 'member'

export interface ChangeField {
  name: string
  of: 'household' | 'member'
  label: string
  type: ChangeFieldType
  /** Column of the table `household` or `member`; of a sealed field the stem: `phone` → `phone_sealed`. */
  column: string
  /** Code list of types code and codes. */
  list?: string
  /** Of type codes: a code that says none of the others is so. */
  alone?: string
  /** Kept sealed: the value stands in no log, no audit, and proposed values are sealed as well. */
  sealed?: true
  /** Decides who sees old and new value, and how much of them. `disability` asks for health in full. */
  sight: SightField | 'disability'
  /** Cannot be emptied. */
  required?: true
  /** Smallest and largest number; longest text. */
  min?: number
  max?: number
  /** Kept in the history, changed by other acts (import, steps, pairing, joining, leaving): no form offers it. */
  derived?: true
  /** Names and describes nobody: may stand in clear in the audit. */
  open?: true
}

type More = Partial<Pick<ChangeField, 'list' | 'alone' | 'sealed' | 'required' | 'min' | 'max' | 'derived' | 'open'>>
const field = (of: ChangeField['of']) => (name: string, label: string, type: ChangeFieldType, sight: ChangeField['sight'], column: string, more: More = {}): ChangeField =>
  ({ name, of, label, type, sight, column, ...more })
const h = field('household')
const m = field('member')
const land = (name: string, label: string): ChangeField => h(name, label, 'mu', 'land', name, { required: true, max: 99_999, open: true })

/** In the order of the form. */
export const CHANGE_FIELDS: readonly ChangeField[] = [
  h('phone', '联系电话', 'phone', 'phone', 'phone', { sealed: true }),
  h('groupName', '村民小组', 'text', 'address', 'group_name', { max: 40 }),
  h('head', '户主', 'member', 'headName', '', { required: true }),
  h('householdType', '贫困户属性', 'code', 'type', 'household_type', { list: 'household_type', required: true }),
  h('standard', '识别标准', 'code', 'type', 'standard', { list: 'standard' }),
  h('causeMain', '主要致贫原因', 'code', 'causes', 'cause_main', { list: 'cause', required: true }),
  h('causeOther1', '次要致贫原因一', 'code', 'causes', 'cause_other1', { list: 'cause' }),
  h('causeOther2', '次要致贫原因二', 'code', 'causes', 'cause_other2', { list: 'cause' }),
  h('martyrFamily', '军烈属', 'flag', 'type', 'martyr_family'),
  h('houseArea', '住房面积（平方米）', 'decimal', 'housing', 'house_area', { max: 9_999, open: true }),
  h('houseStructure', '房屋结构', 'code', 'housing', 'house_structure', { list: 'house_structure', open: true }),
  h('dangerHouse', '是否危房户', 'flag', 'housing', 'danger_house', { open: true }),
  h('dangerLevel', '危房级别', 'code', 'housing', 'danger_level', { list: 'house_danger_level', open: true }),
  h('repairYear', '危改年度', 'year', 'housing', 'repair_year', { open: true }),
  h('safeWater', '安全饮用水', 'flag', 'utilities', 'safe_water', { open: true }),
  h('livePower', '通生活用电', 'flag', 'utilities', 'live_power', { open: true }),
  h('workPower', '通生产用电', 'flag', 'utilities', 'work_power', { open: true }),
  h('tv', '通广播电视', 'flag', 'utilities', 'tv', { open: true }),
  h('toilet', '卫生厕所', 'flag', 'utilities', 'toilet', { open: true }),
  h('fuel', '主要燃料', 'code', 'utilities', 'fuel', { list: 'fuel', open: true }),
  h('roadDistance', '与村主干路距离（公里）', 'decimal', 'address', 'road_distance', { max: 999, open: true }),
  h('roadToDoor', '入户路', 'code', 'address', 'road_to_door', { list: 'road_to_door', open: true }),
  land('arable', '耕地（亩）'), land('irrigated', '有效灌溉（亩）'), land('forest', '林地（亩）'), land('reforested', '退耕还林（亩）'),
  land('orchard', '林果（亩）'), land('pasture', '牧草地（亩）'), land('water', '水面（亩）'),
  h('relocated', '易地搬迁', 'flag', 'housing', 'relocated'),
  h('relocationWay', '搬迁方式', 'code', 'housing', 'relocation_way', { list: 'relocation_way' }),
  h('resettlement', '安置方式', 'code', 'housing', 'resettlement', { list: 'resettlement' }),
  h('cooperative', '加入合作组织', 'flag', 'measures', 'cooperative'),
  h('leadFirm', '龙头企业带动', 'flag', 'measures', 'lead_firm'),
  h('leader', '致富带头人带动', 'flag', 'measures', 'leader'),
  h('plannedExitYear', '计划脱贫年度', 'year', 'exitYears', 'planned_exit_year'),
  h('bankName', '开户银行', 'text', 'bank', 'bank_name', { max: 60 }),
  h('bankCard', '银行卡号', 'bankCard', 'bank', 'bank_card', { sealed: true }),
  h('headName', '户主姓名', 'name', 'headName', 'head_name', { derived: true, required: true }),
  h('memberCount', '家庭人口', 'integer', 'memberCount', 'member_count', { derived: true, open: true }),
  h('state', '脱贫状态', 'code', 'state', 'state', { list: 'lifecycle', derived: true, open: true }),
  h('region', '所在村', 'text', 'address', 'region', { derived: true, open: true }),
  h('identifiedOn', '首次识别时间', 'month', 'exitYears', 'identified_on', { derived: true, open: true }),
  h('exitYear', '脱贫年度', 'year', 'exitYears', 'exit_year', { derived: true, open: true }),
  h('position', '房屋位置', 'text', 'address', '', { derived: true }),
  h('helper', '帮扶责任人', 'text', 'helpers', '', { derived: true }),
  h('secondHelper', '第二帮扶人', 'text', 'helpers', '', { derived: true }),

  m('name', '姓名', 'name', 'members', 'name', { required: true }),
  m('relation', '与户主关系', 'code', 'members', 'relation', { list: 'relation', required: true }),
  m('sex', '性别', 'code', 'members', 'sex', { list: 'sex', required: true }),
  m('certificateType', '证件类型', 'code', 'certificate', 'certificate_type', { list: 'certificate_type' }),
  m('certificate', '证件号码', 'certificate', 'certificate', 'certificate', { sealed: true }),
  m('birthDate', '出生日期', 'day', 'birthDate', 'birth_date'),
  m('phone', '联系电话', 'phone', 'phone', 'phone', { sealed: true }),
  m('ethnicity', '民族', 'code', 'members', 'ethnicity', { list: 'ethnicity' }),
  m('politicalStatus', '政治面貌', 'code', 'members', 'political_status', { list: 'political_status' }),
  m('education', '文化程度', 'code', 'schooling', 'education', { list: 'education' }),
  m('studentStatus', '在校生状况', 'code', 'schooling', 'student_status', { list: 'student_status' }),
  m('dropoutReason', '失学或辍学原因', 'code', 'schooling', 'dropout_reason', { list: 'dropout_reason' }),
  m('health', '健康状况', 'codes', 'health', 'health', { list: 'health', alone: '01' }),
  m('disabilityCategory', '残疾类别', 'code', 'disability', 'disability_category', { list: 'disability_category' }),
  m('disabilityLevel', '残疾级别', 'code', 'disability', 'disability_level', { list: 'disability_level' }),
  m('disabilityYear', '残疾认定年度', 'year', 'disability', 'disability_year'),
  m('labour', '劳动技能', 'code', 'labour', 'labour', { list: 'labour' }),
  m('workPlace', '务工地点', 'text', 'labour', 'work_place', { max: 80 }),
  m('employer', '务工企业', 'text', 'labour', 'employer', { max: 80 }),
  m('workMonths', '务工月数', 'integer', 'labour', 'work_months', { min: 0, max: 12 }),
  m('jobChannel', '就业渠道', 'text', 'labour', 'job_channel', { max: 40 }),
  m('workAbroad', '境外务工', 'flag', 'labour', 'work_abroad'),
  m('publicPost', '公益性岗位', 'text', 'labour', 'public_post', { max: 40 }),
  m('publicPostMonths', '公益性岗位月数', 'integer', 'labour', 'public_post_months', { min: 0, max: 12 }),
  m('serving', '现役军人', 'flag', 'labour', 'serving'),
  m('minimumLiving', '享受低保', 'flag', 'insurance', 'minimum_living'),
  m('destituteSupport', '特困供养', 'flag', 'insurance', 'destitute_support'),
  m('residentMedical', '城乡居民医疗保险', 'flag', 'insurance', 'resident_medical'),
  m('employeeMedical', '城镇职工医疗保险', 'flag', 'insurance', 'employee_medical'),
  m('residentPension', '城乡居民养老保险', 'flag', 'insurance', 'resident_pension'),
  m('employeePension', '城镇职工养老保险', 'flag', 'insurance', 'employee_pension'),
  m('seriousIllnessInsurance', '大病保险', 'flag', 'insurance', 'serious_illness_insurance'),
  m('commercialMedical', '商业补充医疗保险', 'flag', 'insurance', 'commercial_medical'),
  m('medicalAid', '医疗救助', 'flag', 'health', 'medical_aid'),
  m('otherHealthAid', '其他健康扶贫', 'flag', 'health', 'other_health_aid'),
  m('mandarin', '会讲普通话', 'flag', 'members', 'mandarin'),
  m('memberNo', '人口编号', 'text', 'householdNo', 'member_no', { derived: true }),
  m('joinedOn', '加入日期', 'day', 'members', 'joined_on', { derived: true }),
  m('leftOn', '离开日期', 'day', 'members', 'left_on', { derived: true }),
  m('leftBy', '离开原因', 'code', 'members', 'left_by', { list: 'member_change', derived: true }),
]

const BY_NAME = new Map(CHANGE_FIELDS.map((f) => [`${f.of}.${f.name}`, f]))

export function changeField(of: ChangeField['of'], name: string): ChangeField | null {
  return BY_NAME.get(`${of}.${name}`) ?? null
}

/** Codes of list `member_change` by which somebody comes or goes. */
export const JOINING: readonly string[] = ['05', '06', '07']
export const LEAVING: readonly string[] = ['01', '02', '03', '04', '08']
/** 新生儿: has no certificate yet. */
export const NEWBORN = '06'

/** What the county's list `changes.sensitive` names: a field, `member.phone` for one of both tables, or `membership` for joining and leaving. */
export function isSensitive(sensitive: readonly string[], what: ChangeField | 'membership'): boolean {
  return what === 'membership' ? sensitive.includes(what) : sensitive.includes(what.name) || sensitive.includes(`${what.of}.${what.name}`)
}

export interface ReadOptions { today: string; has(list: string, code: string): boolean }
export type ReadValue = { value: string | null } | { error: string }

const NUMBER = /^\d{1,6}(?:\.\d{1,2})?$/
const PHONE = /^(?:1[3-9]\d{9}|0\d{9,11})$/

/** A typed value in the form that is kept, or what to do, in Chinese. Empty text is no value. */
export function readChangeValue(f: ChangeField, text: string | null | undefined, options: ReadOptions): ReadValue {
  const plain = (text ?? '').trim()
  if (plain === '') return f.required ? { error: `${f.label}不能空着` } : { value: null }
  return READERS[f.type](f, plain, options)
}

const dense = (text: string): string => withoutSpaces(halfWidth(text))

function readText(f: ChangeField, text: string): ReadValue {
  const max = f.max ?? 200
  return Array.from(text).length > max ? { error: `${f.label}最多 ${max} 个字` } : { value: text }
}

function readDecimal(f: ChangeField, text: string): ReadValue {
  const plain = dense(text)
  if (!NUMBER.test(plain) || Number(plain) > (f.max ?? 99_999)) return { error: `${f.label}填不超过 ${f.max ?? 99_999} 的数，最多两位小数` }
  return { value: Number(plain).toFixed(2) }
}

function readInteger(f: ChangeField, text: string): ReadValue {
  const plain = dense(text)
  const { min = 0, max = 999 } = f
  return /^\d{1,4}$/.test(plain) && Number(plain) >= min && Number(plain) <= max ? { value: String(Number(plain)) } : { error: `${f.label}填 ${min} 到 ${max} 的整数` }
}

function readCodes(f: ChangeField, text: string, { has }: ReadOptions): ReadValue {
  const codes = [...new Set(dense(text).split(',').filter(Boolean))].sort()
  if (codes.length === 0 || codes.length > 4 || codes.some((code) => !has(f.list ?? '', code))) return { error: `${f.label}请从列表里选` }
  if (f.alone !== undefined && codes.length > 1 && codes.includes(f.alone)) return { error: `${f.label}选了健康，就不能再选别的，请核对` }
  return { value: codes.join(',') }
}

const READERS: Record<ChangeFieldType, (f: ChangeField, text: string, options: ReadOptions) => ReadValue> = {
  text: readText,
  name: (f, text) => isPersonName(text) ? { value: text } : { error: `${f.label}要${NAME_EXPECTED}` },
  phone: (f, text) => { const plain = dense(text).replace(/-/g, ''); return PHONE.test(plain) ? { value: plain } : { error: `${f.label}填 11 位手机号，或带区号的固定电话` } },
  bankCard: (f, text) => { const plain = dense(text); return /^\d{12,21}$/.test(plain) ? { value: plain } : { error: `${f.label}是 12 到 21 位数字，请核对` } },
  certificate: (_, text, { today }) => {
    const plain = denseCertificate(text)
    const broken = checkCertificate({ certificate: plain }, today)
    if (broken.length === 0) return { value: plain }
    return { error: broken.includes('Q01') ? '证件号码应是 18、20 或 22 位，请核对' : broken.includes('Q02') ? '证件号码的出生日期或最后一位不对，请对照证件再输一遍' : '残疾人证号最后的类别、级别不对，请核对' }
  },
  code: (f, text, { has }) => has(f.list ?? '', text) ? { value: text } : { error: `${f.label}请从列表里选` },
  codes: readCodes,
  flag: (f, text) => text === '1' || text === '0' ? { value: text } : { error: `${f.label}请选是或否` },
  year: (f, text) => /^(19[5-9]\d|20\d\d)$/.test(dense(text)) ? { value: dense(text) } : { error: `${f.label}填四位年份` },
  month: (f, text) => /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(text) ? { value: text } : { error: `${f.label}写成 2020-03` },
  day: (f, text, { today }) => isDay(text) && text >= '1900-01-01' && text <= today ? { value: text } : { error: `${f.label}写成 2020-03-12，不能晚于今天` },
  mu: readDecimal,
  decimal: readDecimal,
  integer: readInteger,
  // The id of one of the household's members; whether he is one, the server knows.
  member: (f, text) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text) ? { value: text } : { error: `${f.label}请从家庭成员里选` },
}

export interface Reader extends SightOptions { sight: Sight }

/** How much of a field somebody sees. `member` is needed for fields of a member: a child's facts are fewer. Years alone of a birth date are `masked`. */
export function showField(f: ChangeField, reader: Reader, member?: { birthDate: string }): Exclude<Show, 'area'> {
  if (f.of === 'member') {
    if (showOf('members', reader) === 'none') return 'none'
    if (member && isChild(member, reader.today)) {
      const children = showOf('children', reader)
      if (children === 'stage') return ['name', 'relation', 'studentStatus', 'joinedOn', 'leftOn', 'leftBy'].includes(f.name) ? 'full' : 'none'
      if (children !== 'full') return 'none'
    }
  }
  // As on the card: a member's own number is whole only for a reason that is recorded.
  if (f.of === 'member' && f.name === 'phone') return showOf('phone', reader) === 'full' ? 'masked' : 'none'
  if (f.sight === 'disability') return showOf('health', reader) === 'full' ? 'full' : 'none'
  if (f.name === 'birthDate' && showOf('birthDate', reader) === 'none') return showOf('certificate', reader) === 'none' ? 'none' : 'masked'
  const shown = showOf(f.sight, reader)
  if (f.sight === 'headName' || f.sight === 'measures' || f.sight === 'helpers') return shown === 'plain' ? 'full' : shown
  return shown === 'full' || shown === 'masked' || shown === 'last4' ? shown : shown === 'terms' ? 'full' : 'none'
}

/** A kept value in words for one reader. `word` answers the Chinese word of a code, the name of a member, or of a region. */
export function sayValue(f: ChangeField, value: string | null, shown: Exclude<Show, 'area'>, word: (list: string, code: string) => string): string | null {
  if (value === null || shown === 'none') return null
  switch (f.type) {
    case 'phone': return shown === 'full' ? value : maskPhone(value)
    case 'certificate': return shown === 'last4' ? certificateLast4(value) : maskCertificate(value)
    case 'bankCard': return `尾号 ${value.slice(-4)}`
    case 'name': return shown === 'masked' ? maskName(value) : value
    case 'member': { const name = word('member', value); return shown === 'masked' ? maskName(name) : name }
    case 'day': return shown === 'masked' ? `${value.slice(0, 4)} 年` : value
    case 'flag': return value === '1' ? '是' : '否'
    case 'code': return word(f.list ?? '', value)
    case 'codes': return value.split(',').map((code) => word(f.list ?? '', code)).join('、')
    default: return f.name === 'region' ? word('region', value) : value
  }
}
