// Lines of the card by their path, in the words that people read on it.
import type { County } from '../../kernel/county'
import type { HouseholdRef, Reader } from '../../kernel/db'

/** A map: the path comes from outside, and an object would answer to names of its prototype. */
const PLAIN: ReadonlyMap<string, string> = new Map(Object.entries({
  'income.perCapita': '人均纯收入', 'income.net': '全年纯收入', 'income.wage': '工资性收入', 'income.business': '生产经营性收入', 'income.property': '财产性收入', 'income.transfer': '转移性收入', 'income.expense': '支出',
  housing: '住房', water: '饮水', power: '用电', toilet: '厕所', tv: '广播电视', fuel: '燃料', land: '耕地', forest: '林果', road: '道路',
  helper: '帮扶人', type: '属性', cause: '致贫原因', identified: '识别时间', state: '脱贫', number: '门牌编号', householdNo: '户编号', phone: '联系电话', bank: '银行卡', path: '历程', given: '今年给的',
}))
/** What the card shows of the books: rejected lines, and what counts neither as income nor as expense, are not there. */
const ON_CARD = "x.household_id = :household AND x.state <> '05' AND x.item NOT LIKE 'X%' AND x.item NOT LIKE 'R%'"
const ULID = '[0-9A-HJKMNP-TV-Z]{26}'

/** How the line is called; null for a path that this household's card does not have. */
export async function lineLabel(reader: Reader, household: HouseholdRef, county: County, path: string): Promise<string | null> {
  const plain = PLAIN.get(path)
  if (plain) return plain
  const [, item] = /^income\.items\.(\w{1,8})$/.exec(path) ?? []
  if (item) return county.has('income_item', item) && await booked(reader, household, 'x.item = :of', item) ? county.label('income_item', item) : null
  const [, year, month] = /^months\.(\d{4})-(0[1-9]|1[0-2])$/.exec(path) ?? []
  if (year) return await booked(reader, household, 'x.period = :of', `${year}-${month}`) ? `${year}年${Number(month)}月收支` : null
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

async function booked(reader: Reader, household: HouseholdRef, where: 'x.item = :of' | 'x.period = :of', of: string): Promise<boolean> {
  return await reader.one(`SELECT 1 AS there FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} WHERE ${ON_CARD} AND ${where} LIMIT 1`, { household: household.id, of }) !== null
}
