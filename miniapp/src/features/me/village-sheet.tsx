// Down the land to one village.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { asFailure } from '../../data/failure'
import { Card, Cell, Link } from '../../ui/basics'
import { Sheet } from '../../ui/overlay'
import { Empty, SkeletonCard } from '../../ui/states'
import { villageWord } from '../household/words'

const VILLAGE_DIGITS = 12
interface SheetProps { chosen: readonly string[]; onPick: (code: string) => void; onClose: () => void }
export function VillageSheet({ chosen, onPick, onClose }: SheetProps) {
  const [under, setUnder] = useState<string | undefined>(undefined)
  const regions = useQuery({ queryKey: ['regions', under], queryFn: () => call(operations.county.regions, under ? { under } : {}) })
  const failure = regions.error ? asFailure(regions.error) : null
  const items = (regions.data?.items ?? []).filter((r) => (under === undefined ? r.code.length < VILLAGE_DIGITS || r.code.length === VILLAGE_DIGITS : r.parent === under) && !chosen.includes(r.code))
  return (
    <Sheet title="存哪个村" onClose={onClose}>
      {under !== undefined && <Link text="回上一层" icon={false} act={() => setUnder(undefined)} />}
      {regions.fetchStatus === 'paused' && !regions.data && <Empty icon="off" tone="warn" title="没有信号" lines={['有信号时才能选村。']} />}
      {failure && <Empty icon="alert" tone="danger" title={failure.title} lines={[failure.detail]} />}
      {regions.isFetching && !regions.data && <SkeletonCard rows={4} />}
      {items.length > 0 && <View className="stack"><Card flush bg>{items.map((r) => <Cell key={r.code} title={r.code.length === VILLAGE_DIGITS ? villageWord(r.name) : r.name} hint={r.households === undefined ? undefined : `${r.households} 户`} act={() => (r.code.length === VILLAGE_DIGITS ? onPick(r.code) : setUnder(r.code))} />)}</Card></View>}
      {regions.data && items.length === 0 && <View className="c-2 none">这里没有别的村了。</View>}
    </Sheet>
  )
}
