// 审批 has a tab for each kind of thing that waits.
import { replace } from '../../platform/page'
import { useCan } from '../../session/session'
import { Seg } from '../../ui/choice'
import { useChangeQueue } from '../changes/queue-data'
import { useQueueSummary, waitingCount } from './waiting'

const PAGES = { sheets: 'packages/books/queue/index', changes: 'packages/visit/queue/index' } as const
type Tab = keyof typeof PAGES

export function ApprovalTabs({ on }: { on: Tab }) {
  const sheets = useCan('sheet.approve')
  const changes = useCan('change.decide')
  const waiting = waitingCount(useQueueSummary(sheets).data)
  const { items, more } = useChangeQueue(changes)
  if (!sheets || !changes) return null
  return <Seg items={[{ key: 'sheets', text: `收支${waiting === null ? '' : ` ${waiting}`}` }, { key: 'changes', text: `改信息 ${items.length}${more ? '+' : ''}` }]} on={on} act={(key) => { if (key !== on) replace(PAGES[key]) }} />
}
