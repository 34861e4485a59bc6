// Sign-in by account and password. Unknown, inactive, demo in production and wrong password cannot be told apart by answer or time.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import type { SignIn } from '@onecard/shared/contract/accounts.requests'
import { Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Env } from '../../kernel/env'
import { problem } from '../../kernel/http/problem'
import { ENV } from '../../kernel/kernel.module'
import { loginName } from './account-names'
import { Accounts, type AccountRow } from './accounts.repository'
import { ActorViews } from './actor-views.service'
import { preparePasswords, verifyPassword } from './passwords'
import { SignInFailures } from './sign-in-failures.repository'
import { Turns } from './turns'

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
  byPassword(input: SignIn, caller: Caller): Promise<SessionView> {
    const subjects = this.failures.subjects(loginName(input.account) ?? input.account, caller.address)
    return this.#turns.run(subjects.account, async () => {
      const until = await this.failures.lockedUntil([subjects.account, subjects.address])
      if (until) throw locked(until)
      const account = await this.#known(input.account)
      if (!await verifyPassword(account?.password_hash ?? null, input.password) || !account) {
        await this.failures.add([subjects.account, subjects.address])
        throw problem('session.refused')
      }
      // The address keeps its count: a good account must not buy its holder more guesses at others.
      await this.failures.clear(subjects.account)
      return this.open(account, caller)
    })
  }

  async open(account: Pick<AccountRow, 'id'>, caller: Caller): Promise<SessionView> {
    const { token, expiresAt, signedIn } = await this.sessions.open(account.id, caller.device)
    return { token, expiresAt: clock.iso(expiresAt), actor: await this.views.of(signedIn.base) }
  }

  /** Active, and real in production. */
  mayEnter(account: AccountRow): boolean { return account.active === 1 && !(this.env.production && account.demo === 1) }

  async #known(typed: string): Promise<AccountRow | null> {
    // A name that no account can have is looked up all the same: the answer takes its time.
    const account = await this.accounts.byName(loginName(typed) ?? '-')
    return account && this.mayEnter(account) ? account : null
  }
}

function locked(until: Date): Error {
  const seconds = Math.max(1, Math.ceil((until.getTime() - clock.now()) / 1000))
  return problem('session.locked', { minutes: Math.ceil(seconds / 60) }, { retryAfter: seconds })
}
