// The receipt: 「已记下 · 待上传」 until the server has answered, then its number.
import { Text, View } from '@tarojs/components'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { RecordVisit } from '@onecard/shared/contract/visits.requests'
import { formatDay, dayOfInstant, formatInstant } from '@onecard/shared/rules/day'
import { useToday } from '../../data/county'
import { kept } from '../../data/kept'
import { headOf } from '../../data/heads'
import type { Entry } from '../../data/outbox/entry'
import { reopen, useEntry, useOutbox, useOutboxFor } from '../../data/outbox/outbox'
import { useOnline } from '../../data/use-kept-query'
import { open, replace } from '../../platform/page'
import { says, silent } from '../../ui/aria'
import { Button, Card, Facts, Icon, KvCell, Link } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Banner, Empty } from '../../ui/states'
import { groupOf } from '../household/words'
import { RemindMe } from '../notices/remind-me'
import { clockWord, metWord } from './visit-form'
import { seenWord } from './visit-words'

/** So long its author may correct a visit. */
const CORRECT_WORD = '24 小时内可以改'

export function ReceiptScreen({ id, entryKey }: { id: string; entryKey: string }) {
  const entry = useEntry(entryKey)
  const card = kept<CardView>(`card.${id}`)?.value
  const name = card?.headName ?? headOf(id)?.headName ?? '这一户'
  if (!entry) return <Page title="记走访" noScan act={<Button text={`回到${name}`} act={() => replace('pages/household/index', { id })} />}><Empty icon="check" tone="done" title="这一条已经办完" lines={['到这一户的「走访」里看。']} /></Page>
  return (
    <Page title="记走访" tone="white" noScan actColumn act={<><Button kind="line" text={`回到${name}`} act={() => replace('pages/household/index', { id })} /><Button icon="scan" text="扫下一户" act={() => replace('pages/scan/index')} /></>}>
      <Standing entry={entry} />
      <View className="in stack">
        <What entry={entry} card={card} name={name} />
        <Beside entry={entry} id={id} />
        <RemindMe topic="visit_due" />
      </View>
    </Page>
  )
}

function Standing({ entry }: { entry: Entry }) {
  const online = useOnline()
  const { sending, signedOut } = useOutbox()
  if (entry.state === 'refused') {
    const why = entry.why ?? entry.photos.find((p) => p.why)?.why
    return <Sign icon="alert" tone="danger" title="要您看一下" lines={[`${why?.title ?? '没有传上去'}。`, why?.errors.map((e) => e.message).join('；') || why?.detail || '']} />
  }
  if (entry.receipt) {
    const left = entry.photos.filter((p) => p.state !== 'stored').length
    return <Sign icon="check" tone="done" title="已收到" number={entry.receipt.number} lines={left > 0 ? [`照片还差 ${left} 张，有信号会接着传。`] : []} />
  }
  const why = signedOut ? ['登录已失效，', '重新登录后自动上传。'] : !online ? ['没有信号，已存在手机里，', '有信号会自动上传。'] : sending.has(entry.key) ? ['正在上传，已存在手机里。'] : ['信号不好，已存在手机里，', '有信号会自动上传。']
  return <Sign icon="upload" tone="warn" title="已记下" second="待上传" lines={why} />
}

interface SignProps { icon: 'check' | 'upload' | 'alert'; tone: 'done' | 'warn' | 'danger'; title: string; second?: string; number?: string; lines: string[] }
function Sign({ icon, tone, title, second, number, lines }: SignProps) {
  return (
    <View className="receipt" {...says('status')}>
      <View className={`empty__art empty__art--${tone}`} {...silent}><Icon name={icon} /></View>
      <View className="title" {...says('heading')}>{title}{second && <><Text className="receipt__mid" />{second}</>}</View>
      {number && <><View className="label">回执号</View><View className="hero receipt__no">#{number}</View></>}
      {lines.filter(Boolean).map((line) => <View key={line} className="c-2">{line}</View>)}
    </View>
  )
}

function What({ entry, card, name }: { entry: Entry; card: CardView | undefined; name: string }) {
  const today = useToday()
  const raised = useOutboxFor(entry.household).filter((e) => (entry.input.raised as string[] | undefined)?.includes(e.key))
  const input = entry.input as unknown as Partial<RecordVisit>
  const clock = clockWord(entry.receipt?.clockOffMinutes)
  const at = Date.parse(input.startedAt ?? '') || entry.madeAt
  const counts = (word: string, n: number) => (n > 0 ? `${n} ${word}` : null)
  const more = [counts('个问题', raised.filter((e) => e.operation === 'problems.raise').length), counts('处改动', raised.filter((e) => e.operation === 'changes.propose').length), counts('张照片', entry.photos.length), counts('件答应的事', input.promises?.length ?? 0), input.place ? '位置' : null, input.signature ? '签名' : null].filter((m): m is string => m !== null)
  return (
    <>
      <Card flush bg>
        <KvCell k="户" v={<Facts of={[name, card && groupOf(card.region)]} />} />
        {input.met && <KvCell k="见到" v={metWord(input.met, input.metOther, card)} />}
        {input.topics && <KvCell k="情况" v={seenWord(input.topics) || input.note || '没有写'} />}
        {more.length > 0 && <KvCell k="还记了" v={<Facts of={more} />} />}
        <KvCell k="时间" v={`${formatDay(dayOfInstant(at), today)} ${formatInstant(at, today).split(' ').pop()!}`} />
        {entry.receipt?.receivedAt && clock && <KvCell k="收到" v={formatInstant(Date.parse(entry.receipt.receivedAt), today)} />}
      </Card>
      {clock && <Banner inset icon="clock" text={`${clock}。两个时间都记着，没有改动；请校一下手机的钟。`} />}
    </>
  )
}

function Beside({ entry, id }: { entry: Entry; id: string }) {
  if (entry.state === 'refused') return <View className="row between"><View className="hint grow">填的都还在</View>{entry.form && <Link text="打开修改" act={() => { reopen(entry.key) }} />}</View>
  if (entry.receipt) return <View className="row between"><View className="hint grow">{CORRECT_WORD}</View><Link text="改一改" act={() => open('packages/visit/detail/index', { id, visit: entry.receipt!.id })} /></View>
  return <View className="row between"><View className="hint grow">可以关掉小程序，不会丢</View><Link text="看待上传" act={() => open('packages/sync/index/index')} /></View>
}
