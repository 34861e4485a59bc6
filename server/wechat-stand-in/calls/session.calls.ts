// jscode2session, checksession, getuserphonenumber.
import { createHmac } from 'node:crypto'
import { accountRefusal, json, refusal, spendCode, type Call } from '../reply'

export const jscode2session: Call = {
  method: 'GET', token: false,
  answer(request, state) {
    const wrong = accountRefusal(state, request.query, 'authorization_code')
    if (wrong) return wrong
    if (!request.query.js_code) return refusal(state, 41008, 'missing code')
    const limit = state.faults.take('rate', request.path)?.limit
    if (limit !== undefined && !state.count(request.path, limit)) return refusal(state, 45009, 'reach max api daily quota limit')
    const spent = spendCode(state, request.path, request.query.js_code, 'login', 40029)
    if ('body' in spent) return spent
    if (!state.count(`login ${spent.of}`, 100)) return refusal(state, 45011, 'api minute-quota reach limit')
    const user = state.login(spent.of)
    return json({ session_key: user.sessionKey, openid: user.openid }, 'text/plain')
  },
}

export const checksession: Call = {
  method: 'GET', token: true,
  answer(request, state) {
    const { openid, signature, sig_method: method } = request.query
    const user = state.users.get(openid ?? '')
    if (!user) return refusal(state, 40003, 'invalid openid')
    // The key is the session_key's text as given, not its bytes.
    const expected = createHmac('sha256', user.sessionKey).update('').digest('hex')
    if (method !== 'hmac_sha256' || signature !== expected) return refusal(state, 87009, 'invalid signature')
    return json({ errcode: 0, errmsg: 'ok' })
  },
}

export const getuserphonenumber: Call = {
  method: 'POST', token: true,
  answer(request, state, fields) {
    if (typeof fields.code !== 'string' || !fields.code) return refusal(state, 41008, 'missing code')
    const limit = state.faults.take('rate', request.path)?.limit
    if (limit !== undefined && !state.count(request.path, limit)) return refusal(state, 45011, 'api minute-quota reach limit')
    const spent = spendCode(state, request.path, fields.code, 'phone', 40013)
    if ('body' in spent) return spent
    return json({
      errcode: 0, errmsg: 'ok',
      phone_info: {
        phoneNumber: spent.of, purePhoneNumber: spent.of, countryCode: '86',
        watermark: { timestamp: Math.floor(state.now() / 1000), appid: state.account.appid },
      },
    })
  },
}
