// 房子在哪: places that helpers chose to give, put together, for the village to confirm. Figures instead of a map.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { PositionView } from '@onecard/shared/contract/visits.views'
import { post, useOutbox } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { Button, Card, CardHead, KvCell, Link } from '../../ui/basics'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { placeWord } from '../household/words'

/** Places that lie farther apart than this are worth another look. */
const FAR_METRES = 60

export function PositionsScreen() {
  const list = useKeptQuery('positions', operations.visits.positions, { limit: 100 })
  const { entries } = useOutbox()
  const [asked, setAsked] = useState<PositionView | null>(null)
  const done = new Set(entries.filter((e) => e.operation === 'visits.decidePosition' && e.state !== 'refused').map((e) => e.household))
  const decide = (p: PositionView, confirm: boolean) => {
    setAsked(null)
    post(operations.visits.decidePosition, { id: p.household.id, confirm }, { household: p.household.id, label: `${confirm ? '确认' : '不用'}位置 ${p.household.headName}` })
      .then(() => toast(confirm ? `「${p.household.headName}」的位置确认了` : `「${p.household.headName}」的位置不用了`), () => toast('手机存满了，没能存下'))
  }
  const items = list.data?.items.filter((p) => !done.has(p.household.id)) ?? []
  return (
    <Page title="房子在哪"
      over={asked && <Dialog title={`不用「${asked.household.headName}」户的位置？`} text={`走访时记的 ${asked.places} 次位置不算数，等以后重新记够 3 次再提。`} yes="不用" no="再看看" onYes={() => decide(asked, false)} onNo={() => setAsked(null)} />}>
      <OfflineBanner of={list} />
      <View className="in stack pad-t">
        <StateOf of={list}>
          {() => items.length === 0
            ? <Empty icon="pin" title="没有要确认的位置" lines={['走访时记够 3 次准的位置，', '会算出房子大概在哪，请村里确认。']} />
            : <>{items.map((p) => (
              <Card flush key={p.household.id} label={p.household.headName}>
                <CardHead title={p.household.headName} count={placeWord(p.household.region)} end={<Link text="这一户" act={() => open('pages/household/index', { id: p.household.id, way: 'list' })} label={`看${p.household.headName}`} />} />
                <KvCell k="记了几次" v={`${p.places} 次`} />
                <KvCell k="离得远近" v={<View className={p.spreadMetres > FAR_METRES ? 'c-warn' : ''}>{`都在 ${Math.max(1, Math.round(p.spreadMetres))} 米以内`}{p.spreadMetres > FAR_METRES ? '，有点散，问清楚再确认' : ''}</View>} />
                <KvCell k="经纬度" v={`${p.lng.toFixed(5)}，${p.lat.toFixed(5)}`} />
                <View className="none row"><Button small kind="soft" text="是这里，确认" label={`确认${p.household.headName}的位置`} act={() => decide(p, true)} /><Button small kind="line" text="不用" label={`不用${p.household.headName}的位置`} act={() => setAsked(p)} /></View>
              </Card>
            ))}</>}
        </StateOf>
      </View>
    </Page>
  )
}
