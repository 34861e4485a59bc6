// 「有结果时提醒我」: one tap, one question of WeChat, one message later. Whoever says no is not asked again; the inbox says it all anyway.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { setSubscriptions, useSubscriptions } from '../../data/notices'
import { useOnline } from '../../data/use-kept-query'
import { askToRemind, subscribes } from '../../platform/subscribe'
import { useSession } from '../../session/session'
import { says } from '../../ui/aria'
import { Button } from '../../ui/basics'
import { OFFERS, toAsk, type ReminderTopic } from './view-model'

/** Who said no to what since the program was started, by account and topic. */
const refused = new Set<string>()
type Said = 'yes' | 'no' | null

/** Draws nothing where there is nothing to offer: in a browser, without a line, without a template, after a no. */
export function RemindMe({ topic }: { topic: ReminderTopic }) {
  return subscribes ? <Offered topic={topic} /> : null
}

function Offered({ topic }: { topic: ReminderTopic }) {
  const account = useSession((s) => s.actor?.account)
  const held = useSubscriptions()
  const online = useOnline()
  const [said, setSaid] = useState<Said>(null)
  const asked = toAsk(topic, held)
  const mark = `${account}.${topic}`
  if (said !== null) return <View className="hint" {...says('status')}>{said === 'yes' ? '好，到时在微信里提醒您一次。' : '好，不提醒。消息都在「我的」的「通知」里。'}</View>
  if (asked.length === 0 || !online || refused.has(mark)) return null
  const ask = () => {
    // First of all: WeChat takes the question in the tap alone.
    void askToRemind(asked.map((a) => a.template)).then(async (answers) => {
      const yes = (answers[asked[0].template] ?? '').startsWith('accept')
      if (!yes) refused.add(mark)
      setSaid(yes ? 'yes' : 'no')
      for (const { topic: one, template } of asked) {
        if (answers[template] === undefined) continue
        // What is not told now is made good by WeChat's own count when the message is sent.
        await call(operations.notices.answer, { topic: one, template, result: answers[template] }).then((next) => setSubscriptions(account, next), () => undefined)
      }
    })
  }
  return <Button small kind="soft" icon="clock" text={OFFERS[topic].text} act={ask} />
}
