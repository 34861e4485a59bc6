// 该走访的: those whose day is over, and those whose day is near, told apart. A tap on either word opens exactly what its number counted.
import { View } from '@tarojs/components'
import type { VisitNeed } from '@onecard/shared/rules/visit-need'
import { open } from '../../platform/page'
import { presses } from '../../ui/aria'
import { Card, CardHead, Cell, Chip, Facts, Icon } from '../../ui/basics'
import { many, NEED_WORD, type Row } from './view-model'

export interface DueGroup { need: VisitNeed; count: number; rows: readonly Row[] }

/** The roll of a land (absent = one's own), of one need only. */
export function openDue(need: VisitNeed, region?: string): void { open('packages/office/roster/index', { due: need, region }) }

export function DueCard({ groups }: { groups: readonly DueGroup[] }) {
  const shown = groups.filter((g) => g.count > 0)
  return (
    <Card flush>
      <CardHead title="该走访的" count={shown.length > 0 ? `${many(shown.reduce((n, g) => n + g.count, 0))} 户` : undefined} />
      {shown.length === 0 && <View className="row none"><Icon name="check" className="c-pri" /><View className="c-2">没有超期的，一周内也没有到期的。</View></View>}
      {shown.map((group) => <Group key={group.need} group={group} />)}
    </Card>
  )
}

function Group({ group: { need, count, rows } }: { group: DueGroup }) {
  const late = need === 'overdue'
  return (
    <View className="due__group">
      <View className="sub pressable" {...presses(() => openDue(need), 'button', { label: `${NEED_WORD[need]} ${count} 户，看名册` })}>
        <Icon name={late ? 'alert' : 'clock'} className={late ? 'c-dan' : 'c-warn'} />
        <View className={late ? 'c-dan' : 'c-warn'}>{NEED_WORD[need]}</View>
        <View className="sub__n">{many(count)} 户</View>
        <Icon name="go" className="c-mark" />
      </View>
      {rows.map((row) => <HouseholdCell key={row.id} row={row} />)}
    </View>
  )
}

export function HouseholdCell({ row }: { row: Row }) {
  return (
    <Cell chip name={row.name} after={row.after} hint={row.hint.length > 0 && <Facts of={row.hint} />} label={[row.name, row.after, row.chip.text, ...row.hint].join('，')}
      end={<Chip text={row.chip.text} tone={row.chip.tone} icon={row.plain && row.chip.tone !== 'done' ? null : undefined} />} act={() => open('pages/household/index', { id: row.id, way: 'list' })} />
  )
}
