// Which field: whose it is, what it holds now, and what is already under way for it.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { formatInstant } from '@onecard/shared/rules/day'
import type { ChangeCatalogueView, ChangeView } from '@onecard/shared/contract/changes.views'
import type { MemberView } from '@onecard/shared/contract/households.views'
import { useToday } from '../../data/county'
import type { Entry } from '../../data/outbox/entry'
import { Card, Cell, Chip, Pick } from '../../ui/basics'
import { Sheet } from '../../ui/overlay'
import { offered, pathOf, said, waitsForDecision, type Item, type Values } from './change-form'

interface SheetProps { members: readonly MemberView[]; values: Values; catalogue: ChangeCatalogueView | undefined; changes: readonly ChangeView[]; entries: readonly Entry[]; start: string | null; onPick: (item: Pick<Item, 'member' | 'field'>) => void; onClose: () => void }
export function FieldSheet({ members, values, catalogue, changes, entries, start, onPick, onClose }: SheetProps) {
  const [member, setMember] = useState<string | null>(start)
  const today = useToday()
  return (
    <Sheet title="改哪一项" onClose={onClose}>
      <View className="picks">
        <Pick text="这一户" on={member === null} act={() => setMember(null)} />
        {members.map((m) => <Pick key={m.id} text={m.name} on={member === m.id} act={() => setMember(m.id)} />)}
      </View>
      {offered(member, values).map((group) => (
        <View key={group.title} className="pad-t">
          <View className="label">{group.title}</View>
          <Card flush bg>
            {group.fields.map((f) => {
              const path = pathOf(member, f.name, changes, entries, (iso) => formatInstant(Date.parse(iso), today))
              const now = said(f, values.of(member, f.name), catalogue, members)
              const waits = waitsForDecision(catalogue, f)
              return <Cell key={f.name} chip title={f.label} hint={now ?? '看不到全部'} end={path && path.tone !== 'done' ? <Chip text={path.state} tone={path.tone} /> : waits ? <Chip text="要书记审" tone="warn" /> : undefined} act={() => onPick({ member, field: f.name })} label={`${f.label}，现在${now ?? '看不到全部'}${waits ? '，要书记审' : ''}`} />
            })}
          </Card>
        </View>
      ))}
    </Sheet>
  )
}
