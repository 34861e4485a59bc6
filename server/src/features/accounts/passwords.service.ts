// A person's own password: set by a one-time code, changed by the one before. Nobody else ever knows or sets it.
import { Injectable } from '@nestjs/common'
import type { ChangePassword, SetPassword } from '@onecard/shared/contract/accounts.requests'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import { Sessions, type Actor } from '../../kernel/auth'
import { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { Turns } from '../../kernel/turns'
import { loginName } from './account-names'
import { Accounts } from './accounts.repository'
import { ActivationCodes } from './activation-codes.repository'
import { readOneTimeCode } from './one-time-code'
import { hashPassword } from './passwords'
import { SignInFailures } from './sign-in-failures.repository'
import { SignInService, type Caller } from './sign-in.service'

@Injectable()
export class PasswordsService {
  readonly #turns = new Turns()
  constructor(
    private readonly accounts: Accounts, private readonly codes: ActivationCodes, private readonly failures: SignInFailures,
    private readonly signIn: SignInService, private readonly sessions: Sessions, private readonly db: Database) {}

  /**
   * Throws `password.code_refused` for an account that is not there as for a code that is wrong, used, too old or not confirmed, and
   * `session.locked` after five such tries of an address. Locks by wrong passwords do not count here: the code is the way out of them.
   */
  async set({ account: name, code, password }: SetPassword, caller: Caller): Promise<SessionView> {
    const known = await this.#open(name, readOneTimeCode(code), caller)
    if (!known || !await this.codes.use(known.codeId, known.id, await hashPassword(password))) throw problem('password.code_refused')
    await this.failures.clearAccount(known.account)
    this.sessions.forget(known.id)
    return this.signIn.open(known, caller)
  }

  /** Throws `password.wrong`, or `session.locked` as sign-in does: a borrowed phone must not be a place to guess. */
  async change({ old, password }: ChangePassword, actor: Actor, caller: Caller): Promise<void> {
    if (!await this.signIn.check(actor.account, old, caller)) throw problem('password.wrong')
    const passwordHash = await hashPassword(password)
    await this.db.write(actor, 'passwords.change', async (tx) => {
      await this.codes.change(tx, actor.accountId, passwordHash, actor.sessionId)
      await tx.audit({ subject: `account/${actor.accountId}`, changed: [{ field: 'password', before: 'set', after: 'changed' }] })
    })
    this.sessions.forget(actor.accountId)
  }

  #open(name: string, code: string, caller: Caller): Promise<{ id: string; account: string; codeId: string } | null> {
    const subject = this.failures.codeSubject(caller.address)
    return this.#turns.run(subject, async () => {
      if (!await this.failures.take(subject)) throw await this.signIn.locked(subject)
      const account = await this.accounts.byName(loginName(name) ?? '-')
      const codeId = await this.codes.tryOut(account && this.signIn.mayEnter(account) ? account.id : '-', code)
      if (!account || codeId === null) return null
      await this.failures.giveBack(subject)
      return { id: account.id, account: account.account, codeId }
    })
  }
}
