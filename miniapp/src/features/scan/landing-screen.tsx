// Where WeChat's own scanner arrives: the page that the door code names, with the code and no household yet.
import { useEffect, useState } from 'react'
import { replace, switchTab } from '../../platform/page'
import { Button } from '../../ui/basics'
import { Page } from '../../ui/page'
import { SkeletonCard } from '../../ui/states'
import { View } from '@tarojs/components'
import { useLasting } from '../../data/use-kept-query'
import { Refused } from './refused'
import { resolveScan } from './resolve-scan'
import type { Refusal } from './view-model'

export function LandingScreen({ text }: { text: string }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const slow = useLasting(refusal === null)
  useEffect(() => {
    void resolveScan(text).then((result) => {
      if ('id' in result) replace('pages/household/index', { id: result.id, way: 'scan' })
      else if ('paper' in result) replace('packages/card/verify/index', { text: result.paper })
      else setRefusal(result.refusal)
    })
  }, [text])
  if (!refusal) return <Page title="一户">{slow && <View className="in pad-t"><SkeletonCard rows={5} /></View>}</Page>
  return (
    <Page title="扫一扫" tone="white" noScan actColumn act={<><Button kind="line" text="输 8 位数字" act={() => replace('pages/scan/index', { type: '1' })} /><Button text="回首页" act={() => switchTab('pages/home/index')} /></>}>
      <Refused refusal={refusal} />
    </Page>
  )
}
