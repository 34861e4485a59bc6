// 一户: painted from the phone in the first frame, then asked anew.
import { useCallback, useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { useToday } from '../../data/county'
import { headOf } from '../../data/heads'
import { useKeptQuery, useLasting, useOnline } from '../../data/use-kept-query'
import { dial } from '../../platform/feedback'
import { measure, open, scrollToId, systemBars, usePageScroll, windowHeight } from '../../platform/page'
import { homeKind, type TabItem } from '../../session/tabs'
import { isLarge, useCan, useLarge, useSession } from '../../session/session'
import { Button, Card, Cell } from '../../ui/basics'
import { JumpBar } from '../../ui/choice'
import { Page } from '../../ui/page'
import { OfflineBanner, SkeletonCard, StateOf } from '../../ui/states'
import { RecordEntry } from '../changes/record-entry'
import { CodeSheet } from './code-sheet'
import { Header, Strip } from './parts/header'
import { IncomeSection } from './parts/income-section'
import { FamilySection, HelpSection, LivingSection, MonthsSection, PathSection, RecordSection, VisitsSection } from './parts/sections'
import { ProblemsSection } from '../problems/problem-cells'
import { PromisesCard } from '../promises/promises-card'
import { OwnCard, WrongHint } from '../problems/wrong'
import { RevealSheet, type RevealTarget } from './reveal-sheet'
import { sections, type Section } from './view-model'
import { dialable } from './words'

export type Way = 'scan' | 'list' | 'link'

/** From here on the head has gone under the navigation and the strip takes its place. */
const FOLD_PX = 96
const MEASURE_MS = 120

export function HouseholdScreen({ id, way, tab }: { id: string; way: Way; tab?: TabItem['path'] }) {
  const kind = homeKind(useSession((s) => s.actor))
  const large = useLarge()
  const today = useToday()
  const mayReveal = useCan('household.reveal')
  const maySeeCode = useCan('household.export_code')
  const mayVisit = useCan('visit.write')
  const shown = useKeptQuery(`card.${id}`, operations.households.card, { id, way }, { conditional: true, pinned: kind === 'household' ? true : undefined })
  const card = shown.data
  const head = card ?? headOf(id)
  const bones = useLasting(card === undefined && shown.failure === null && !shown.waiting)
  const [folded, setFolded] = useState(false)
  const [revealing, setRevealing] = useState<RevealTarget | null>(null)
  const [code, setCode] = useState(false)
  const closeReveal = useCallback(() => setRevealing(null), [])
  const mayProblems = useCan('problem.read')
  const mayBooks = useCan('sheet.write')
  const parts = card ? sections(card, mayProblems, mayBooks) : []
  const jump = useJump(id, parts.map((p) => p.key))
  usePageScroll(({ scrollTop }) => { setFolded(scrollTop > FOLD_PX); jump.scrolled() })
  const own = kind === 'household'
  const away = !useOnline() && !own && mayVisit
  const helperPhone = dialable(card?.helpers?.find((h) => h.phone)?.phone)
  const act = own
    ? helperPhone && <Button icon="phone" text={`打电话给${card!.helpers!.find((h) => h.phone)!.name}`} act={() => dial(helperPhone)} />
    : mayVisit
      ? <Button icon="edit" text="记走访" act={() => open('packages/visit/record/index', { id })} />
      : <Button icon="scan" text="扫下一户" act={() => open('pages/scan/index')} />
  return (
    <Page title={folded && head ? head.headName : own && tab ? '我的家' : '一户'} tab={tab} act={away ? <>{act}<View className="hint center">能照常记，看大照片、审批要等信号</View></> : act || undefined} actColumn={away} noScan={own}
      over={<>
        {revealing && <RevealSheet household={id} target={revealing} onClose={closeReveal} />}
        {code && card && <CodeSheet id={id} headName={card.headName} today={today} onClose={() => setCode(false)} />}
      </>}>
      <OfflineBanner of={shown} />
      {head && !(shown.failure && !card) && <Header head={head} card={card} today={today} large={large} bones={bones} />}
      {folded && head && <Strip head={head} card={card} large={large} />}
      {parts.length > 1 && <JumpBar items={parts} on={jump.on} act={jump.to} />}
      <View id={anchor(id, END)} className="in stack pad-t">
        <StateOf of={shown} skeleton={<View className="stack"><SkeletonCard rows={5} /></View>}>
          {(record) => <Body card={record} today={today} id={id} own={own} reveal={mayReveal ? setRevealing : null} showCode={maySeeCode ? () => setCode(true) : null} />}
        </StateOf>
      </View>
    </Page>
  )
}

interface BodyProps { card: CardView; today: string; id: string; own: boolean; reveal: ((target: RevealTarget) => void) | null; showCode: (() => void) | null }
function Body({ card, today, id, own, reveal, showCode }: BodyProps) {
  const at = (section: Section) => anchor(id, section)
  const problems = useCan('problem.read')
  const binds = useCan('binding.issue')
  const books = useCan('sheet.write')
  const has = new Set(sections(card, problems, books).map((s) => s.key))
  return (
    <OwnCard.Provider value={own ? id : null}>
      <WrongHint />
      {has.has('card') && <IncomeSection income={card.income!} id={at('card')} household={id} />}
      {has.has('months') && <MonthsSection card={card} today={today} id={at('months')} />}
      {has.has('help') && <HelpSection card={card} today={today} id={at('help')} />}
      {has.has('visits') && <VisitsSection card={card} today={today} id={at('visits')} own={own} />}
      {!own && <PromisesCard id={id} name={card.headName} />}
      {has.has('problems') && <ProblemsSection id={id} anchor={at('problems')} own={own} />}
      {has.has('family') && <FamilySection card={card} id={at('family')} reveal={reveal} />}
      {has.has('living') && <LivingSection card={card} id={at('living')} />}
      <RecordSection card={card} today={today} reveal={reveal} />
      {!own && <RecordEntry id={id} readsHistory />}
      {has.has('path') && <PathSection card={card} today={today} id={at('path')} />}
      {binds && <Card flush><Cell dot={{ icon: 'key' }} title="给这户绑定手机" hint="家里人没登记手机号的，给一个 6 位码" act={() => open('packages/mine/code/index', { id })} label="给这户绑定手机" last /></Card>}
      {showCode && <Card flush><Cell dot={{ icon: 'scan' }} title="门牌码" hint="二维码和 8 位数字" act={showCode} label="看这户的门牌码" /></Card>}
    </OwnCard.Provider>
  )
}

/** The end of all sections: what stands there can't be scrolled to the top. */
const END = 'end' as const
/** Less than the bar of the main act, under which the page's last line comes to stand. */
const END_PX = 72

function anchor(id: string, section: Section | typeof END): string { return `s-${id}-${section}` }

/** Which section is being read, and how to get to another. */
function useJump(id: string, keys: Section[]) {
  const [on, setOn] = useState<Section>('card')
  const busy = useRef(false)
  const tapped = useRef<Section | null>(null)
  const first = keys[0]
  useEffect(() => { if (first && !keys.includes(on)) setOn(first) }, [first, keys, on])
  const offset = () => systemBars().status + systemBars().nav + (isLarge(useSession.getState()) ? 132 : 104) + 12
  return {
    on,
    to: (key: Section) => { tapped.current = key; setOn(key); scrollToId(anchor(id, key), offset()) },
    scrolled: () => {
      if (busy.current) return
      busy.current = true
      setTimeout(() => {
        busy.current = false
        void measure([...keys, END].map((k) => anchor(id, k))).then((boxes) => {
          const end = boxes.pop()
          const passed = boxes.filter((b) => b.top <= offset() + 24)
          const last = passed[passed.length - 1] ?? boxes[0]
          if (!last || !end) return
          const read = last.id.slice(last.id.lastIndexOf('-') + 1) as Section
          const ended = passed.length > 0 && end.top + end.height <= windowHeight() - END_PX
          if (read === tapped.current) tapped.current = null
          // At the end of the page the sections of the last screenful are all in sight: the tapped one, or the last.
          setOn(ended ? tapped.current ?? keys[keys.length - 1] : read)
        })
      }, MEASURE_MS)
    },
  }
}

