// 明白卡: the paper card as a page. The issued version first; what has changed since is said, and can be looked at.
import { useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { useQueryClient } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { AnnualCardView, CardDifference } from '@onecard/shared/contract/annual-cards.views'
import { cardYearOf } from '@onecard/shared/rules/period'
import { addressOf } from '../../data/address'
import { call } from '../../data/call'
import { useCounty, useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { newKey } from '../../data/outbox/new-key'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { DocumentRefused, openDocument } from '../../platform/document'
import { back, open, replace } from '../../platform/page'
import { homeKind } from '../../session/tabs'
import { useCan, useLarge, useSession } from '../../session/session'
import { token } from '../../session/token'
import { Button, Card, CardHead, Cell, Facts, KvCell, Link } from '../../ui/basics'
import { Seg } from '../../ui/choice'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, OfflineBanner, SkeletonCard, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { actsOf, versionRows, type Act } from './annual-view'
import { CardBody } from './parts/card-body'
import { SignSheet } from './parts/sign-sheet'
import { WhatIfSheet } from './parts/what-if-sheet'
import '../books/books.css'
import './card.css'

/** Years in the switch; older ones are a tap further. */
const YEARS_SHOWN = 3

export interface AnnualProps { id: string; year?: string; version?: string }
export function AnnualScreen({ id, year, version }: AnnualProps) {
  const county = useCounty()
  const today = useToday()
  const running = cardYearOf(today, county?.cardYear.startMonth ?? 10).year
  const asked = year ? Number(year) : running
  return version ? <OldVersion id={id} year={asked} version={Number(version)} /> : <Newest key={asked} id={id} year={asked} county={county?.name ?? ''} today={today} />
}

function Newest({ id, year, county, today }: { id: string; year: number; county: string; today: string }) {
  const own = homeKind(useSession((s) => s.actor)) === 'household'
  const large = useLarge()
  const helps = useCan('sheet.write')
  const shown = useKeptQuery(`annual.${id}.${year}`, operations.annualCards.get, { id, year }, { pinned: own ? true : undefined })
  const [now, setNow] = useState(false)
  const [over, setOver] = useState<Act | 'versions' | 'what_if' | null>(null)
  const client = useQueryClient()
  const renew = () => { setOver(null); setNow(false); void client.invalidateQueries({ queryKey: ['kept', `annual.${id}.${year}`] }); void client.invalidateQueries({ queryKey: ['kept', `annual-versions.${id}`] }) }
  const view = shown.data
  const acts = view ? actsOf(view, own) : []
  const live = view !== undefined && (view.issued === null || now)
  return (
    <Page title="明白卡" noScan={own} act={acts.length > 0 ? <>{acts[1] && <Button kind="line" text={ACT[acts[1]](view!).short} act={() => setOver(acts[1])} />}<Button icon={acts[0] === 'issue' ? undefined : 'sign'} text={ACT[acts[0]](view!).text} act={() => setOver(acts[0])} /></> : undefined}
      over={view && <>
        {over === 'versions' && <VersionsSheet id={id} year={year} today={today} onClose={() => setOver(null)} />}
        {over === 'what_if' && <WhatIfSheet content={view.content} today={today} onClose={() => setOver(null)} />}
        {over === 'issue' && <IssueSheet view={view} onClose={() => setOver(null)} onDone={renew} />}
        {view.issued && over !== null && over.startsWith('sign') && <SignSheet id={id} issued={view.issued} as={over === 'sign_helper' ? 'helper' : over === 'sign_secretary' ? 'secretary' : 'household'} held={over === 'sign_household'} who={view.household.headName} onClose={() => setOver(null)} onDone={renew} />}
      </>}>
      {view && view.years.length > 1 && <Seg items={view.years.slice(0, YEARS_SHOWN).map((y) => ({ key: String(y), text: `${y}年度` }))} on={String(year)} act={(y) => { if (y !== String(year)) replace('packages/card/annual/index', { id, year: y }) }} />}
      <OfflineBanner of={shown} />
      {view?.issued && view.differences.length > 0 && <Changed differences={view.differences} version={view.issued.version} now={now} turn={() => setNow(!now)} />}
      <View className="in stack pad-t">
        <StateOf of={shown} skeleton={<><SkeletonCard rows={6} /><SkeletonCard rows={4} /></>}>
          {(card) => (
            <>
              <CardBody id={id} sheet={{ content: live ? card.content : card.issued!.content, issued: live ? null : card.issued }} county={county} today={today} own={own} large={large} changed={card.differences.length} />
              {card.hindrances.length > 0 && card.mayIssue && <Card flush><CardHead title="还不能签发" />{card.hindrances.map((text) => <Cell key={text} title={text} />)}</Card>}
              <Card flush>
                {(card.issued === null || !live) && <PaperCell id={id} year={year} version={card.issued?.version ?? null} />}
                {card.issued && <Cell dot={{ icon: 'doc', tone: 'idle' }} title="各版" hint="哪天签发的，改了什么" act={() => setOver('versions')} label="看各版" />}
                {helps && <Cell dot={{ icon: 'yuan', tone: 'idle' }} title="算一算" hint="每月多一些，几月能过线" act={() => setOver('what_if')} label="算一算，每月多一些，几月能过线" />}
                {own && <Cell dot={{ icon: 'hand' }} title="哪里不对，告诉我们" act={() => open('packages/mine/raise/index', { id, line: 'income' })} label="哪里不对，告诉我们" />}
              </Card>
              <View className="hint center">不能转发给别人</View>
            </>
          )}
        </StateOf>
      </View>
    </Page>
  )
}

const ACT: Record<Act, (view: AnnualCardView) => { text: string; short: string }> = {
  issue: (view) => ({ text: view.issued ? `签发第 ${view.issued.version + 1} 版` : '签发这一年的明白卡', short: '签发' }),
  sign_own: () => ({ text: '看过了，签字', short: '签字' }), sign_household: () => ({ text: '请户主签字', short: '户主签' }),
  sign_helper: () => ({ text: '帮扶责任人签字', short: '我签字' }), sign_secretary: () => ({ text: '书记签字', short: '我签字' }),
}

/** What the newest version does not hold yet, before and after. */
function Changed({ differences, version, now, turn }: { differences: readonly CardDifference[]; version: number; now: boolean; turn: () => void }) {
  const [all, setAll] = useState(false)
  const SHORT = 2
  return (
    <Banner icon="info" text={(
      <View>
        <View className="b">第 {version} 版签发后有 {differences.length} 处变化</View>
        {(all ? differences : differences.slice(0, SHORT)).map((d) => <View key={d.what}>{d.what}：{d.before} → {d.after}</View>)}
        <View className="row wrap">{!all && differences.length > SHORT && <Link text="都列出来" icon={false} act={() => setAll(true)} />}<Link text={now ? `看第 ${version} 版` : '看现在的数'} icon={false} act={turn} /></View>
      </View>
    )} />
  )
}

function IssueSheet({ view, onClose, onDone }: { view: AnnualCardView; onClose: () => void; onDone: () => void }) {
  const online = useOnline()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const key = useRef<string | null>(null)
  const next = (view.issued?.version ?? 0) + 1
  const issue = async () => {
    setBusy(true)
    try {
      key.current ??= await newKey()
      await call(operations.annualCards.issue, { id: view.household.id, year: view.year, basis: view.basis, ...(reason.trim() && { reason: reason.trim() }) }, { key: key.current })
      toast(`签发了第 ${next} 版`)
      onDone()
    } catch (error) {
      const failure = asFailure(error)
      toast(failure.unreachable ? '没有连上。再点一次，不会签发两版。' : `${failure.title}。${failure.detail}`)
      if (!failure.unreachable) { key.current = null; if (failure.code === 'card.changed_since') onDone() }
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title={`签发${view.household.headName}的第 ${next} 版`} onClose={onClose}>
      <View className="stack">
        <View className="c-2">签发后这一版就不再变；以后收支有改动，再签发新的一版，旧版留着。</View>
        {view.differences.map((d) => <KvCell key={d.what} k={d.what} v={`${d.before} → ${d.after}`} />)}
        {view.issued && <TextArea label="为什么出新的一版" aside="可以不填" value={reason} onInput={(text) => { key.current = null; setReason(text) }} max={200} />}
        {!online && <Banner inset icon="off" text="现在没有信号，签发要连上网。" />}
        <Button text={busy ? '正在签发…' : `签发第 ${next} 版`} busy={busy} off={!online} act={() => { void issue() }} />
      </View>
    </Sheet>
  )
}

/** `version` null: not issued yet, so a draft that says so. */
function PaperCell({ id, year, version }: { id: string; year: number; version: number | null }) {
  const online = useOnline()
  const elder = useLarge()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    if (!online) { toast('现在没有信号，打印要连上网'); return }
    setBusy(true)
    try {
      const more = elder ? { elder: 'true' } : {}
      const { path } = version === null ? addressOf(operations.prints.draft, { id, year, ...more }) : addressOf(operations.prints.card, { id, year, version, ...more })
      await openDocument(path, `明白卡-${year}-${version === null ? '草稿' : `第${version}版`}.pdf`, token() ?? '')
    } catch (error) {
      if (!(error instanceof DocumentRefused)) throw error
      toast('没能打开，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  const title = version === null ? '打印草稿' : '打印，或存成 PDF'
  return <Cell dot={{ icon: 'print' }} title={busy ? '正在做…' : title} hint={elder ? '大字版' : version === null ? '还没签发，纸上写着是草稿' : undefined} act={busy ? undefined : () => { void run() }} label={title} />
}

function VersionsSheet({ id, year, today, onClose }: { id: string; year: number; today: string; onClose: () => void }) {
  const list = useKeptQuery(`annual-versions.${id}`, operations.annualCards.list, { id, limit: 50 })
  return (
    <Sheet title={`${year}年度的各版`} onClose={onClose}>
      <StateOf of={list}>
        {(page) => <>{versionRows(page.items, year, today).map((row) => <Cell key={row.version} name={row.title} hint={<><Facts of={row.hint} />{row.changes.map((d) => <View key={d.what}>{d.what}：{d.before} → {d.after}</View>)}</>} act={() => { onClose(); open('packages/card/annual/index', { id, year: String(year), version: String(row.version) }) }} label={`看${row.title}`} />)}</>}
      </StateOf>
    </Sheet>
  )
}

function OldVersion({ id, year, version }: { id: string; year: number; version: number }) {
  const county = useCounty()
  const today = useToday()
  const large = useLarge()
  const own = homeKind(useSession((s) => s.actor)) === 'household'
  const shown = useKeptQuery(`annual.${id}.${year}.${version}`, operations.annualCards.version, { id, year, version })
  const list = useKeptQuery(`annual-versions.${id}`, operations.annualCards.list, { id, limit: 50 })
  const newest = Math.max(version, ...(list.data?.items.filter((i) => i.year === year).map((i) => i.version) ?? []))
  return (
    <Page title={`第 ${version} 版`} noScan={own} act={newest > version ? <Button text={`看现行的第 ${newest} 版`} act={() => replace('packages/card/annual/index', { id, year: String(year) })} /> : <Button kind="line" text="返回" act={back} />}>
      <OfflineBanner of={shown} />
      {newest > version && <Banner icon="info" text={`这是第 ${version} 版，留着备查；现行的是第 ${newest} 版。`} />}
      <View className="in stack pad-t">
        <StateOf of={shown} skeleton={<SkeletonCard rows={6} />}>
          {(issued) => <><CardBody id={id} sheet={{ content: issued.content, issued, newest }} county={county?.name ?? ''} today={today} own={own} large={large} changed={0} />{issued.reason && <Card flush><KvCell k="为什么出" v={issued.reason} /></Card>}<Card flush><PaperCell id={id} year={year} version={version} /></Card></>}
        </StateOf>
      </View>
    </Page>
  )
}
