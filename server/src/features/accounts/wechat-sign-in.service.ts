// Sign-in by WeChat. The first time, the phone number that WeChat vouches for must be one that an office or a household's record holds.
import { Injectable } from '@nestjs/common'
import type { SignInByWechat } from '@onecard/shared/contract/accounts.requests'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import { clock } from '../../kernel/clock'
import { problem } from '../../kernel/http/problem'
import { WechatClient, WechatError } from '../../kernel/wechat'
import { SignInService, type Caller } from './sign-in.service'
import { WechatBindings } from './wechat-bindings.repository'

@Injectable()
export class WechatSignInService {
  constructor(private readonly wechat: WechatClient, private readonly bindings: WechatBindings, private readonly signIn: SignInService) {}

  /**
   * Throws `session.phone_needed` (ask for the number and log in anew: codes are good once), `session.phone_unknown`, and
   * `wechat.*` as WeChat answers.
   */
  async byCode(input: SignInByWechat, caller: Caller): Promise<SessionView> {
    const openid = await asked(this.wechat.openidOf(input.code))
    const bound = await this.bindings.accountOf(openid)
    if (bound) {
      if (!this.signIn.mayEnter(bound)) throw problem('session.phone_unknown')
      return this.#open(bound, openid, caller)
    }
    if (input.phoneCode === undefined) throw problem('session.phone_needed')
    const phone = await asked(this.wechat.phoneOf(input.phoneCode))
    const holder = await this.bindings.holderOf(phone)
    if (!holder || (holder.account && !this.signIn.mayEnter(holder.account))) throw problem('session.phone_unknown')
    return this.#open({ id: await this.bindings.bind(openid, holder) }, openid, caller)
  }

  #open(account: { id: string }, openid: string, caller: Caller): Promise<SessionView> {
    return this.signIn.openBound(account, caller, (id) => this.bindings.stands(openid, id), 'session.phone_unknown')
  }
}

/** WeChat's refusals in the words of the catalogue. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try { return await answer } catch (error) {
    if (!(error instanceof WechatError)) throw error
    if (error.kind === 'code_refused') throw problem('wechat.code_refused')
    if (error.kind === 'user_refused') throw problem('wechat.user_refused')
    const wait = error.retryAt === undefined ? undefined : Math.max(1, Math.ceil((error.retryAt - clock.now()) / 1000))
    throw problem('wechat.unavailable', {}, { retryAfter: wait })
  }
}
