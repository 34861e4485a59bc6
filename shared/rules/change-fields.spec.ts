import { CHANGE_FIELDS, changeField, isSensitive, readChangeValue, sayValue, showField, type ChangeField } from './change-fields'
import { makeCertificate } from './id-number'
import type { Sight } from './sight'

const options = { today: '2020-03-12', has: (list: string, code: string) => list === 'fuel' ? ['01', '03'].includes(code) : list === 'health' && ['01', '02', '03'].includes(code) }
const of = (name: string, kind: ChangeField['of'] = 'household'): ChangeField => changeField(kind, name) as ChangeField
const read = (f: ChangeField, text: string | null) => { const got = readChangeValue(f, text, options); return 'value' in got ? got.value : got.error }
const sound = makeCertificate('210881', '1964-02-29', '997') as string

test('names are one of a kind, and every field with a list names it', () => {
  const names = CHANGE_FIELDS.map((f) => `${f.of}.${f.name}`)
  expect(new Set(names).size).toBe(names.length)
  expect(CHANGE_FIELDS.filter((f) => (f.type === 'code' || f.type === 'codes') !== (f.list !== undefined))).toEqual([])
})

test.each([
  [of('phone'), ' 154 0009-0001 ', '15400090001'], [of('phone'), '１５４０００９０００１', '15400090001'], [of('phone'), '04177654321', '04177654321'], [of('phone'), '1540009', '联系电话填 11 位手机号，或带区号的固定电话'],
  [of('arable'), '6.5', '6.50'], [of('arable'), '', '耕地（亩）不能空着'], [of('houseArea'), '', null], [of('houseArea'), '1e3', '住房面积（平方米）填不超过 9999 的数，最多两位小数'],
  [of('fuel'), '03', '03'], [of('fuel'), '99', '主要燃料请从列表里选'], [of('safeWater'), '1', '1'], [of('safeWater'), '是', '安全饮用水请选是或否'],
  [of('health', 'member'), '03,02,03', '02,03'], [of('health', 'member'), '02,77', '健康状况请从列表里选'], [of('health', 'member'), '01,02', '健康状况选了健康，就不能再选别的，请核对'], [of('health', 'member'), '01', '01'],
  [of('workMonths', 'member'), '13', '务工月数填 0 到 12 的整数'], [of('workMonths', 'member'), '09', '9'],
  [of('birthDate', 'member'), '2020-03-13', '出生日期写成 2020-03-12，不能晚于今天'], [of('birthDate', 'member'), '2019-02-29', '出生日期写成 2020-03-12，不能晚于今天'],
  [of('certificate', 'member'), sound.toLowerCase(), sound], [of('certificate', 'member'), `${sound.slice(0, 6)}-${sound.slice(6, 14)}－${sound.slice(14)}`, sound], [of('certificate', 'member'), sound.slice(1), '证件号码应是 18、20 或 22 位，请核对'],
  [of('certificate', 'member'), `${sound}84`, '残疾人证号最后的类别、级别不对，请核对'], [of('name', 'member'), '<b>', expect.stringContaining('姓名要')], [of('groupName'), '样'.repeat(41), '村民小组最多 40 个字'],
] as [ChangeField, string, string | null][])('%#: %s', (f, text, value) => { expect(read(f, text)).toEqual(value) })

test('a list may name a field of both tables, or of one', () => {
  expect([isSensitive(['phone'], of('phone')), isSensitive(['phone'], of('phone', 'member')), isSensitive(['member.phone'], of('phone')), isSensitive(['membership'], 'membership')]).toEqual([true, true, false, true])
})

describe('who sees what of a change', () => {
  const as = (sight: Sight, policyArea: string[] = []) => ({ sight, today: '2020-03-12', policyArea })
  const grown = { birthDate: '1964-02-29' }
  const child = { birthDate: '2012-02-29' }
  const shown = (f: ChangeField, sight: Sight, member?: { birthDate: string }, area?: string[]) => showField(f, as(sight, area), f.of === 'member' ? member ?? grown : undefined)

  test.each([
    ['phone', 'household', 'office', 'full'], ['phone', 'household', 'unit', 'masked'], ['phone', 'household', 'prefecture', 'none'], ['phone', 'member', 'office', 'masked'], ['phone', 'member', 'unit', 'none'], ['bankCard', 'household', 'helper', 'none'], ['bankCard', 'household', 'office', 'last4'],
    ['certificate', 'member', 'helper', 'masked'], ['certificate', 'member', 'household', 'last4'], ['certificate', 'member', 'unit', 'none'],
    ['birthDate', 'member', 'office', 'masked'], ['birthDate', 'member', 'household', 'full'], ['birthDate', 'member', 'unit', 'none'],
    ['health', 'member', 'helper', 'full'], ['disabilityCategory', 'member', 'helper', 'none'], ['disabilityCategory', 'member', 'office', 'full'], ['health', 'member', 'unit', 'none'],
    ['causeMain', 'household', 'unit', 'none'], ['causeMain', 'household', 'helper', 'full'], ['name', 'member', 'prefecture', 'none'], ['helper', 'household', 'department', 'full'],
  ] as const)('%s of the %s by %s: %s', (name, kind, sight, what) => { expect(shown(of(name, kind), sight)).toBe(what) })

  test('of a child less than of others', () => {
    expect(shown(of('health', 'member'), 'helper', child)).toBe('none')
    expect(shown(of('name', 'member'), 'helper', child)).toBe('full')
    expect(shown(of('name', 'member'), 'unit', child)).toBe('none')
    expect(shown(of('health', 'member'), 'office', child)).toBe('full')
    expect(shown(of('health', 'member'), 'department', grown, ['06'])).toBe('full')
    expect(shown(of('health', 'member'), 'department', grown, ['04'])).toBe('none')
  })

  test('nothing whole is said where it is masked', () => {
    const word = (list: string, code: string) => `${list}/${code}`
    expect(sayValue(of('phone'), '15400010001', 'masked', word)).toBe('154****0001')
    expect(sayValue(of('certificate', 'member'), sound, 'masked', word)).toBe(`${sound.slice(0, 6)}********${sound.slice(-4)}`)
    expect(sayValue(of('certificate', 'member'), sound, 'full', word)).not.toContain('19640229')
    expect(sayValue(of('bankCard'), '6299000000000001234', 'full', word)).toBe('尾号 1234')
    expect(sayValue(of('birthDate', 'member'), '1964-02-29', 'masked', word)).toBe('1964 年')
    expect(sayValue(of('health', 'member'), '02,03', 'full', word)).toBe('health/02、health/03')
    expect(sayValue(of('phone'), '15400010001', 'none', word)).toBeNull()
  })
})
