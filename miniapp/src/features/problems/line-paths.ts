// Paths of the lines of a card. The server knows the same ones (features/problems/lines).

/** 住房和饮水, 登记信息: word on the card → path. */
export const LINE_OF_FACT: Readonly<Record<string, string>> = {
  住房: 'housing', 饮水: 'water', 用电: 'power', 厕所: 'toilet', 广播电视: 'tv', 燃料: 'fuel', 耕地: 'land', 林果: 'forest', 道路: 'road',
  属性: 'type', 致贫原因: 'cause', 门牌编号: 'number', 户编号: 'householdNo', 识别: 'identified', 计划脱贫: 'state', 脱贫: 'state', 联系电话: 'phone', 银行卡: 'bank',
}
/** Part of the income picture → path. */
export const LINE_OF_PART: Readonly<Record<string, string>> = { a: 'income.wage', b: 'income.business', c: 'income.property', d: 'income.transfer', e: 'income.expense' }
