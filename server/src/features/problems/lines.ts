// Lines of the card by their path, in the words that people read on it.
import type { County } from '../../kernel/county'
import type { HouseholdRef, Reader } from '../../kernel/db'

const INCOME: Readonly<Record<string, string>> = {
  'income.perCapita': '人均纯收入', 'income.net': '全年纯收入', 'income.wage': '工资性收入', 'income.business': '生产经营性收入', 'income.property': '财产性收入', 'income.transfer': '转移性收入', 'income.expense': '支出',
}
const FACTS: Readonly<Record<string, string>> = {
  housing: '住房', water: '饮水', power: '用电', toilet: '厕所', tv: '广播电视', fuel: '燃料', land: '耕地', forest: '林果', road: '道路',
  helper: '帮扶人', type: '属性', cause: '致贫原因', identified: '识别时间', state: '脱贫', number: '门牌编号', householdNo: '户编号', phone: '联系电话', bank: '银行卡', path: '历程', given: '今年给的',
}
const ULID = '[0-9A-HJKMNP-TV-Z]{26}'

/** How the line is called; null for a path that this household's card does not have. */
export async function lineLabel(reader: Reader, household: HouseholdRef, county: County, path: string): Promise<string | null> {
  const plain = INCOME[path] ?? FACTS[path]
  if (plain) return plain
  const [, item] = /^income\.items\.(\w{1,8})$/.exec(path) ?? []
  if (item) return county.has('income_item', item) ? county.label('income_item', item) : null
  const [, year, month] = /^months\.(\d{4})-(0[1-9]|1[0-2])$/.exec(path) ?? []
  if (year) return `${year}年${Number(month)}月收支`
  const [, of, id] = new RegExp(`^(measures|members|visits)\\.(${ULID})$`).exec(path) ?? []
  if (of === 'measures') {
    const row = await reader.one<{ kind: string }>('SELECT m.kind FROM measure m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id = :id AND h.id = :household', { id, household: household.id })
    return row && `${county.label('measure', row.kind)}`
  }
  if (of === 'members') {
    const row = await reader.one<{ name: string }>('SELECT m.name FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id = :id AND h.id = :household', { id, household: household.id })
    return row && `家人 ${row.name}`
  }
  if (of === 'visits') {
    const row = await reader.one<{ on_day: string }>('SELECT v.on_day FROM visit v JOIN household h ON h.id = v.household_id AND {scope:h} WHERE v.id = :id AND h.id = :household', { id, household: household.id })
    return row && `${Number(row.on_day.slice(5, 7))}月${Number(row.on_day.slice(8))}日的走访`
  }
  return null
}
