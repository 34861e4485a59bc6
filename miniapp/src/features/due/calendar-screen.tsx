// 走访日历: one's own month. Days that were walked and days that fall due; nobody else sees it, and it adds nothing up.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { formatDay, lastDayOfMonth, weekday } from '@onecard/shared/rules/day'
import { addMonths } from '@onecard/shared/rules/period'
import { useToday } from '../../data/county'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useLarge } from '../../session/session'
import { presses } from '../../ui/aria'
import { Card, CardHead, Cell, Chip, IconButton } from '../../ui/basics'
import { Page } from '../../ui/page'
import { OfflineBanner, SkeletonCard, StateOf } from '../../ui/states'
import { monthWord } from '../changes/member-form'
import { monthCells, type DayCell } from './due-view'

const WEEK = ['一', '二', '三', '四', '五', '六', '日']

export function CalendarScreen() {
  const today = useToday()
  const large = useLarge()
  const [moved, setMoved] = useState(0)
  const [chosen, setChosen] = useState<string | null>(null)
  const month = addMonths(today.slice(0, 7), moved)
  const calendar = useKeptQuery(`calendar.${month}`, operations.visits.calendar, { month })
  const cells = monthCells(month, calendar.data, today, weekday, lastDayOfMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7))))
  const day = chosen?.startsWith(month) ? chosen : moved === 0 ? today : null
  const visits = calendar.data?.visits.filter((v) => v.on === day) ?? []
  const due = calendar.data?.due.filter((v) => v.on === day) ?? []
  return (
    <Page title="走访日历">
      <OfflineBanner of={calendar} />
      <View className="in stack pad-t">
        <Card>
          <View className="month-nav"><IconButton icon="back" label="上一个月" act={() => setMoved(moved - 1)} /><View className="head">{monthWord(month)}</View><IconButton icon="go" label="下一个月" act={() => setMoved(moved + 1)} /></View>
          {!large && <Grid cells={cells} today={today} choose={setChosen} />}
          <View className="hint pad-t">{large ? '' : '绿底「走」是走访过的户数，「期」是到期的户数。'}只有您自己看得到。</View>
        </Card>
        <StateOf of={calendar} skeleton={<SkeletonCard rows={2} />}>
          {() => large ? <Days cells={cells} today={today} chosen={chosen} choose={setChosen} /> : null}
        </StateOf>
        <StateOf of={calendar} skeleton={null}>
          {() => day && (!large || chosen) && (
            <Card flush>
              <CardHead title={formatDay(day, today)} />
              {visits.length + due.length === 0 && <View className="c-2 none">这一天没有走访，也没有到期的。</View>}
              {visits.map((v, i) => <Cell key={`v${i}${v.household.id}`} chip name={v.household.headName} hint={v.kind.label} end={<Chip text="走访过" tone="done" />} act={() => open('pages/household/index', { id: v.household.id, way: 'list' })} label={`${v.household.headName}，走访过`} />)}
              {due.map((v) => <Cell key={`d${v.household.id}`} chip name={v.household.headName} end={<Chip text="到期" tone="warn" />} act={() => open('pages/household/index', { id: v.household.id, way: 'list' })} label={`${v.household.headName}，到期`} />)}
            </Card>
          )}
        </StateOf>
      </View>
    </Page>
  )
}

interface DaysProps { cells: readonly DayCell[]; today: string; choose: (day: string) => void }
const spoken = (c: DayCell, today: string) => [formatDay(c.day!, today), c.visits > 0 ? `走访 ${c.visits} 户` : '', c.due > 0 ? `到期 ${c.due} 户` : ''].filter(Boolean).join('，')

function Grid({ cells, today, choose }: DaysProps) {
  return (
    <View className="month-grid">
      {WEEK.map((w) => <View key={w} className="month-grid__w">{w}</View>)}
      {cells.map((c, i) => c.day === null ? <View key={i} /> : (
        <View key={c.day} className={`month-grid__d${c.visits > 0 ? ' month-grid__d--on' : ''}${c.today ? ' month-grid__d--today' : ''}`} {...presses(() => choose(c.day!), 'button', { label: spoken(c, today) })}>
          {Number(c.day.slice(8))}
          {(c.visits > 0 || c.due > 0) && <View className={`month-grid__k${c.visits === 0 ? ' month-grid__k--due' : ''}`}>{c.visits > 0 ? `走${c.visits}` : `期${c.due}`}</View>}
        </View>
      ))}
    </View>
  )
}

/** Seven columns leave no room for a thumb in large type: the days that hold something, one below the other. */
function Days({ cells, today, chosen, choose }: DaysProps & { chosen: string | null }) {
  const full = cells.filter((c) => c.visits > 0 || c.due > 0)
  return (
    <Card flush>
      {full.length === 0 && <View className="c-2 none">这个月没有走访，也没有到期的。</View>}
      {full.map((c) => <Cell key={c.day} chip title={formatDay(c.day!, today)} end={<Chip text={c.visits > 0 ? `走访 ${c.visits} 户` : `到期 ${c.due} 户`} tone={c.visits > 0 ? 'done' : 'warn'} />} act={c.day === chosen ? undefined : () => choose(c.day!)} label={spoken(c, today)} />)}
    </Card>
  )
}
