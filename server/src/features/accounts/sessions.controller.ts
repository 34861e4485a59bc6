import { Controller } from '@nestjs/common'
import { ListSessions, RevokeSession, SignIn, SignInByWechat } from '@onecard/shared/contract/accounts.requests'
import type { ActorView, OpenSessionView, SessionView } from '@onecard/shared/contract/accounts.views'
import { Empty } from '@onecard/shared/contract/common.requests'
import type { Page } from '@onecard/shared/contract/common.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { callerOf } from './caller'
import { OpenSessionsService } from './open-sessions.service'
import { SignInService } from './sign-in.service'
import { WechatSignInService } from './wechat-sign-in.service'

@Controller()
export class SessionsController {
  constructor(private readonly signIn: SignInService, private readonly wechat: WechatSignInService, private readonly sessions: OpenSessionsService) {}

  @Handles(operations.sessions.create)
  create(input: SignIn, _actor: Actor, exchange: Exchange): Promise<SessionView> {
    exchange.reply.header('cache-control', 'no-store')
    return this.signIn.byPassword(input, callerOf(exchange))
  }

  @Handles(operations.sessions.createByWechat)
  createByWechat(input: SignInByWechat, _actor: Actor, exchange: Exchange): Promise<SessionView> {
    exchange.reply.header('cache-control', 'no-store')
    return this.wechat.byCode(input, callerOf(exchange))
  }

  @Handles(operations.sessions.list)
  list(input: ListSessions, actor: Actor): Promise<Page<OpenSessionView>> { return this.sessions.list(actor, input) }

  @Handles(operations.sessions.revoke)
  revoke(input: RevokeSession, actor: Actor): Promise<void> { return this.sessions.revoke(actor, input.id) }

  @Handles(operations.sessions.end)
  end(_input: Empty, actor: Actor): Promise<void> { return this.sessions.revoke(actor, actor.sessionId) }

  @Handles(operations.me.get)
  me(_input: Empty, actor: Actor): Promise<ActorView> { return this.sessions.me(actor) }
}
