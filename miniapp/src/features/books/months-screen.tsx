// 收支 of one household, month by month: what is there, what is missing, what came back.
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { useToday } from '../../data/county'
import { headOf } from '../../data/heads'
import { kept } from '../../data/kept'
import { useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { Button, Card, Cell, Chip, Facts } from '../../ui/basics'
import { Page } from '../../ui/page'
import { OfflineBanner, StateOf } from '../../ui/states'
import { useArrivals } from '../problems/use-problems'
import { monthRows, bareMonth } from './sheet-words'
import { dueMonth } from './due-month'
import { SHEET_WRITES } from './use-sheet'
import './books.css'

const SHOWN = 15
const LIMIT = 36

export function MonthsScreen({ id }: { id: string }) {
  const today = useToday()
  const list = useKeptQuery(`sheets.${id}`, operations.sheets.list, { id, limit: LIMIT })
  useArrivals(id, SHEET_WRITES, `sheets.${id}`)
  const entries = useOutboxFor(id)
  const name = kept<CardView>(`card.${id}`)?.value.headName ?? headOf(id)?.headName ?? ''
  const mayWrite = useCan('sheet.write')
  const due = dueMonth(list.data?.items ?? [], entries, id, today)
  const rows = (items: NonNullable<typeof list.data>['items']) => monthRows(items, entries, id, today, SHOWN)
  const paper = list.data ?? (list.waiting ? { items: [], next: null } : undefined)
  return (
    <Page title={name ? `${name}的收支` : '收支'} act={mayWrite ? <Button icon="edit" text={`记 ${bareMonth(due)}收支`} act={() => open('packages/books/sheet/index', { id, period: due })} /> : undefined}>
      <OfflineBanner of={list} />
      <View className="in stack pad-t">
        <StateOf of={{ ...list, data: paper }}>
          {(page) => (
            <Card flush>
              {rows(page.items).map((row) => <Cell key={row.period} chip title={row.title} hint={<>{row.hint.length > 0 && <Facts of={row.hint} />}{row.why && <View className="c-warn">{row.why}</View>}</>} end={<Chip text={row.chip.text} tone={row.chip.tone} />} act={() => open('packages/books/sheet/index', { id, period: row.period })} label={[row.title, ...row.hint, row.chip.text, row.why].filter(Boolean).join('，')} />)}
            </Card>
          )}
        </StateOf>
      </View>
    </Page>
  )
}
