// Lines of the card by their path: what a household can point at with 「不对 / 有困难」. The path is kept with the problem, so a path that
// has been given out once is never renamed.

const PLAIN = {
  'income.perCapita': '人均纯收入', 'income.net': '全家纯收入', 'income.wage': '工资性收入', 'income.business': '生产经营性收入', 'income.property': '财产性收入', 'income.transfer': '转移性收入', 'income.expense': '支出',
  housing: '住房', water: '饮水', power: '用电', toilet: '厕所', tv: '广播电视', fuel: '燃料', land: '耕地', forest: '林果', road: '道路',
  helper: '帮扶责任人', type: '属性', cause: '致贫原因', identified: '识别时间', state: '脱贫', number: '门牌编号', householdNo: '户编号', phone: '联系电话', bank: '银行卡', path: '历程', given: '今年给的',
} as const
/** A map: the path comes from outside, and an object would answer to names of its prototype. */
const LABELS: ReadonlyMap<string, string> = new Map(Object.entries(PLAIN))

/** `plain`: the path alone says which · `item`: an item of the year's income · `month`: of the books · the rest by the id of their row. */
export type CardLine =
  | { of: 'plain'; label: string }
  | { of: 'item'; code: string }
  | { of: 'month'; period: string }
  | { of: 'measures' | 'members' | 'visits'; id: string }

const BY_ID = /^(measures|members|visits)\.([0-9A-HJKMNP-TV-Z]{26})$/

/** Null for a path that no card has. Whether this household's card has the line is for whoever knows its rows. */
export function readCardLine(path: string): CardLine | null {
  const label = LABELS.get(path)
  if (label !== undefined) return { of: 'plain', label }
  const item = /^income\.items\.(\w{1,8})$/.exec(path)
  if (item) return { of: 'item', code: item[1] }
  const month = /^months\.(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(path)
  if (month) return { of: 'month', period: month[1] }
  const row = BY_ID.exec(path)
  return row ? { of: row[1] as 'measures' | 'members' | 'visits', id: row[2] } : null
}

/** 「2020年3月收支」 */
export function monthLineLabel(period: string): string { return `${period.slice(0, 4)}年${Number(period.slice(5))}月收支` }

type PlainPath = keyof typeof PLAIN
/** 住房和饮水, 登记信息: word on the card → path. Two words may stand for one line. */
export const LINE_OF_FACT: Readonly<Record<string, PlainPath>> = {
  住房: 'housing', 饮水: 'water', 用电: 'power', 厕所: 'toilet', 广播电视: 'tv', 燃料: 'fuel', 耕地: 'land', 林果: 'forest', 道路: 'road',
  属性: 'type', 致贫原因: 'cause', 门牌编号: 'number', 户编号: 'householdNo', 识别: 'identified', 计划脱贫: 'state', 脱贫: 'state', 联系电话: 'phone', 银行卡: 'bank',
}
/** Part of the income picture → path. */
export const LINE_OF_PART: Readonly<Record<string, PlainPath>> = { a: 'income.wage', b: 'income.business', c: 'income.property', d: 'income.transfer', e: 'income.expense' }
