import { Module } from '@nestjs/common'
import { AccountsController } from './accounts.controller'
import { Accounts } from './accounts.repository'
import { AccountsService } from './accounts.service'
import { ActivationCodes } from './activation-codes.repository'
import { ActorViews } from './actor-views.service'
import { AuditController } from './audit.controller'
import { AuditLog } from './audit.repository'
import { AuditService } from './audit.service'
import { HouseholdDoor } from './household-door.service'
import { OpenSessions } from './open-sessions.repository'
import { OpenSessionsService } from './open-sessions.service'
import { PasswordsController } from './passwords.controller'
import { PasswordsService } from './passwords.service'
import { ProposalsController } from './proposals.controller'
import { Proposals } from './proposals.repository'
import { ProposalsService } from './proposals.service'
import { SessionsController } from './sessions.controller'
import { SignInFailures } from './sign-in-failures.repository'
import { SignInService } from './sign-in.service'
import { WechatBindings } from './wechat-bindings.repository'
import { WechatSignInService } from './wechat-sign-in.service'

@Module({
  controllers: [SessionsController, PasswordsController, AccountsController, ProposalsController, AuditController],
  providers: [Accounts, ActivationCodes, Proposals, SignInFailures, OpenSessions, WechatBindings, AuditLog, ActorViews, SignInService, WechatSignInService, HouseholdDoor, OpenSessionsService, PasswordsService, AccountsService, ProposalsService, AuditService],
  exports: [HouseholdDoor],
})
export class AccountsModule {}
