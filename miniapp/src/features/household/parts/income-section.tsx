// 明白卡: the year's figure, its parts, and how it was reckoned. Each part opens the lines behind it.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { IncomeView } from '@onecard/shared/contract/households.views'
import { LINE_OF_PART } from '@onecard/shared/rules/card-lines'
import { presses } from '../../../ui/aria'
import { open as openPage } from '../../../platform/page'
import { useCan } from '../../../session/session'
import { Button, Card, CardHead, Cell, Chip, Icon, Link } from '../../../ui/basics'
import { IncomeBar, Swatch } from '../../../ui/figures'
import { Sheet } from '../../../ui/overlay'
import { useWrong } from '../../problems/wrong'
import { incomePicture, type PartRow } from '../view-model'

export function IncomeSection({ income, id, household }: { income: IncomeView; id: string; household: string }) {
  const reads = useCan('card.read')
  const whole = reads && <View className="row between"><View className="hint grow">和纸上那张一样，分季、签字都在上面</View><Link text="看整张" act={() => openPage('packages/card/annual/index', { id: household, year: String(income.year) })} label="看整张明白卡" /></View>
  const [open, setOpen] = useState<PartRow | null>(null)
  const picture = incomePicture(income)
  const wrong = useWrong()
  if (!picture) {
    return (
      <Card id={id}>
        <CardHead title="明白卡" count={`${income.year}年度`} />
        <View className="c-2 pad-t">这一年的收支还没有记，所以没有数字。</View>
        {whole}
      </Card>
    )
  }
  // Where one row opens, the others keep the room of its arrow, so that the amounts stand below each other.
  const opens = picture.rows.some((row) => row.lines.length > 0) || wrong('income.wage', '').act !== undefined
  return (
    <Card id={id}>
      <CardHead title="明白卡" count={picture.title} end={picture.state && <Chip text={picture.state.text} tone={picture.state.tone} />} />
      <View className="row between wrap base income__top">
        <View>
          <View className="label">全家纯收入</View>
          <View><Text className="hero">{picture.net}</Text><Text className="unit">元</Text></View>
        </View>
        {picture.change && <View className="label">{picture.change}</View>}
      </View>
      <View className="income__bar"><IncomeBar {...picture.bar} /></View>
      <View className="hint income__rule">{picture.lineRule}</View>
      <View className="rule">
        {picture.rows.map((row) => (
          <View key={row.part} className="part pressable" {...presses(row.lines.length > 0 ? () => setOpen(row) : wrong(LINE_OF_PART[row.part], row.name).act, 'button', { label: `${row.name} ${row.amount}${row.share ? `，${row.share}` : ''}`, disabled: false })}>
            <Swatch part={row.part} />
            <View className="grow">{row.name}</View>
            <Text className={row.part === 'e' ? '' : 'b'}>{row.amount}</Text>
            {opens && <Icon name="go" size="s" className={row.lines.length > 0 || wrong(LINE_OF_PART[row.part], '').act ? 'c-mark' : 'ghost'} />}
          </View>
        ))}
      </View>
      <View className="sumline"><Text>{picture.formula}</Text><Text className="b">{picture.result}</Text></View>
      {whole}
      {picture.pending && <View className="row income__pending"><Chip text="未审" tone="warn" /><View className="hint grow">{picture.pending}</View></View>}
      {open && (
        <Sheet title={`${open.name.replace('减去 ', '')} ${open.amount}`} onClose={() => setOpen(null)}>
          {open.lines.map((line, i) => <Cell key={`${i}${line.name}`} title={line.name} end={<Text className="b">{line.amount}</Text>} {...wrong(`income.items.${line.code}`, `${line.name} ${line.amount}`)} />)}
          {wrong('income', '').act && <Button kind="line" text="不对 / 有困难" act={wrong(LINE_OF_PART[open.part], '').act} />}
          <View className="hint pad-t">都是审过的；没审的不算在里面。</View>
        </Sheet>
      )}
    </Card>
  )
}
