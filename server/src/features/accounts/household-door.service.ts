// How a household's phone comes in by a code of six digits. The codes themselves are of the feature `privacy`; who may come in is decided here.
import { Injectable } from '@nestjs/common'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import type { HouseTx } from '../../kernel/db'
import { WechatClient } from '../../kernel/wechat'
import { SignInFailures } from './sign-in-failures.repository'
import { SignInService, type Caller } from './sign-in.service'
import { WechatBindings } from './wechat-bindings.repository'
import { asked } from './wechat-sign-in.service'

/** Wrong codes of the whole county within the time of a lock, whatever their addresses: a million codes, a few dozen live at a time. */
const OF_COUNTY = 100

export interface OpenMember { householdId: string; memberId: string; /** Account that made the code. */ shownBy: string; wechatCode: string; /** Takes the code in the transaction of the binding. */ use: (tx: HouseTx) => Promise<void> }

@Injectable()
export class HouseholdDoor {
  constructor(private readonly wechat: WechatClient, private readonly bindings: WechatBindings, private readonly signIn: SignInService, private readonly failures: SignInFailures) {}

  /** Counts one try before it is looked at; `right` takes it back. Throws `session.locked`. */
  async tryCode({ address }: Caller): Promise<{ right(): Promise<void> }> {
    const subjects = this.failures.bindingSubjects(address)
    if (!await this.failures.take(subjects.address)) throw await this.signIn.locked(subjects.address)
    if (!await this.failures.take(subjects.county, OF_COUNTY)) {
      await this.failures.giveBack(subjects.address)
      throw await this.signIn.locked(subjects.county)
    }
    return { right: async () => { await this.failures.giveBack(subjects.address); await this.failures.giveBack(subjects.county, OF_COUNTY) } }
  }

  /** Whether somebody may come in by this number (as in `phone_index`). */
  async opensBy(number: string): Promise<boolean> { return await this.bindings.holderOfNumber(number) !== null }

  /** Binds this WeChat user to the household's account, which is made when there is none, and signs in. Throws `binding.*`, `wechat.*`. */
  async openMember({ householdId, memberId, shownBy, wechatCode, use }: OpenMember, caller: Caller): Promise<SessionView> {
    const openid = await asked(this.wechat.openidOf(wechatCode))
    const id = await this.bindings.bindMember(openid, { householdId, memberId, shownBy }, use)
    return this.signIn.openBound({ id }, caller, (account) => this.bindings.stands(openid, account), 'binding.refused')
  }
}
