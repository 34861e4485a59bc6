// 没信号也能看: what lies on this phone, how old it is, and how to bring it up to date.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { call } from '../../data/call'
import { asFailure } from '../../data/failure'
import { keepPaired } from '../../data/keep-paired'
import { keptEntries } from '../../data/kept'
import { now } from '../../platform/clock'
import { open } from '../../platform/page'
import { encrypts } from '../../platform/storage'
import { homeKind } from '../../session/tabs'
import { useSession } from '../../session/session'
import { Button, Card, CardHead, Cell } from '../../ui/basics'
import { toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty } from '../../ui/states'
import { placeWord } from '../household/words'
import { useKeptSummary } from './me-screen'
import { sizeWord, whenWord } from './view-model'

export function OfflineScreen() {
  const kind = homeKind(useSession((s) => s.actor))
  const summary = useKeptSummary()
  const [busy, setBusy] = useState(false)
  const entries = keptEntries<CardView>('card.')
  const refresh = async () => {
    if (!onlineManager.isOnline()) { toast('现在没有信号，有信号时再更新'); return }
    setBusy(true)
    try {
      const { items } = await call(operations.households.list, { sort: 'due', limit: 200 })
      const fetched = await keepPaired(items)
      toast(fetched === 0 ? '都是最新的' : `更新了 ${fetched} 户`)
    } catch (error) {
      const failure = asFailure(error)
      toast(`${failure.title}。${failure.detail}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title="没信号也能看" noScan act={kind === 'helper' && <Button icon="refresh" text={busy ? '正在更新…' : '现在更新'} act={() => { void refresh() }} busy={busy} />}>
      <View className="in stack pad-t">
        {!encrypts && <Banner inset text="这个浏览器不能加密，资料只留到关掉页面。请用微信打开。" />}
        {entries.length === 0
          ? <Empty icon="off" title="还没有存下哪一户" lines={[kind === 'helper' ? '打开首页后，您帮扶的户会自动存下。' : '看过的户会自动存下，最近 30 户。']} />
          : (
            <Card flush>
              <CardHead title="存下的" count={`${summary.households} 户，${sizeWord(summary.bytes)}`} />
              {entries.map(({ key, entry }) => <Cell key={key} name={entry.value.headName} after={placeWord(entry.value.region)} hint={`${whenWord(entry.savedAt, now())} 的资料`} act={() => open('pages/household/index', { id: entry.value.id, way: 'list' })} />)}
            </Card>
          )}
        <View className="hint">{encrypts ? '存在手机里的都加了密，退出登录就清掉。' : '退出登录就清掉。'}</View>
      </View>
    </Page>
  )
}
