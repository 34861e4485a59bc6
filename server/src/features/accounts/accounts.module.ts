import { Module } from '@nestjs/common'
import { AccountsController } from './accounts.controller'
import { Accounts } from './accounts.repository'
import { AccountsService } from './accounts.service'
import { ActorViews } from './actor-views.service'
import { AuditController } from './audit.controller'
import { AuditLog } from './audit.repository'
import { AuditService } from './audit.service'
import { OpenSessions } from './open-sessions.repository'
import { OpenSessionsService } from './open-sessions.service'
import { SessionsController } from './sessions.controller'
import { SignInFailures } from './sign-in-failures.repository'
import { SignInService } from './sign-in.service'
import { WechatBindings } from './wechat-bindings.repository'
import { WechatSignInService } from './wechat-sign-in.service'

@Module({
  controllers: [SessionsController, AccountsController, AuditController],
  providers: [Accounts, SignInFailures, OpenSessions, WechatBindings, AuditLog, ActorViews, SignInService, WechatSignInService, OpenSessionsService, AccountsService, AuditService],
})
export class AccountsModule {}
