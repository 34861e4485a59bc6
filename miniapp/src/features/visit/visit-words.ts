// What a visit was and what was seen, in words: for 一户 and lists. Pure, and small: it is in the main package, the form is not.

/** Codes of `visit_kind`. */
export const KINDS = [{ code: '01', text: '入户' }, { code: '02', text: '电话' }, { code: '03', text: '约见' }, { code: '04', text: '回访' }, { code: '05', text: '核查' }] as const

/** Of `visit_topic`. */
export const TOPIC_WORDS: Readonly<Record<string, string>> = { '01': '住房', '02': '饮水', '03': '就医', '04': '上学', '05': '收入', '06': '就业', '07': '产业', '09': '其他' }

/** 「都正常」 or 「住房、饮水有问题」 */
export function seenWord(topics: readonly { topic: string; ok: boolean }[]): string {
  const wrong = topics.filter((t) => !t.ok).map((t) => TOPIC_WORDS[t.topic] ?? t.topic)
  return wrong.length > 0 ? `${wrong.join('、')}有问题` : topics.length > 0 ? '都正常' : ''
}
