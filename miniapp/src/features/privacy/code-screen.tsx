// 给这户绑定手机: on the helper's phone, one member chosen, six large digits and the time they hold.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { BindingCodeView } from '@onecard/shared/contract/privacy.views'
import { call } from '../../data/call'
import { asFailure, type Failure } from '../../data/failure'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { says } from '../../ui/aria'
import { Button, Card, Pick } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Banner, Empty, OfflineBanner, StateOf } from '../../ui/states'
import { countdown, groupedCode } from './view-model'
import './privacy.css'

/** Whoever is younger has no phone of his own to bind. */
const GROWN_UP = 14

export function CodeScreen({ id }: { id: string }) {
  const card = useKeptQuery(`card.${id}`, operations.households.card, { id, way: 'list' }, { conditional: true })
  const online = useOnline()
  const members = card.data?.members?.filter((m) => m.age === undefined || m.age >= GROWN_UP) ?? []
  const [member, setMember] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [made, setMade] = useState<BindingCodeView | null>(null)
  const left = useCountdown(made?.expiresAt ?? null)
  const chosen = member ?? (members.length === 1 ? members[0].id : null)
  const make = async () => {
    if (busy || !chosen) return
    setBusy(true)
    setFailure(null)
    try { setMade(await call(operations.privacy.bindingCode, { id, member: chosen })) } catch (error) { setFailure(asFailure(error)) } finally { setBusy(false) }
  }
  return (
    <Page title="给这户绑定手机" act={card.data && members.length > 0 ? <Button text={busy ? '正在取…' : made ? '再给一个码' : '给一个 6 位码'} kind={made && left ? 'soft' : 'main'} act={() => { void make() }} busy={busy} off={!chosen || !online} /> : undefined}>
      <OfflineBanner of={card} />
      {!online && <Banner icon="off" text="给码要有信号，请到有信号的地方。" />}
      {failure && <Banner tone="danger" icon="alert" text={`${failure.title}。${failure.detail}`} />}
      <View className="in stack pad-t">
        {made && (left
          ? (
            <Card className="bind__shown" label={`${made.memberName}的码`}>
              <View className="label">{made.memberName}的码</View>
              <View className="bind__code" {...says('status', { label: `6 位码 ${[...made.code].join(' ')}` })}>{groupedCode(made.code)}</View>
              <View className="label">还有 {left}，只能用一次</View>
            </Card>
          )
          : <Banner inset icon="clock" text="这个码过时了，再给一个。" />)}
        <StateOf of={card}>
          {() => members.length === 0
            ? <Empty icon="people" title="没有能绑定的人" lines={['这户还没有登记大人，先改信息。']} />
            : (
              <Card className="stack">
                <View className="head">给谁的手机</View>
                <View className="picks">{members.map((m) => <Pick key={m.id} big tick text={m.name} hint={m.relation?.label} on={chosen === m.id} act={() => { setMember(m.id); setMade(null) }} />)}</View>
              </Card>
            )}
        </StateOf>
        <Card className="stack">
          <View className="head">怎么用</View>
          <View>1. 在他自己的手机上打开小程序，点「用帮扶人给的 6 位码」。</View>
          <View>2. 输入上面 6 个数字。</View>
          <View className="hint">只给本人当面看，别发群里。他离开这户后就看不到了。</View>
        </Card>
      </View>
    </Page>
  )
}

/** Ticks once a second while a code holds. */
function useCountdown(expiresAt: string | null): string | null {
  const [, tick] = useState(0)
  useEffect(() => {
    if (expiresAt === null) return
    const timer = setInterval(() => { tick((n) => n + 1); if (countdown(expiresAt, now()) === null) clearInterval(timer) }, 1000)
    return () => clearInterval(timer)
  }, [expiresAt])
  return expiresAt === null ? null : countdown(expiresAt, now())
}
