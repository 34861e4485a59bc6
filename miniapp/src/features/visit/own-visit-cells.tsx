// Visits of this phone that the record does not show yet, with how far each has come.
import { View } from '@tarojs/components'
import { useOutbox } from '../../data/outbox/outbox'
import { open } from '../../platform/page'
import { useSession } from '../../session/session'
import { Card, Cell, Chip, Facts } from '../../ui/basics'
import { ownVisits } from './entry-words'

interface OwnProps { id: string; known: readonly { id: string }[]; today: string; /** In a card of its own. */ framed?: boolean }
export function OwnVisitCells({ id, known, today, framed }: OwnProps) {
  const { entries, sending } = useOutbox()
  const name = useSession((s) => s.actor?.name) ?? ''
  const rows = ownVisits(entries.filter((e) => e.household === id), sending, known, today, name)
  if (rows.length === 0) return null
  const cells = rows.map((v) => (
    <Cell key={v.key} chip title={v.title} hint={<><Facts of={v.hint} />{v.note && <View>{v.note}</View>}</>} end={<Chip text={v.chip.text} tone={v.chip.tone} />} act={() => open('packages/visit/receipt/index', { id, key: v.key })} label={[v.title, ...v.hint, v.chip.text].join('，')} />
  ))
  return framed ? <Card flush>{cells}</Card> : <>{cells}</>
}
