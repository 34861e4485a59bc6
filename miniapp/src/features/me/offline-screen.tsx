// 没信号也能看: what lies on this phone, how old and how large it is, and how to bring it up to date. Offices choose their villages.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { onlineManager } from '@tanstack/react-query'
import type { CardView } from '@onecard/shared/contract/households.views'
import { asFailure } from '../../data/failure'
import { chooseVillages, chosenVillages, keepNow, keptUpTo, VILLAGES_MAX } from '../../data/keep-cards'
import { keptEntries, type Kept } from '../../data/kept'
import { now } from '../../platform/clock'
import { open } from '../../platform/page'
import { encrypts } from '../../platform/storage'
import { homeKind } from '../../session/tabs'
import { useSession } from '../../session/session'
import { Button, Card, CardHead, Cell, Facts, Link } from '../../ui/basics'
import { LongList } from '../../ui/long-list'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty } from '../../ui/states'
import { placeWord, villageWord } from '../household/words'
import { useKeptSummary } from './me-screen'
import { VillageSheet } from './village-sheet'
import { sizeWord, whenWord } from './view-model'

const BLOCK = 40

export function OfflineScreen() {
  const kind = homeKind(useSession((s) => s.actor))
  const summary = useKeptSummary()
  const [busy, setBusy] = useState(false)
  const entries = keptEntries<CardView>('card.')
  const blocks = Array.from({ length: Math.ceil(entries.length / BLOCK) }, (_, i) => entries.slice(i * BLOCK, (i + 1) * BLOCK))
  const refresh = async () => {
    if (!onlineManager.isOnline()) { toast('现在没有信号，有信号时再更新'); return }
    setBusy(true)
    try {
      const { fetched, gone } = await keepNow(true)
      toast(fetched + gone === 0 ? '都是最新的' : [fetched > 0 ? `更新了 ${fetched} 户` : '', gone > 0 ? `收起了 ${gone} 户` : ''].filter(Boolean).join('，'))
    } catch (error) {
      const failure = asFailure(error)
      toast(`${failure.title}。${failure.detail}`)
    } finally {
      setBusy(false)
    }
  }
  const updates = kind !== 'office' || chosenVillages().length > 0
  return (
    <Page title="没信号也能看" noScan act={updates && <Button icon="refresh" text={busy ? '正在更新…' : '现在更新'} act={() => { void refresh() }} busy={busy} />}>
      <View className="in stack pad-t">
        {!encrypts && <Banner inset text="这个浏览器不能加密，资料只留到关掉页面。请用微信打开。" />}
        {kind === 'office' && <Villages entries={entries} onChosen={() => { void refresh() }} />}
        {entries.length === 0
          ? <Empty icon="off" title="还没有存下哪一户" lines={[kind === 'helper' ? '有信号时，您帮扶的户会自动存下。' : kind === 'village' ? '有信号时，村里的户会自动存下。' : kind === 'office' ? '选好村，村里的户就会存下。' : '看过的户会自动存下。']} />
          : (
            <Card flush>
              <CardHead title="存下的" count={`${summary.households} 户，${sizeWord(summary.bytes)}`} />
              <LongList id="offline" blocks={blocks} rowKey={(e) => e.key}>{({ entry }) => <Cell name={entry.value.headName} after={placeWord(entry.value.region)} hint={`${whenWord(entry.savedAt, now())} 的资料`} act={() => open('pages/household/index', { id: entry.value.id, way: 'list' })} />}</LongList>
            </Card>
          )}
        <View className="hint">{encrypts ? '存在手机里的都加了密，退出登录就清掉。' : '退出登录就清掉。'}</View>
      </View>
    </Page>
  )
}

interface VillagesProps { entries: readonly { entry: Kept<CardView> }[]; onChosen: () => void }
function Villages({ entries, onChosen }: VillagesProps) {
  const [chosen, setChosen] = useState(chosenVillages)
  const [choosing, setChoosing] = useState(false)
  const [leaving, setLeaving] = useState<string | null>(null)
  const of = (code: string) => entries.filter((e) => e.entry.value.region.code === code)
  const name = (code: string) => villageWord(of(code)[0]?.entry.value.region.village ?? '选好的村')
  const set = (codes: string[]) => { chooseVillages(codes); setChosen(codes) }
  return (
    <Card flush>
      <CardHead title="存哪几个村" count={`${chosen.length} / ${VILLAGES_MAX}`} end={chosen.length < VILLAGES_MAX && <Link text="加一个村" act={() => setChoosing(true)} />} />
      {chosen.length === 0 && <View className="c-2 none">下乡前选好村，没信号也能打开村里的户。</View>}
      {chosen.map((code) => {
        const held = of(code)
        const at = keptUpTo(code)
        return <Cell key={code} title={name(code)} hint={<Facts of={[`${held.length} 户`, sizeWord(held.reduce((sum, e) => sum + e.entry.bytes, 0)), at ? `${whenWord(at, now())} 更新` : '还没更新']} />} end={<Link text="不存了" icon={false} act={() => setLeaving(code)} label={`不存${name(code)}了`} />} />
      })}
      {choosing && <VillageSheet chosen={chosen} onClose={() => setChoosing(false)} onPick={(code) => { set([...chosen, code]); setChoosing(false); onChosen() }} />}
      {leaving && <Dialog title={`「${name(leaving)}」不存了？`} text={`手机里存的 ${of(leaving).length} 户会清掉，没信号就看不了。要看随时可以再存。`} yes="不存了" no="先留着" onYes={() => { set(chosen.filter((c) => c !== leaving)); setLeaving(null) }} onNo={() => setLeaving(null)} />}
    </Card>
  )
}
