// 隐私与同意: the county's text in plain words, and a yes that can be taken back.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { useQueryClient } from '@tanstack/react-query'
import type { ConsentView } from '@onecard/shared/contract/privacy.views'
import { formatInstant } from '@onecard/shared/rules/day'
import { call } from '../../data/call'
import { useCounty, useToday } from '../../data/county'
import { asFailure, type Failure } from '../../data/failure'
import { keep } from '../../data/kept'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { dial } from '../../platform/feedback'
import { back } from '../../platform/page'
import { Button, Card, CardHead, Cell } from '../../ui/basics'
import { toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, OfflineBanner, StateOf } from '../../ui/states'
import './privacy.css'

export function ConsentScreen() {
  const today = useToday()
  const county = useCounty()
  const shown = useKeptQuery('consent', operations.privacy.consent, {})
  const client = useQueryClient()
  const online = useOnline()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const view = shown.data
  const agreed = view?.given?.agree === true && view.given.text === view.text
  const refused = view?.given?.agree === false && view.given.text === view.text
  const say = async (agree: boolean) => {
    if (busy || !view) return
    setBusy(true)
    setFailure(null)
    try {
      const next = await call(operations.privacy.giveConsent, { text: view.text, agree })
      keep('consent', next)
      client.setQueryData<ConsentView>(['kept', 'consent'], next)
      toast(agree ? '记下了，您随时能撤回' : '记下了，不影响帮扶')
      if (agree) back()
    } catch (error) {
      const found = asFailure(error)
      setFailure(found)
      if (found.code === 'consent.outdated') shown.retry()
    } finally { setBusy(false) }
  }
  const act = view && (agreed
    ? <Button kind="soft" text="撤回同意" act={() => { void say(false) }} busy={busy} off={!online} />
    : <>{!refused && <Button kind="line" text="不同意" act={() => { void say(false) }} busy={busy} off={!online} />}<Button text="同意" act={() => { void say(true) }} busy={busy} off={!online} /></>)
  return (
    <Page title="隐私与同意" noScan act={act || undefined}>
      <OfflineBanner of={shown} />
      {!online && view && <Banner icon="off" text="现在没有信号，能看，要选等有信号。" />}
      {failure && <Banner tone="danger" icon="alert" text={`${failure.title}。${failure.detail}`} />}
      <View className="in stack pad-t">
        <StateOf of={shown}>
          {(text) => (
            <>
              <View className="title">{text.title}</View>
              {text.given && <Banner inset tone={text.given.agree ? 'done' : 'idle'} icon={text.given.agree ? 'check' : 'info'} text={`${formatInstant(Date.parse(text.given.at), today)} 您选了「${text.given.agree ? '同意' : '不同意'}」${text.given.text === text.text ? '' : '，后来说明改了，请再看一遍'}`} />}
              {text.sections.map((section) => <Card key={section.title}><CardHead title={section.title} />{section.paragraphs.map((p) => <View key={p} className="privacy__p">{p}</View>)}</Card>)}
              {county && <Card flush><Cell dot={{ icon: 'phone', tone: 'idle' }} title="看不明白，打电话问" hint={county.hotline} act={() => dial(county.hotline)} label={`看不明白，打电话 ${county.hotline}`} last /></Card>}
            </>
          )}
        </StateOf>
      </View>
    </Page>
  )
}
