// 软件费了大家多少事: taps, minutes and fields asked twice, of the software and never of a person.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { addMonths } from '@onecard/shared/rules/period'
import { useToday } from '../../data/county'
import { useKeptQuery } from '../../data/use-kept-query'
import { Card, CardHead, IconButton, KvCell } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { monthWord } from '../changes/member-form'

const FLOW: Record<string, string> = { visit: '记走访', change: '改信息', problem: '记问题', sheet: '记收支', scan: '扫一扫' }
const one = (n: number) => String(Math.round(n * 10) / 10)
/** Over a whole county, or nobody would have used anything. */
const little = (n: number) => (n === 0 ? '不到 0.1' : one(n))
const seconds = (n: number) => (n < 120 ? `${Math.round(n)} 秒` : `${one(n / 60)} 分钟`)

export function BurdenScreen() {
  const today = useToday()
  const [moved, setMoved] = useState(0)
  const month = addMonths(today.slice(0, 7), moved)
  const burden = useKeptQuery(`burden.${month}`, operations.burden.get, { month })
  return (
    <Page title="软件费了多少事">
      <OfflineBanner of={burden} />
      <View className="in stack pad-t">
        <Card><View className="month-nav"><IconButton icon="back" label="上一个月" act={() => setMoved(moved - 1)} /><View className="head">{monthWord(month)}</View><IconButton icon="go" label="下一个月" act={() => setMoved(Math.min(0, moved + 1))} /></View></Card>
        <StateOf of={burden} isEmpty={(b) => b.flows.length === 0} empty={<Empty icon="clock" title="这个月还没有数字" lines={['用过以后，会列出每件事要点几下、花多久。']} />}>
          {(b) => (
            <>
              <Card flush><CardHead title="平均每户每月" /><KvCell k="点几下" v={`${little(b.perHousehold.taps)} 下`} /><KvCell k="花多久" v={`${little(b.perHousehold.minutes)} 分钟`} /></Card>
              {b.flows.map((f) => (
                <Card flush key={f.flow}><CardHead title={FLOW[f.flow] ?? f.flow} count={`用了 ${f.uses} 次`} />
                  <KvCell k="一般点" v={`${one(f.medianTaps)} 下`} /><KvCell k="一般花" v={seconds(f.medianSeconds)} /><KvCell k="问重的" v={f.askedTwicePerUse > 0 ? `每次 ${one(f.askedTwicePerUse)} 项` : '没有'} />
                </Card>
              ))}
            </>
          )}
        </StateOf>
        <View className="hint">只量软件，不记是谁；用来改软件，不用来比人。</View>
      </View>
    </Page>
  )
}
