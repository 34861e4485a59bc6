// 上传: what waits, why, since when; what was refused and how to mend it; what has arrived, and the proof of it.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { asFailure } from '../../data/failure'
import { compare, discard, reopen, retry, sendAll, useOutbox, type Proof } from '../../data/outbox/outbox'
import { useOnline } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { handOver } from '../../platform/files'
import { useSession } from '../../session/session'
import { Button, Card, CardHead, Chip, Facts, Icon, Link } from '../../ui/basics'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty } from '../../ui/states'
import { discardWords, exportText, groupsOf, RECEIVED_SHORT, type EntryRow } from './view-model'

/** A pause counts down before the person's eyes. */
const TICK_MS = 1000

export function SyncScreen() {
  const outbox = useOutbox()
  const online = useOnline()
  const who = useSession((s) => s.actor)!
  const [asked, setAsked] = useState<EntryRow | null>(null)
  const [all, setAll] = useState(false)
  useTick(outbox.restUntil !== null)
  const groups = groupsOf(outbox, online, now())
  const photos = asked ? outbox.entries.find((e) => e.key === asked.key)?.photos.length ?? 0 : 0
  const acts: Acts = { retry: (row) => { void retry(row.key) }, reopen: (row) => { reopen(row.key) }, discard: setAsked }
  const drop = async (row: EntryRow) => {
    setAsked(null)
    toast(await discard(row.key) ? '删掉了' : '正在上传，现在不能删')
  }
  const hand = async () => { toast(await handOver(`待上传-${outbox.waiting}条.txt`, exportText(outbox.entries, who.name, now())) === 'file' ? '已导出' : '已复制，可以粘贴到别处') }
  return (
    <Page title="上传" noScan act={outbox.waiting > outbox.refused && <MainAct waiting={outbox.waiting - outbox.refused} running={outbox.running} progress={outbox.progress} online={online} />}
      over={asked && <Dialog {...discardWords(asked, photos)} yes="删除" no="先不删" onYes={() => { void drop(asked) }} onNo={() => setAsked(null)} />}>
      <View className="in stack pad-t">
        {!online && <Banner inset icon="off" text="没有信号。写好的都存在手机里，有信号会自动上传。" />}
        {outbox.entries.length === 0 && <Empty icon="check" tone="done" title="没有要上传的" lines={['写好的走访、改动和问题先存在手机里，', '有信号就自动上传，收到的会列在这里。']} />}
        <Group title="要您看一下" rows={groups.refused} acts={acts} />
        <Group title="待上传" rows={groups.waiting} acts={acts} />
        {outbox.waiting === 0 && groups.received.length > 0 && <ProofCard count={groups.received.length} online={online} />}
        {outbox.waiting > 0 && <View className="row between"><View className="hint grow">一直传不上去，可以先导出来交给村里。</View><Link text="导出待传" icon={false} act={() => { void hand() }} /></View>}
        <Group title="已收到" rows={all ? groups.received : groups.received.slice(0, RECEIVED_SHORT)} count={groups.received.length} acts={acts} />
        {!all && groups.received.length > RECEIVED_SHORT && <Button small kind="soft" text={`看全部 ${groups.received.length} 条`} act={() => setAll(true)} />}
      </View>
    </Page>
  )
}

function useTick(on: boolean): void {
  const [, tick] = useState(0)
  useEffect(() => {
    if (!on) return
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [on])
}

function MainAct({ waiting, running, progress, online }: { waiting: number; running: boolean; progress: { done: number; of: number } | null; online: boolean }) {
  const text = running && online ? `正在上传 ${progress ? `${progress.done} / ${progress.of} 条` : '…'}` : `全部上传（${waiting} 条）`
  return <Button text={text} icon="up" busy={running && online} act={() => { if (online) void sendAll(); else toast('现在没有信号，有信号会自动上传') }} />
}

type Acts = Record<EntryRow['acts'][number], (row: EntryRow) => void>
const ACT_WORDS: Record<EntryRow['acts'][number], string> = { reopen: '打开修改', retry: '重试', discard: '删除' }

function Group({ title, rows, count, acts }: { title: string; rows: readonly EntryRow[]; count?: number; acts: Acts }) {
  if (rows.length === 0) return null
  return (
    <Card flush>
      <CardHead title={title} count={`${count ?? rows.length} 条`} />
      {rows.map((row, i) => (
        <View key={row.key} className={`cell sync__row${i === rows.length - 1 ? ' cell--last' : ''}`}>
          <View className="sync__hd"><View className="b grow">{row.label}</View><Chip text={row.chip.text} tone={row.chip.tone} /></View>
          <View className="cell__s"><Facts of={row.facts} /></View>
          {row.why && <View className={row.chip.tone === 'danger' ? 'c-dan sync__why' : 'c-2 sync__why'}>{row.why}</View>}
          {row.acts.length > 0 && <View className="sync__acts">{row.acts.map((act) => <Button key={act} small kind={act === 'reopen' ? 'main' : 'soft'} text={ACT_WORDS[act]} label={`${ACT_WORDS[act]}：${row.label}`} act={() => acts[act](row)} />)}</View>}
        </View>
      ))}
    </Card>
  )
}

function ProofCard({ count, online }: { count: number; online: boolean }) {
  const [busy, setBusy] = useState(false)
  const [proof, setProof] = useState<Proof | null>(null)
  const check = async () => {
    setBusy(true)
    try {
      setProof(await compare())
    } catch (error) {
      toast(`${asFailure(error).title}。${asFailure(error).detail}`)
    } finally {
      setBusy(false)
    }
  }
  const lost = (proof?.missing.length ?? 0) + (proof?.missingPhotos.length ?? 0)
  return (
    <Card className="stack">
      <View className="row">
        <Icon name={lost > 0 ? 'alert' : 'check'} className={lost > 0 ? 'c-dan' : 'c-pri'} />
        <View className="grow">
          <View className="head">{proof === null ? `0 条待传，${count} 条已收到` : lost === 0 ? '全部已收到' : `县里少了 ${lost} 条`}</View>
          <View className="label">{proof === null ? '和县里的记录再对一遍，就能确认。' : lost === 0 ? `和县里对过：${proof.entries} 条${proof.photos > 0 ? `、${proof.photos} 张照片` : ''}，一条不少。` : '手机里还有的已重新排队；请再对一遍，还少就告诉县里。'}</View>
        </View>
      </View>
      <Button small kind="soft" icon="refresh" text={busy ? '正在核对…' : '和县里核对'} busy={busy} act={() => { if (online) void check(); else toast('现在没有信号，有信号时再核对') }} />
    </Card>
  )
}
