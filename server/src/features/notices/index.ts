import { Module } from '@nestjs/common'
import { county } from '../../kernel/county'
import { Database } from '../../kernel/db'
import type { Env } from '../../kernel/env'
import { Jobs } from '../../kernel/jobs'
import { ENV, LOG } from '../../kernel/kernel.module'
import type { Log } from '../../kernel/log'
import { Relay } from '../../kernel/outbox/relay'
import { Vault } from '../../kernel/vault'
import { WechatClient } from '../../kernel/wechat'
import { NoticeDesk } from './desk'
import { NoticeEvents } from './events'
import { InboxService } from './inbox.service'
import { NoticesController } from './notices.controller'
import { Reminders } from './reminders'
import { MessageSender } from './sender'
import { NoticeTexts } from './texts'

/** Hour in Shanghai from which people are told what is due tomorrow: with the day's work still before them. */
const REMIND_AT = 8

@Module({
  controllers: [NoticesController],
  providers: [
    { provide: NoticeTexts, inject: [ENV], useFactory: (env: Env) => new NoticeTexts(county, env.wechatTemplates) },
    { provide: NoticeDesk, inject: [NoticeTexts], useFactory: (texts: NoticeTexts) => new NoticeDesk(texts) },
    { provide: NoticeEvents, inject: [Database, NoticeDesk, Relay], useFactory: (db: Database, desk: NoticeDesk, relay: Relay) => new NoticeEvents(db, desk, relay) },
    {
      provide: MessageSender, inject: [Database, WechatClient, Vault, NoticeTexts, ENV, Relay, LOG],
      useFactory: (db: Database, wechat: WechatClient, vault: Vault, texts: NoticeTexts, env: Env, relay: Relay, log: Log) => new MessageSender(db, wechat, vault, texts, { state: env.wechatMiniprogramState }, relay, log),
    },
    {
      provide: Reminders, inject: [Database, NoticeDesk, Jobs],
      useFactory: (db: Database, desk: NoticeDesk, jobs: Jobs) => {
        const reminders = new Reminders(db, desk)
        jobs.daily('notices.due', REMIND_AT, () => reminders.dueTomorrow())
        jobs.daily('notices.old', 2, () => reminders.dropOld())
        return reminders
      },
    },
    { provide: InboxService, inject: [Database, NoticeTexts], useFactory: (db: Database, texts: NoticeTexts) => new InboxService(db, texts) },
  ],
})
export class NoticesModule {}
