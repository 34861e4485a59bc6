// Who approves in the secretary's place, and for how long.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useQueryClient } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { DeputyView } from '@onecard/shared/contract/sheets.views'
import { addDays, formatDate } from '@onecard/shared/rules/day'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { newKey } from '../../data/outbox/new-key'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { useSession } from '../../session/session'
import { Button, Card, CardHead, Cell, Chip, Facts, Pick } from '../../ui/basics'
import { DayField } from '../../ui/day-field'
import { Dialog, Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'

/** A fortnight is what a leave usually takes. */
const USUAL_DAYS = 14

export function DeputiesScreen() {
  const region = useSession((s) => s.actor?.appointments.find((a) => a.role === 'village_secretary')?.region) ?? ''
  const today = useToday()
  const online = useOnline()
  const client = useQueryClient()
  const list = useKeptQuery(`deputies.${region}`, operations.sheets.deputies, { region }, { enabled: region !== '' })
  const [naming, setNaming] = useState(false)
  const [ending, setEnding] = useState<DeputyView | null>(null)
  const act = async (work: () => Promise<unknown>, done: string) => {
    try { await work(); toast(done) } catch (error) { const failure = asFailure(error); toast(`${failure.title}。${failure.errors.map((e) => e.message).join('；') || failure.detail}`) }
    void client.invalidateQueries({ queryKey: ['kept', `deputies.${region}`] })
  }
  const standing = (d: DeputyView) => (d.ended || d.to < today ? { text: '结束了', tone: 'idle' as const } : d.from > today ? { text: '还没开始', tone: 'info' as const } : { text: '正在代审', tone: 'done' as const })
  return (
    <Page title="代审人" act={<Button icon="plus" text="请一个人代审" off={!online} act={() => setNaming(true)} />}
      over={<>
        {naming && <NameSheet region={region} today={today} onClose={() => setNaming(false)} onDone={(input) => { setNaming(false); void newKey().then((key) => act(() => call(operations.sheets.appointDeputy, { region, ...input }, { key }), '请好了，到期自己结束')) }} />}
        {ending && <Dialog title={`不再请「${ending.name}」代审？`} text="从现在起他不能再审收支，他审过的照样算数。" yes="结束" no="先不结束" onYes={() => { const gone = ending; setEnding(null); void act(() => call(operations.sheets.endDeputy, { region, deputy: gone.id }), '结束了') }} onNo={() => setEnding(null)} />}
      </>}>
      <OfflineBanner of={list} />
      <View className="in stack pad-t">
        <View className="c-2">您不在村里时，请人替您审收支。代审人也不能审自己填的。</View>
        <StateOf of={list} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="people" title="现在没有代审人" lines={['收支都由您自己审。']} />}>
          {(page) => <Card flush><CardHead title="请过的" />{page.items.map((d) => { const word = standing(d); const now = word.tone !== 'idle'; return <Cell key={d.id} chip name={d.name} hint={<Facts of={[`${formatDate(d.from, today)}到${formatDate(d.to, today)}`, `${d.by}请的`]} />} end={<Chip text={word.text} tone={word.tone} />} act={now && online ? () => setEnding(d) : undefined} label={now ? `${d.name}，${word.text}，结束点这里` : undefined} /> })}</Card>}
        </StateOf>
      </View>
    </Page>
  )
}

interface NameProps { region: string; today: string; onClose: () => void; onDone: (input: { account: string; from: string; to: string }) => void }
function NameSheet({ region, today, onClose, onDone }: NameProps) {
  const people = useKeptQuery(`deputy-candidates.${region}`, operations.sheets.deputyCandidates, { region })
  const [account, setAccount] = useState<string | null>(null)
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(addDays(today, USUAL_DAYS))
  return (
    <Sheet title="请谁代审" onClose={onClose}>
      <View className="stack">
        <StateOf of={people} isEmpty={(page) => page.items.length === 0} empty={<View className="c-2">村里还没有别的账号可以请。</View>}>
          {(page) => <View className="picks">{page.items.map((p) => <Pick key={p.account} full hint={p.roleLabel} text={p.name} on={account === p.account} act={() => setAccount(p.account)} />)}</View>}
        </StateOf>
        <DayField label="从哪天" value={from} onDay={setFrom} today={today} from={today} />
        <DayField label="到哪天" value={to} onDay={setTo} today={today} from={from} error={to < from ? '结束要在开始之后' : undefined} />
        <Button text="就请他" act={account !== null && to >= from ? () => onDone({ account, from, to }) : undefined} />
      </View>
    </Sheet>
  )
}
