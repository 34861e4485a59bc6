// message/subscribe/send: one tap on 「允许」, one message. The order of the checks is a guess; that all are made is not.
import { json, refusal, type Call, type Fields } from '../reply'
import type { StandInState } from '../state'

const STATES = ['developer', 'trial', 'formal']
/** By kind of key; the real one's own rules, kept apart from those of the client that is tested against them. */
const RULES: [kind: RegExp, form: RegExp][] = [
  [/^thing\d+$/, /^[\s\S]{1,20}$/u], [/^phrase\d+$/, /^[\u4e00-\u9fff]{1,5}$/], [/^name\d+$/, /^([\u4e00-\u9fff]{1,10}|[^\u4e00-\u9fff]{1,20})$/],
  [/^(character_string|letter)\d+$/, /^[\x21-\x7e ]{1,32}$/], [/^number\d+$/, /^[\d.-]{1,32}$/], [/^symbol\d+$/, /^.{1,5}$/u], [/^phone_number\d+$/, /^[\d+-]{1,17}$/],
  [/^car_number\d+$/, /^.{1,8}$/u], [/^amount\d+$/, /^\D?\d{1,10}(\.\d+)?\D?$/], [/^(date|time)\d+$/, /^(\d{4}年\d{1,2}月\d{1,2}日)?( ?\d{1,2}:\d{2})?(~.+)?$/],
]

export const subscribeSend: Call = {
  method: 'POST', token: true,
  answer(request, state, fields) {
    const { touser, template_id: template, page, miniprogram_state: version = 'formal' } = fields
    if (typeof touser !== 'string' || !state.users.has(touser)) return refusal(state, 40003, 'invalid openid')
    const keys = typeof template === 'string' ? state.templates.get(template) : undefined
    if (typeof template !== 'string' || !keys) return refusal(state, 40037, 'invalid template_id')
    if (page !== undefined && (typeof page !== 'string' || !state.pages.has(page.split('?')[0]))) return refusal(state, 41030, 'invalid page')
    if (typeof version !== 'string' || !STATES.includes(version)) return refusal(state, 47001, 'data format error')
    const data = fields.data as Record<string, Fields> | undefined
    const wrong = keys.find((key) => !fits(key, data?.[key]?.value)) ?? Object.keys(data ?? {}).find((key) => !keys.includes(key))
    if (wrong) return refusal(state, 47003, `argument invalid! data.${wrong}.value invalid`)
    const { faults } = state
    if (faults.take('sensitive-word', request.path)) return refusal(state, 45168, 'hit sensitive word')
    if (faults.take('banned', request.path)) return refusal(state, 43107, 'subscribe message banned')
    if (faults.take('parallel-sends', request.path)) return refusal(state, 43108, 'concurrent sending to one user')
    const limit = faults.take('rate', request.path)?.limit ?? 10_000_000
    if (!state.count(request.path, limit, 'day')) return refusal(state, 45009, 'reach max api daily quota limit')
    const left = faults.take('refused-subscription', request.path) ? 0 : state.creditOf(touser, template)
    if (left < 1) return refusal(state, 43101, 'user refuse to accept the msg')
    state.setCredit(touser, template, left - 1)
    take(state, touser, template, String(page ?? ''), data ?? {})
    // Larger than a JavaScript number holds, as the real one.
    const done = json({ errcode: 0, errmsg: 'ok' })
    return { ...done, body: Buffer.from(`{"errcode":0,"errmsg":"ok","msgid":${1316263177503703040n + BigInt(state.sent.length)}}`) }
  },
}

function fits(key: string, value: unknown): boolean {
  const rule = RULES.find(([kind]) => kind.test(key))
  return typeof value === 'string' && value.trim() !== '' && rule !== undefined && rule[1].test(value)
}

function take(state: StandInState, openid: string, template: string, page: string, data: Record<string, Fields>): void {
  state.sent.push({ openid, template, page, data: Object.fromEntries(Object.entries(data).map(([key, { value }]) => [key, String(value)])), at: state.now() })
}
