// The county's words for notices and messages, checked once at start: what does not fit would be refused by WeChat one message at a time.
import type { County } from '../../kernel/county'
import { refuseStart } from '../../kernel/start-refused'
import { faultOfValue } from '../../kernel/wechat'
import { KINDS, TOPICS, type MessageTopic, type NoticeKind } from './kinds'

/** 「2019年10月1日」, as WeChat's dates are written. */
const dayWord = (day: string): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const SAMPLE_DAY = '2026-12-31'

export class NoticeTexts {
  /** `ids`: templates by topic from the environment, before those of the county's file. Throws one StartRefused naming every fault. */
  constructor(private readonly county: County, private readonly ids: Partial<Record<string, string>>) {
    refuseStart('config/county/notices.json', this.#faults())
  }

  of(kind: NoticeKind): { title: string; text: string } { return this.county.notices.kinds[kind] }

  /** The template's id; '' while none is configured: then nobody is asked and nothing is sent. */
  template(topic: MessageTopic): string { return this.ids[topic] || this.county.notices.templates[topic]?.id || '' }

  /** Values by key: the kind's title and the day of the notice, and nothing about anybody. */
  message(kind: NoticeKind, topic: MessageTopic, day: string): Record<string, string> {
    const data = this.county.notices.templates[topic]?.data ?? {}
    return Object.fromEntries(Object.entries(data).map(([key, form]) => [key, form.replace('{title}', this.of(kind).title).replace('{day}', dayWord(day))]))
  }

  #faults(): string[] {
    const kinds = Object.keys(KINDS) as NoticeKind[]
    const untold = kinds.filter((kind) => !this.of(kind)?.title || !this.of(kind).text).map((kind) => `kinds.${kind} needs title and text`)
    if (untold.length) return untold
    return TOPICS.filter((topic) => this.template(topic)).flatMap((topic) => {
      const carried = kinds.filter((kind) => KINDS[kind].message === topic)
      const unfit = carried.flatMap((kind) => Object.entries(this.message(kind, topic, SAMPLE_DAY)).flatMap(([key, value]) => faultOfValue(key, value) ?? (/[{}]/.test(value) ? `${key} has an unknown part` : [])).map((fault) => `templates.${topic} with kinds.${kind}: ${fault}`))
      return Object.keys(this.county.notices.templates[topic]?.data ?? {}).length ? unfit : [`templates.${topic} has no data`]
    })
  }
}
