// 用帮扶人给的 6 位码: a household's phone comes in without a number on record.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useCounty } from '../../data/county'
import { asFailure, type Failure } from '../../data/failure'
import { useOnline } from '../../data/use-kept-query'
import { dial } from '../../platform/feedback'
import { identityCode } from '../../platform/login'
import { switchTab } from '../../platform/page'
import { bindByCode } from '../../session/session'
import { Button, Link } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { Banner } from '../../ui/states'
import { typedCode } from './view-model'
import './privacy.css'

export function BindScreen() {
  const county = useCounty()
  const online = useOnline()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const code = typedCode(text)
  const enter = async () => {
    if (busy || code === null) return
    setBusy(true)
    setFailure(null)
    try {
      await bindByCode(code, await identityCode())
      switchTab('pages/home/index')
    } catch (error) {
      setFailure(asFailure(error))
      setText('')
    } finally { setBusy(false) }
  }
  return (
    <Page tone="white" title="用 6 位码进来" noScan>
      <View className="in stack pad-t">
        {!online && <Banner inset icon="off" text="现在没有信号，连上网再输。" />}
        {failure && <Banner inset tone="danger" icon="alert" text={<><View className="b">{failure.title}</View><View>{failure.detail}</View></>} />}
        <View className="c-2">请帮您的人在他手机上点「给这户绑定手机」，把屏上的 6 个数字告诉您。</View>
        <View className="bind__field"><Field label="6 位数字" value={text} onInput={setText} onConfirm={() => { void enter() }} digits max={7} autoComplete="one-time-code" /></View>
        <Button text={busy ? '正在进…' : '进我家'} act={() => { void enter() }} busy={busy} off={code === null || !online} />
        <View className="hint">码 10 分钟内有效，只能用一次。以后再进不用码。</View>
        {county && <View className="row between"><View className="hint grow">进不来，打县里电话</View><Link text={county.hotline} icon={false} act={() => dial(county.hotline)} /></View>}
      </View>
    </Page>
  )
}
