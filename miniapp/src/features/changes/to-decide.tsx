// 要审的: how many wait, on 首页 of who decides.
import { useCan } from '../../session/session'
import { open } from '../../platform/page'
import { Card, Cell } from '../../ui/basics'
import { useChangeQueue } from './queue-data'

export function ToDecide() {
  const may = useCan('change.decide')
  const { shown, items, more } = useChangeQueue(may)
  if (!may || shown.data === undefined) return null
  const count = `${items.length}${more ? '+' : ''}`
  return <Card flush><Cell dot={{ icon: items.length > 0 ? 'doc' : 'check', tone: items.length > 0 ? 'warn' : 'idle' }} name={items.length > 0 ? `要审 ${count} 条` : '没有要审的'} hint={items.length > 0 ? '改信息，先交的在前面' : '村里交上来的改动会列在这里'} act={() => open('packages/visit/queue/index')} label={items.length > 0 ? `要审 ${count} 条改信息` : '没有要审的'} last /></Card>
}
