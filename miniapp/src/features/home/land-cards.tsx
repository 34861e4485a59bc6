// Figures of a land, village or above.
import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import type { TotalsRow, TotalsView } from '@onecard/shared/contract/county.views'
import type { VisitNeed } from '@onecard/shared/rules/visit-need'
import { open } from '../../platform/page'
import { Card, CardHead, Cell, Change, Chip, Facts } from '../../ui/basics'
import { Bar } from '../../ui/figures'
import { villageWord } from '../household/words'
import { openDue } from './due-card'
import { countWord, landsWord, many, NEED_WORD, visitProgress } from './view-model'

interface MonthProps { totals: TotalsView; /** Whether this reader has a roll to open. */ roster: boolean; /** 首页 of a village lists the due households itself. */ due?: boolean; region?: string }
/** The month's visits, what waits, and who lives below the line. */
export function MonthCard({ totals, roster, due = true, region }: MonthProps) {
  const progress = visitProgress(totals)
  const past = totals.lastMonth
  return (
    <Card flush>
      <View className="month">
        <View className="row between wrap base"><View className="head">{progress.title}</View><View className="label"><Facts of={progress.facts} /></View></View>
        <Bar parts={progress.parts} label={progress.spoken} />
        {past && <View className="hint month__past">上月全月走到 {many(past.visited)} 户</View>}
      </View>
      {due && <Need need="overdue" count={totals.overdue} hint={past ? <Change by={totals.overdue - past.overdue} unit="户" since="上月末" good="down" /> : '过了该走访的日子'} act={roster && totals.overdue > 0 ? () => openDue('overdue', region) : undefined} />}
      {due && <Need need="soon" count={totals.dueSoon} hint="今天起一周内到期" act={roster && totals.dueSoon > 0 ? () => openDue('soon', region) : undefined} />}
      {totals.belowLine !== null && <Cell title="人均低于标准线" end={<View className={totals.belowLine > 0 ? 'b c-dan' : 'b'}>{many(totals.belowLine)} 户</View>} last />}
    </Card>
  )
}

function Need({ need, count, hint, act }: { need: VisitNeed; count: number; hint: ReactNode; act?: () => void }) {
  return <Cell title={NEED_WORD[need]} hint={hint} end={<View className={`b nw${need === 'overdue' && count > 0 ? ' c-dan' : ''}`}>{many(count)} 户</View>} act={act} label={act && `${NEED_WORD[need]} ${count} 户，看名册`} />
}

export function BigCard({ totals }: { totals: TotalsView }) {
  const past = totals.lastMonth
  return (
    <Card className="row top home-big">
      <View className="grow"><View className="label">贫困户</View><View><Text className="hero">{many(totals.households)}</Text><Text className="unit">户</Text></View>{past && <Change by={totals.households - past.households} unit="户" since="上月末" />}</View>
      <View className="grow"><View className="label">人口</View><View><Text className="hero">{many(totals.people)}</Text><Text className="unit">人</Text></View>{past && <Change by={totals.people - past.people} unit="人" since="上月末" />}</View>
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
        <View key={row.code} className="split">
          <View className="row between base"><View className="split__t">{row.label}</View><View className="b nw">{countWord(row.count)}</View></View>
          {row.count !== null && <Bar parts={[{ percent: Math.round((row.count / most) * 100), color: 'primary' }]} label={`${row.label} ${countWord(row.count)}`} />}
        </View>
      ))}
    </Card>
  )
}

/** The lands one level below, those with most overdue work first; never a ranking of persons. */
export function LandsCard({ totals }: { totals: TotalsView }) {
  if (totals.lands.length === 0) return null
  return (
    <Card flush>
      <CardHead title={landsWord(totals.region.level)} count={`${totals.lands.length} 个`} />
      <View className="hint lands__hint">超期走访多的排在前面</View>
      {totals.lands.map((land) => (
        <Cell key={land.code} chip name={villageWord(land.name)} hint={<Facts of={[`${many(land.households)} 户 ${many(land.people)} 人`, land.belowLine !== null && land.belowLine > 0 && `低于标准线 ${land.belowLine} 户`]} />}
          end={land.overdue > 0 ? <Chip text={`已超期 ${many(land.overdue)} 户`} tone="danger" /> : land.households > 0 ? <Chip text="没有超期" tone="done" /> : <Chip text="没有户" />}
          label={`${land.name}，${land.households} 户，已超期 ${land.overdue} 户`} act={() => open('packages/office/land/index', { region: land.code })} />
      ))}
    </Card>
  )
}
