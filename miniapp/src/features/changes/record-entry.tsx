// The way from 一户 to 改信息, to what was changed, and to 那一天.
import { useOutbox } from '../../data/outbox/outbox'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { Card, Cell, Chip } from '../../ui/basics'

export function RecordEntry({ id, readsHistory }: { id: string; readsHistory: boolean }) {
  const { entries } = useOutbox()
  const mayChange = useCan('change.write')
  const waiting = entries.filter((e) => e.household === id && e.operation === 'changes.propose' && e.receipt === null)
  if (!mayChange && !readsHistory) return null
  return (
    <Card flush>
      {mayChange && <Cell chip dot={{ icon: 'edit' }} title="改信息" hint={'换号码、住房、家里的人'} end={waiting.length > 0 && <Chip text={waiting.some((w) => w.state === 'refused') ? '要您看一下' : `${waiting.length} 条待上传`} tone={waiting.some((w) => w.state === 'refused') ? 'danger' : 'warn'} />} act={() => open('packages/visit/change/index', { id })} label="改信息" />}
      <Cell dot={{ icon: 'doc', tone: 'idle' }} title="改过的" hint="谁改的、为什么、审了没有" act={() => open('packages/visit/changes/index', { id })} label="看改过的" />
      <Cell dot={{ icon: 'cal', tone: 'idle' }} title="那一天" hint="看这一户以前的样子，比两天的变化" act={() => open('packages/visit/history/index', { id })} label="看那一天" last />
    </Card>
  )
}
