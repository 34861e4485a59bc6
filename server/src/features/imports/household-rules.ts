// Data quality of one household row: what the sheet alone can tell (rules Q21–Q43 of the county's list).
import { isBelow, perCapita, registeredAtEnd } from '@onecard/shared/rules/card'
import { roundHalfAwayFromZero } from '@onecard/shared/rules/fen'
import type { County } from '../../kernel/county'
import type { ProblemList } from './problem-list'
import type { HouseholdFacts, SheetRecord } from './records'

/** 0 not exited, 1 and 4 exited, 3 relapsed: from 脱贫状态, else from the eight-valued 贫困户属性; null when neither says. */
export function exitState(record: SheetRecord): string | null {
  return record.text('exitState') ?? record.text('householdType')?.split(':')[1] ?? null
}

export const MAINLAND_PHONE = /^1[3-9]\d{9}$/

export function checkHousehold(county: County, record: SheetRecord, problems: ProblemList): void {
  const warn = (rule: string, field: string, expected: string): void => problems.warn(rule, 'households', record.row, record.heading(field), record.shown(field), expected)
  checkMoney(county, record, warn)
  checkDwelling(county, record, warn)
  checkExit(county, record, warn)
  const phone = record.text('phone')
  if (phone !== null && !MAINLAND_PHONE.test(phone)) warn('Q38', 'phone', '11 位手机号')
}

type Warn = (rule: string, field: string, expected: string) => void

function checkMoney(county: County, record: SheetRecord, warn: Warn): void {
  const q = county.settings.quality
  const wage = record.fen('wageFen')
  if (record.fen('businessFen') > 0 && record.fen('expenseFen') === 0) warn('Q27', 'expenseFen', '有生产经营性收入，一般也有支出')
  if (wage > 0 && (wage < q.wageYuan[0] * 100 || wage > q.wageYuan[1] * 100)) warn('Q29', 'wageFen', `一般在 ${q.wageYuan[0]} 到 ${q.wageYuan[1]} 元之间`)
  for (const [field, least] of [['minimumLivingFen', q.minimumLivingYuan], ['destituteSupportFen', q.minimumLivingYuan], ['familyPlanningFen', q.familyPlanningYuan], ['pensionFen', q.pensionYuan]] as const) {
    if (record.fen(field) > 0 && record.fen(field) < least * 100) warn('Q30', field, `全年一般不少于 ${least} 元`)
  }
  if (record.fen('ecologyFen') > 0 && mu(record, 'reforested') === 0 && mu(record, 'forest') === 0) warn('Q31', 'ecologyFen', '没有退耕还林和林地，一般没有生态补偿金')
  checkSums(county, record, warn)
}

/** Q39: only against figures that the sheet gives. E counts less its subsidy, not below 0. */
function checkSums(county: County, record: SheetRecord, warn: Warn): void {
  const expense = Math.max(0, record.fen('expenseFen') - record.fen('expenseSubsidyFen'))
  const gross = record.number('grossFen')
  const net = record.number('netFen')
  const perHead = record.number('perCapitaFen')
  const parts = record.fen('wageFen') + record.fen('businessFen') + record.fen('propertyFen') + record.fen('transferFen')
  if (gross !== null && gross !== parts) warn('Q39', 'grossFen', `四项收入合计 ${(parts / 100).toFixed(2)}`)
  if (gross !== null && net !== null && net !== gross - expense) warn('Q39', 'netFen', `年收入减支出 ${((gross - expense) / 100).toFixed(2)}`)
  const members = record.number('memberCount') ?? 0
  const exact = net === null ? null : roundHalfAwayFromZero(net, members)
  if (perHead !== null && exact !== null && Math.abs(perHead - exact) > county.settings.quality.perCapitaToleranceFen) warn('Q39', 'perCapitaFen', `纯收入除以人口 ${(exact / 100).toFixed(2)}`)
}

const mu = (record: SheetRecord, field: string): number => Number(record.text(field) ?? 0)

function checkDwelling(county: County, record: SheetRecord, warn: Warn): void {
  const q = county.settings.quality
  const danger = record.flag('dangerHouse')
  const level = record.text('dangerLevel')
  const serious = level === 'C' || level === 'D'
  if (danger === true && !serious) warn('Q22', 'dangerLevel', '危房应为 C级 或 D级')
  if (danger === false && serious) warn('Q22', 'dangerHouse', 'C级、D级是危房')
  for (const [field, most] of [['arable', q.arableMu], ['forest', q.forestMu], ['reforested', q.forestMu], ['orchard', q.forestMu], ['pasture', q.pastureMu], ['water', q.pastureMu]] as const) {
    if (mu(record, field) > most) warn('Q35', field, `一般不超过 ${most} 亩`)
  }
  if (mu(record, 'reforested') > mu(record, 'forest') + mu(record, 'pasture')) warn('Q36', 'reforested', '不超过林地与牧草地之和')
  if (record.has('roadDistance')) {
    const distance = record.text('roadDistance')
    if (distance === null || Number(distance) > q.roadKm) warn('Q37', 'roadDistance', `0 到 ${q.roadKm} 公里`)
  }
}

