// 算一算: reckoned here, on this phone, and kept nowhere.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { parseFen } from '@onecard/shared/rules/fen'
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { says } from '../../../ui/aria'
import { Chip, Pick } from '../../../ui/basics'
import { Field } from '../../../ui/field'
import { Sheet } from '../../../ui/overlay'
import { whatIfWords } from '../annual-view'

const IDEAS = [{ text: '公益岗位 500', yuan: '500' }, { text: '零工 800', yuan: '800' }, { text: '务工 2,000', yuan: '2000' }]

export function WhatIfSheet({ content, today, onClose }: { content: AnnualCardContent; today: string; onClose: () => void }) {
  const [yuan, setYuan] = useState('500')
  const fen = parseFen(yuan)
  const answer = fen !== null && fen > 0 ? whatIfWords(content, fen, today) : null
  return (
    <Sheet title="每月多一些，几月能过线" onClose={onClose}>
      <View className="stack">
        <View className="picks">{IDEAS.map((idea) => <Pick key={idea.yuan} text={idea.text} on={yuan === idea.yuan} act={() => setYuan(idea.yuan)} />)}</View>
        <Field label="每月多多少" value={yuan} onInput={setYuan} digits="decimal" max={9} end={<View className="unit">元</View>} />
        {answer
          ? <View className="sumline" {...says('status')}><View className="row wrap"><View className="head">{answer.text}</View>{content.below !== null && <Chip text={content.below ? '现在低于标准线' : '现在不低于标准线'} tone={content.below ? 'danger' : 'done'} icon={null} />}</View>{answer.more && <View>{answer.more}</View>}</View>
          : <View className="sumline">填上每月多多少元</View>}
        <View className="hint">只是算给您听：按审过的数，别的都不变，从这个月起每月多这些。不会存下来。</View>
      </View>
    </Sheet>
  )
}
