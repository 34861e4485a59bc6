// Figures of a land, village or above.
import { Text, View } from '@tarojs/components'
import type { TotalsRow, TotalsView } from '@onecard/shared/contract/county.views'
import { formatAmount } from '@onecard/shared/rules/fen'
import { open } from '../../platform/page'
import { Card, CardHead, Cell, Chip, Facts, KvCell } from '../../ui/basics'
import { Bar } from '../../ui/figures'
import { villageWord } from '../household/words'
import { countWord, many, visitProgress } from './view-model'

export function MonthCard({ totals }: { totals: TotalsView }) {
  const progress = visitProgress(totals)
  return (
    <Card>
      <View className="row between wrap base"><View>{progress.title}</View><View className="label">{progress.facts.map((f, i) => <Text key={f.text} className={f.tone === 'danger' ? 'c-dan' : ''}>{i > 0 && <Text className="md" />}{f.text}</Text>)}</View></View>
      <Bar parts={progress.parts} label={progress.spoken} />
      {totals.belowLine !== null && (
        <View className="row between wrap base home-below"><View>人均低于标准线</View><View className={totals.belowLine > 0 ? 'b c-dan' : 'b'}>{many(totals.belowLine)} 户</View></View>
      )}
    </Card>
  )
}

export function BigCard({ totals }: { totals: TotalsView }) {
  return (
    <Card className="row home-big">
      <View className="grow"><View className="label">贫困户</View><View><Text className="hero">{formatAmount(totals.households * 100)}</Text><Text className="unit">户</Text></View></View>
      <View className="grow"><View className="label">人口</View><View><Text className="hero">{formatAmount(totals.people * 100)}</Text><Text className="unit">人</Text></View></View>
    </Card>
  )
}

export function SplitCards({ totals }: { totals: TotalsView }) {
  return <><Split title="到哪一步" rows={totals.byState} /><Split title="属性" rows={totals.byType} /><Split title="主要致贫原因" rows={totals.byCause} /></>
}

function Split({ title, rows }: { title: string; rows: readonly TotalsRow[] }) {
  const shown = rows.filter((r) => r.count === null || r.count > 0)
  const most = Math.max(1, ...shown.map((r) => r.count ?? 0))
  if (shown.length === 0) return null
  return (
    <Card flush>
      <CardHead title={title} />
      {shown.map((row) => (
        <KvCell key={row.code} k={row.label} v={<View className="row"><View className="grow"><Bar parts={[{ percent: Math.round(((row.count ?? 0) / most) * 100), color: 'primary' }]} label={`${row.label} ${countWord(row.count)}`} /></View><View className="b nw split__n">{countWord(row.count)}</View></View>} />
      ))}
    </Card>
  )
}

/** The lands one level below, those with most overdue work first; never a ranking of persons. */
export function LandsCard({ totals }: { totals: TotalsView }) {
  if (totals.lands.length === 0) return null
  return (
    <Card flush>
      <CardHead title="下面各处" count={`${totals.lands.length} 个`} />
      <View className="hint lands__hint">过期走访多的排在前面</View>
      {totals.lands.map((land) => (
        <Cell key={land.code} chip name={villageWord(land.name)} hint={<Facts of={[`${many(land.households)} 户 ${many(land.people)} 人`, land.belowLine !== null && land.belowLine > 0 && `低于标准线 ${land.belowLine} 户`]} />}
          end={land.overdue > 0 ? <Chip text={`过期 ${land.overdue} 户`} tone="danger" /> : land.households > 0 ? <Chip text="没有过期" tone="done" /> : <Chip text="没有户" />}
          label={`${land.name}，${land.households} 户，过期 ${land.overdue} 户`} act={() => open('packages/office/land/index', { region: land.code })} />
      ))}
    </Card>
  )
}
