// From 首页: the list by rule, the calendar, positions to confirm, and what the software costs; each to who may.
import { operations } from '@onecard/shared/operations'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { Card, Cell } from '../../ui/basics'

export function VisitWays() {
  const due = useCan('visit.due')
  const writes = useCan('visit.write')
  const confirms = useCan('position.confirm')
  const burden = useCan('burden.read')
  const positions = useKeptQuery('positions', operations.visits.positions, { limit: 100 }, { enabled: confirms })
  const waiting = positions.data?.items.length ?? 0
  if (!due && !writes && !burden) return null
  return (
    <Card flush>
      {due && <Cell dot={{ icon: 'clock' }} title="该走访的名单" hint="按规矩排，没信号也能看" act={() => open('packages/visit/due/index')} label="看该走访的名单" />}
      {writes && <Cell dot={{ icon: 'cal', tone: 'idle' }} title="走访日历" hint="自己哪天走了哪户" act={() => open('packages/visit/calendar/index')} label="看走访日历" />}
      {confirms && waiting > 0 && <Cell dot={{ icon: 'pin', tone: 'warn' }} title="房子在哪" hint={`${waiting} 户的位置要确认`} act={() => open('packages/visit/positions/index')} label={`房子在哪，${waiting} 户要确认`} />}
      {burden && <Cell dot={{ icon: 'info', tone: 'idle' }} title="软件费了多少事" hint="点几下、花多久，不记是谁" act={() => open('packages/office/burden/index')} label="看软件费了多少事" />}
    </Card>
  )
}
