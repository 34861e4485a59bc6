// How an office looked, in words of the household.
const WAYS: Readonly<Record<string, string>> = {
  scan: '扫码看明白卡', code: '扫码', list: '从名册打开', link: '打开明白卡', offline: '存到手机里备看', reveal: '看完整号码', request: '申请查看', visits: '看走访记录', photo: '看照片',
  changes: '看信息变动', form: '打开改信息', history: '看过去的记录', problems: '看问题', sheets: '看收支月表', annual: '看年度明白卡', paper: '扫纸卡核验',
}

export const wayWord = (way: string): string => WAYS[way] ?? '看记录'

/** `reveal` keeps the field in front of its reason. */
const FIELDS: Readonly<Record<string, string>> = { certificate: '证件号', phone: '电话', bankCard: '银行卡' }
export function reasonWord(reason: string): string {
  const [, field, words] = /^(\w+): (.*)$/.exec(reason) ?? []
  return field && FIELDS[field] ? `${FIELDS[field]}：${words}` : reason
}
