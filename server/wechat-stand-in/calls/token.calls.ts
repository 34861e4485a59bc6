// The two families of access tokens, which do not touch each other.
import { accountRefusal, json, refusal, type Call } from '../reply'
import type { StandInState, Token } from '../state'

const given = (state: StandInState, token: Token) => json({ access_token: token.value, expires_in: Math.floor((token.ends - state.now()) / 1000) })

export const stableToken: Call = {
  method: 'POST', token: false,
  answer(request, state, fields) {
    const wrong = accountRefusal(state, fields, 'client_credential')
    if (wrong) return wrong
    const limit = state.faults.take('rate', request.path)?.limit ?? 10_000
    if (!state.count(request.path, limit)) return refusal(state, 45009, 'reach max api daily quota limit')
    if (fields.force_refresh !== true) return given(state, state.stableToken())
    if (!state.count('force_refresh', 20, 'day')) return refusal(state, 45009, 'reach max api daily quota limit')
    return given(state, state.forceStable())
  },
}

export const classicToken: Call = {
  method: 'GET', token: false,
  answer(request, state) {
    const wrong = accountRefusal(state, request.query, 'client_credential')
    if (wrong) return wrong
    if (!state.count(request.path, 2_000, 'day')) return refusal(state, 45009, 'reach max api daily quota limit')
    return given(state, state.classicToken())
  },
}
