// 我的: who I am here, how large the letters are, what lies on this phone, and the way out.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useCounty, useToday } from '../../data/county'
import { keptEntries } from '../../data/kept'
import { useWhatIsKept } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { dial } from '../../platform/feedback'
import { open, restart } from '../../platform/page'
import { encrypts } from '../../platform/storage'
import { homeKind } from '../../session/tabs'
import { setLarge, signOut, useLarge, useSession } from '../../session/session'
import { Avatar, Card, Cell, Facts } from '../../ui/basics'
import { SwitchCell } from '../../ui/choice'
import { Dialog } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { useOutbox } from '../../data/outbox/outbox'
import { PrivacyCells } from '../my-home/home-cards'
import { NoticesCell } from '../notices/notices-cell'
import { PendingCell } from '../sync/pending'
import { keptWords, postLines, signOutWords, summarise } from './view-model'

export function useKeptSummary() {
  useWhatIsKept()
  return summarise(keptEntries('card.').map((e) => e.entry))
}

export function MeScreen() {
  const actor = useSession((s) => s.actor)!
  const large = useLarge()
  const county = useCounty()
  const today = useToday()
  const kept = useKeptSummary()
  const { waiting } = useOutbox()
  const [leaving, setLeaving] = useState(false)
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    await signOut()
    restart('pages/sign-in/index')
  }
  return (
    <Page title="我的" tab="pages/me/index" tone="plain" noScan={homeKind(actor) === 'desk' || homeKind(actor) === 'household'}
      over={leaving && <Dialog title={`退出「${actor.name}」？`} text={signOutWords(kept, waiting)} yes="退出，清掉手机里的" no="先不退" onYes={() => { void leave() }} onNo={() => setLeaving(false)} busy={busy} />}>
      <View className="in stack">
        <Card flush className="me__posts">
          <View className="row me__who"><Avatar name={actor.name} /><View className="grow"><View className="head">{actor.name}</View><View className="label">账号 {actor.account}</View></View></View>
          {postLines(actor, today).map((post, i) => <Cell key={i} title={post.title} hint={<Facts of={post.hint} />} />)}
        </Card>
        {homeKind(actor) !== 'desk' && (
          <Card flush><Cell dot={{ icon: 'off', tone: 'idle' }} title="没信号也能看" hint={encrypts ? <Facts of={keptWords(kept, now())} /> : '这个浏览器不能加密，资料不存'} act={() => open('packages/account/offline/index')} last /></Card>
        )}
        <Card flush><NoticesCell last={homeKind(actor) === 'desk'} />{homeKind(actor) !== 'desk' && <PendingCell last />}</Card>
        {actor.permissions.includes('appointment.confirm') && <Card flush><Cell dot={{ icon: 'people', tone: 'idle' }} title="岗位确认" hint="别人提的，要您点头才生效" act={() => open('packages/account/proposals/index')} last /></Card>}
        {actor.permissions.includes('sheet.deputy') && <Card flush><Cell dot={{ icon: 'people', tone: 'idle' }} title="代审人" hint="您不在时，请谁替您审收支" act={() => open('packages/books/deputies/index')} last /></Card>}
        <Card flush><SwitchCell icon="text" title="关怀版" hint="字大、按钮大" on={large} act={setLarge} last /></Card>
        {actor.household && homeKind(actor) === 'household' ? <PrivacyCells id={actor.household.id} /> : <Card flush><Cell dot={{ icon: 'shield', tone: 'idle' }} title="隐私与同意" hint="记了什么、谁能看" act={() => open('packages/mine/consent/index')} last /></Card>}
        <Card flush>
          <Cell dot={{ icon: 'lock', tone: 'idle' }} title="登录和设备" hint="看在哪里登录着" act={() => open('packages/account/sessions/index')} />
          <Cell dot={{ icon: 'lock', tone: 'idle' }} title="修改密码" hint="要用原来的密码" act={() => open('packages/account/change-password/index')} />
          {county && <Cell dot={{ icon: 'chat', tone: 'idle' }} title="意见和投诉" hint={<Facts of={['不好用、有人为难', `打 ${county.hotline}`]} />} act={() => dial(county.hotline)} label={`意见和投诉，打电话 ${county.hotline}`} last />}
        </Card>
        <Card flush><Cell title={<View className="c-dan">退出登录</View>} hint={kept.households > 0 ? `手机里的 ${kept.households} 户会清掉` : '下次用账号或微信再登录'} act={() => setLeaving(true)} label="退出登录" last /></Card>
      </View>
    </Page>
  )
}
