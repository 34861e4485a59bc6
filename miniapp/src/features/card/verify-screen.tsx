// The paper in one's hand: is it ours, and is it still the one that holds.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { replace } from '../../platform/page'
import { says, silent } from '../../ui/aria'
import { Button, Icon } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { StateOf } from '../../ui/states'
import { verdictOf } from './verify-view'
import './card.css'

export function VerifyScreen({ text: asked }: { text: string }) {
  const today = useToday()
  const [text, setText] = useState(asked)
  const [sought, setSought] = useState(asked)
  useEffect(() => { setText(asked); setSought(asked) }, [asked])
  const query = useQuery({ queryKey: ['verify', sought], enabled: sought !== '', queryFn: () => call(operations.annualCards.verify, { text: sought }), gcTime: 0 })
  const failure = query.error ? asFailure(query.error) : null
  const verdict = query.data && verdictOf(query.data, today)
  const shown = { data: query.data, at: query.dataUpdatedAt, busy: query.isFetching, waiting: query.data === undefined && query.fetchStatus === 'paused', failure, stale: false, retry: () => { void query.refetch() } }
  return (
    <Page title="核验明白卡" tone="white" act={verdict?.open ? <Button text="打开这张明白卡" act={() => replace('packages/card/annual/index', { id: verdict.open!.household, year: verdict.open!.year })} /> : sought === '' ? <Button text="核验" act={text.trim() ? () => setSought(text.trim()) : undefined} /> : <Button kind="line" text="再核验一张" act={() => { setText(''); setSought('') }} />}>
      {sought === ''
        ? <View className="in stack pad-t"><Field label="纸上的核验码" value={text} onInput={setText} onConfirm={() => { if (text.trim()) setSought(text.trim()) }} max={40} placeholder="比如 7K2M-9Q4T" /><View className="hint">印在明白卡背面二维码下面。扫那个二维码也一样。</View></View>
        : (
          <StateOf of={shown}>
            {() => verdict && (
              <View className="receipt" {...says('status')}>
                <View className={`empty__art empty__art--${verdict.tone}`} {...silent}><Icon name={verdict.icon} /></View>
                <View className="title" {...says('heading')}>{verdict.title}</View>
                {verdict.lines.map((line) => <View key={line} className="c-2">{line}</View>)}
              </View>
            )}
          </StateOf>
        )}
    </Page>
  )
}
