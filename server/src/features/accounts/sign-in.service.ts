// Sign-in by account and password. Unknown, inactive, demo in production and wrong password cannot be told apart by answer or time.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import type { SignIn } from '@onecard/shared/contract/accounts.requests'
import type { ProblemCode } from '@onecard/shared/problems'
import { Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Env } from '../../kernel/env'
import { problem } from '../../kernel/http/problem'
import { ENV } from '../../kernel/kernel.module'
import { Turns } from '../../kernel/turns'
import { loginName } from './account-names'
import { Accounts, type AccountRow } from './accounts.repository'
import { ActorViews } from './actor-views.service'
import { preparePasswords, verifyPassword } from './passwords'
import { SignInFailures } from './sign-in-failures.repository'

/** Where a sign-in comes from. `device` is a coarse word; the address is counted, never kept. */
export interface Caller { address: string; device: string }

@Injectable()
export class SignInService implements OnModuleInit {
  readonly #turns = new Turns()
  constructor(
    private readonly accounts: Accounts, private readonly failures: SignInFailures, private readonly sessions: Sessions,
    private readonly views: ActorViews, @Inject(ENV) private readonly env: Env) {}

  onModuleInit(): Promise<void> { return preparePasswords() }

  /** Throws `session.refused`, or `session.locked` after five failures of the name or the address. */
  async byPassword(input: SignIn, caller: Caller): Promise<SessionView> {
    const account = await this.check(input.account, input.password, caller)
    if (!account) throw problem('session.refused')
    return this.open(account, caller)
  }

  /**
   * The account that name and password open, or null. Throws `session.locked`. Of one address, then of one name, tries are taken in turn
   * here: an office that signs in at eight o'clock behind one address would lock itself by the tries that are still being checked. Other
   * processes are kept to the same count by the database.
   */
  check(name: string, password: string, caller: Caller): Promise<AccountRow | null> {
    const subjects = this.failures.subjects(loginName(name) ?? name, caller.address)
    return this.#turns.run(subjects.address, () => this.#turns.run(subjects.account, async () => {
      if (!await this.failures.take(subjects.address)) throw await this.locked(subjects.address)
      if (!await this.failures.take(subjects.account)) {
        await this.failures.giveBack(subjects.address)
        throw await this.locked(subjects.account)
      }
      const account = await this.#known(name)
      if (!await verifyPassword(account?.password_hash ?? null, password) || !account) return null
      // The address keeps the count of its failures: a good account must not buy its holder more guesses at others.
      await this.failures.giveBack(subjects.address)
      await this.failures.clear(subjects.account)
      return account
    }))
  }

  async open(account: Pick<AccountRow, 'id'>, caller: Caller): Promise<SessionView> {
    const { token, expiresAt, signedIn } = await this.sessions.open(account.id, caller.device)
    return { token, expiresAt: clock.iso(expiresAt), actor: await this.views.of(signedIn.base) }
  }

  /**
   * `open` for whom a binding lets in. Asked once the session is there: whoever ends the binding in the same moment either finds the session and
   * ends it, or is found here. Throws `refusal`.
   */
  async openBound(account: Pick<AccountRow, 'id'>, caller: Caller, stillBound: (accountId: string) => Promise<boolean>, refusal: ProblemCode): Promise<SessionView> {
    const { token, expiresAt, signedIn } = await this.sessions.open(account.id, caller.device)
    if (!await stillBound(account.id)) {
      await this.sessions.end(signedIn.base)
      throw problem(refusal)
    }
    return { token, expiresAt: clock.iso(expiresAt), actor: await this.views.of(signedIn.base) }
  }

  /** Active, and real in production. */
  mayEnter(account: AccountRow): boolean { return account.active === 1 && !(this.env.production && account.demo === 1) }

  async #known(typed: string): Promise<AccountRow | null> {
    // A name that no account can have is looked up all the same: the answer takes its time.
    const account = await this.accounts.byName(loginName(typed) ?? '-')
    return account && this.mayEnter(account) ? account : null
  }

  async locked(subject: string): Promise<Error> {
    const until = await this.failures.lockedUntil(subject)
    const seconds = Math.max(1, Math.ceil(((until?.getTime() ?? 0) - clock.now()) / 1000))
    return problem('session.locked', { minutes: Math.ceil(seconds / 60) }, { retryAfter: seconds })
  }
}
