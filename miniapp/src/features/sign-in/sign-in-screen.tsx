// The door: account and password everywhere, WeChat where it is.
import { useState } from 'react'
import { Button as NativeButton, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useCounty } from '../../data/county'
import { asFailure, type Failure } from '../../data/failure'
import { hasWechat, wechatCode } from '../../platform/login'
import { open, restart, switchTab } from '../../platform/page'
import { takeWanted } from '../../session/guard'
import { signIn, signInByWechat, useSession } from '../../session/session'
import { Button, Card, Cell, Icon, Link } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { Banner } from '../../ui/states'
import { Sheet } from '../../ui/overlay'
import { dial } from '../../platform/feedback'
import { demoAccounts } from './demo-accounts'
import type { DemoAccount } from './view-model'

function goOn(): void {
  const wanted = takeWanted()
  if (wanted) restart(wanted.path, wanted.query)
  else switchTab('pages/home/index')
}

export function SignInScreen() {
  const county = useCounty()
  const ended = useSession((s) => s.ended)
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [demo, setDemo] = useState(false)

  const enter = async (work: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      await work()
      goOn()
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  const byPassword = () => { void enter(() => signIn(account.trim(), password)) }
  const phoneNeeded = failure?.code === 'session.phone_needed'
  const field = (name: string) => failure?.errors.find((e) => e.field === name)?.message
  return (
    <Page tone="white" title="登录" noBack noScan
      over={demo && <DemoSheet onClose={() => setDemo(false)} pick={(who) => { setDemo(false); setAccount(who.account); setPassword(who.password); void enter(() => signIn(who.account, who.password)) }} />}>
      <View className="in stack sign-in">
        <View className="sign-in__mark"><Icon name="mark" className="c-pri" /><View className="title">{county ? `${county.name}一户一码` : '一户一码'}</View><View className="label">一户一码一卡，扫一扫看明白</View></View>
        {ended && !failure && <Banner inset text="登录已失效，请重新登录。手机里存的资料已经清掉。" />}
        {failure && !phoneNeeded && failure.errors.length === 0 && <Banner inset tone="danger" icon="alert" text={<><View className="b">{failure.title}</View><View>{failure.detail}</View></>} />}
        {hasWechat && <WechatEntry phoneNeeded={phoneNeeded} busy={busy} enter={enter} />}
        <Field label="账号" value={account} onInput={setAccount} max={64} autoComplete="username" confirm="next" error={field('account')} />
        <Field label="密码" value={password} onInput={setPassword} onConfirm={byPassword} password max={200} autoComplete="current-password" error={field('password')} />
        <Button kind={hasWechat ? 'line' : 'main'} text={hasWechat ? '用账号登录' : '登录'} act={byPassword} busy={busy} off={account.trim() === '' || password === ''} />
        <View className="row between"><View className="hint grow">新账号，或忘了密码</View><Link text="用一次性码设置密码" icon={false} act={() => open('packages/account/password/index')} /></View>
        {(hasWechat || county?.demo) && <View className="row between"><View className="hint grow">家里人，没登记手机号</View><Link text="用帮扶人给的 6 位码" icon={false} act={() => open('packages/mine/bind/index')} /></View>}
        {county?.demo && <Card bg><View className="row between"><View className="grow"><View>演示环境</View><View className="hint">人和数字都是编的，可以随便看</View></View><Link text="选演示账号" act={() => setDemo(true)} /></View></Card>}
        {county && <View className="row between sign-in__foot"><View className="hint grow">不会用、没有账号，打县里电话</View><Link text={county.hotline} icon={false} act={() => dial(county.hotline)} /></View>}
      </View>
    </Page>
  )
}

interface WechatProps { phoneNeeded: boolean; busy: boolean; enter: (work: () => Promise<void>) => Promise<void> }
/** The phone number is asked once, when the server doesn't know this WeChat yet; each try takes a fresh code. */
function WechatEntry({ phoneNeeded, busy, enter }: WechatProps) {
  if (!phoneNeeded) return <Button text="微信登录" act={() => { void enter(async () => signInByWechat(await wechatCode())) }} busy={busy} />
  return (
    <View className="stack">
      <Banner inset tone="info" text="第一次用微信登录，要用手机号核对您是谁。号码须是村里登记过的。" />
      <NativeButton className="btn btn--main" disabled={busy} openType="getPhoneNumber" onGetPhoneNumber={(event) => {
        const phoneCode = (event.detail as { code?: string }).code
        if (phoneCode) void enter(async () => signInByWechat(await wechatCode(), phoneCode))
      }}>允许使用手机号</NativeButton>
    </View>
  )
}

function DemoSheet({ onClose, pick }: { onClose: () => void; pick: (who: DemoAccount) => void }) {
  const accounts = useQuery({ queryKey: ['demo-accounts'], queryFn: demoAccounts })
  return (
    <Sheet title="演示账号" onClose={onClose}>
      {accounts.error && <View className="c-2 none">演示账号没有取到，请手工填写。</View>}
      {accounts.data?.map((who) => <Cell key={who.account} name={who.name} after={who.roleLabel} hint={who.where} act={() => pick(who)} label={`${who.name}，${who.roleLabel}，${who.where}`} />)}
    </Sheet>
  )
}