function checkExit(county: County, record: SheetRecord, warn: Warn): void {
  const state = exitState(record)
  const exited = state === '1' || state === '4'
  if (!exited) return
  if (record.flag('dangerHouse') === true) warn('Q21', 'dangerHouse', '已脱贫户不应住危房')
  if (record.flag('safeWater') === false) warn('Q21', 'safeWater', '已脱贫户应有安全饮水')
  const exitYear = record.number('exitYear')
  const identified = record.text('identifiedOn')
  if (exitYear === null) warn('Q40', 'exitYear', '已脱贫户要有脱贫年度')
  else if (identified !== null && exitYear < Number(identified.slice(0, 4))) warn('Q40', 'exitYear', `不早于识别年份 ${identified.slice(0, 4)}`)
  const line = county.line(record.number('year') ?? 0)
  const net = record.number('netFen')
  if (line && net !== null && isBelow(net, line.fen, registeredAtEnd(record.number('memberCount') ?? 0)) === true) warn('Q32', 'perCapitaFen', `已脱贫户人均不低于 ${line.fen / 100} 元`)
}

/** Figures of the sheet against the line, for tests and reports: `below` in exact integers. */
export function againstLine(county: County, record: SheetRecord): { perCapitaFen: number | null; below: boolean | null; equal: boolean } {
  const divisor = registeredAtEnd(record.number('memberCount') ?? 0)
  const net = record.fen('netFen')
  const line = county.line(record.number('year') ?? 0)?.fen ?? 0
  return { perCapitaFen: perCapita(net, divisor), below: isBelow(net, line, divisor), equal: net === line * divisor.heads }
}

/** Once all members are read: Q06–Q08 are errors, the others warnings. */
export function checkHouseholdWithMembers(f: HouseholdFacts, problems: ProblemList): void {
  const error = (rule: string, column: string, read: string, expected: string): void => problems.error(rule, 'households', f.row, column, read, expected)
  const warn = (rule: string, column: string, read: string, expected: string): void => problems.warn(rule, 'households', f.row, column, read, expected)
  if (f.memberCount < 1 || f.memberCount !== f.members) error('Q08', '家庭人口数', String(f.memberCount), `成员表里有 ${f.members} 人，至少 1 人`)
  if (f.heads !== 1 && f.members > 0) error('Q06', '户主姓名', f.headName, `应恰有 1 名户主，成员表里有 ${f.heads} 名`)
  if (f.heads === 1 && !f.headMatches) error('Q06', '户主姓名', f.headName, '与成员表里户主的姓名和证件号码一致')
  if (f.spouses > 1) problems.error('Q06', 'members', f.spouseRow, '与户主关系', '配偶', `最多 1 名配偶，现有 ${f.spouses} 名`)
  if (f.headSex !== null && f.spouseSex === f.headSex) problems.warn('Q07', 'members', f.spouseRow, '性别', '', '配偶与户主性别相同')
  if (f.causes.includes('01') && !f.ill) warn('Q23', '主要致贫原因', '因病', '家里没有患病成员')
  if (f.causes.includes('02') && !f.disabled) warn('Q23', '主要致贫原因', '因残', '家里没有残疾成员')
  if (f.causes.includes('03') && !f.inSchool) warn('Q23', '主要致贫原因', '因学', '家里没有在校生')
  if (f.minimumLivingFen > 0 !== f.anyMinimumLiving) warn('Q25', '低保金', (f.minimumLivingFen / 100).toFixed(2), f.anyMinimumLiving ? '有低保成员，一般有低保金' : '没有低保成员')
  if (f.destituteSupportFen > 0 !== f.anyDestitute) warn('Q25', '五保金', (f.destituteSupportFen / 100).toFixed(2), f.anyDestitute ? '有特困供养成员，一般有五保金' : '没有特困供养成员')
  if (f.publicPost && f.wageFen === 0) warn('Q18', '工资性收入', '0.00', '有公益性岗位，一般有工资性收入')
  if (f.pensioners > 0 && f.pensionFen === 0) warn('Q34', '养老保险金', '0.00', `有 ${f.pensioners} 名满 60 岁的参保成员，一般有养老保险金`)
}
