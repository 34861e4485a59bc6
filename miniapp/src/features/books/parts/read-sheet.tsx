// A month as it lies there: sums beside last month, its lines with what proves them, who wrote and who decided, earlier revisions.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { SheetLineView, SheetView } from '@onecard/shared/contract/sheets.views'
import { formatDate } from '@onecard/shared/rules/day'
import { formatFen } from '@onecard/shared/rules/fen'
import { formatPeriod } from '@onecard/shared/rules/period'
import { dial } from '../../../platform/feedback'
import { open } from '../../../platform/page'
import { useLarge } from '../../../session/session'
import { Card, CardHead, Cell, Chip, Facts, IconButton, KvCell } from '../../../ui/basics'
import { Swatch } from '../../../ui/figures'
import { Sheet } from '../../../ui/overlay'
import { dialable } from '../../household/words'
import { PhotoStrip } from '../../photos/photo-strip'
import { bareMonth, compareRows, lineFacts, lineTitle, stateWord, WIDEST, whoWhen } from '../sheet-words'

export function CompareCard({ view }: { view: SheetView }) {
  const large = useLarge()
  const rows = compareRows(view)
  const [before, now] = [view.lastMonth ? bareMonth(view.lastMonth.period) : '上月', bareMonth(view.period)]
  const year = view.lastYear !== undefined
  if (large || rows.some((r) => [r.now, r.last, r.change].some((text) => text.length > WIDEST))) {
    return (
      <Card flush>
        {rows.map((r) => (
          <View key={r.name} className="split">
            <View className="row between base"><View className="row">{r.part && <Swatch part={r.part} />}<View className={r.part ? '' : 'b'}>{r.name}</View></View><View className="b nw">{r.now} 元</View></View>
            <View className="row between wrap base"><View className="label"><Facts of={[`${before} ${r.last}`, year && `去年 ${r.lastYear}`]} /></View><View className={r.odd ? 'label c-warn b' : 'label'}>{r.change}</View></View>
          </View>
        ))}
      </Card>
    )
  }
  return (
    <Card className="books__tb">
      <View className={`books__tr books__tr--hd${year ? ' books__tr--5' : ''}`}><View />{year && <View>去年</View>}<View>{before}</View><View>{now}</View><View>变化</View></View>
      {rows.map((r) => (
        <View key={r.name} className={`books__tr${year ? ' books__tr--5' : ''}${r.part ? '' : ' b'}`}>
          <View className="row books__k">{r.part && <Swatch part={r.part} />}{r.name}</View>{year && <View className="c-2">{r.lastYear}</View>}<View className="c-2">{r.last}</View><View className="b">{r.now}</View><View className={r.odd ? 'c-warn b' : 'c-2'}>{r.change}</View>
        </View>
      ))}
    </Card>
  )
}

/** Warnings at their line: one short chip, the words in the sheet that opens. */
export function LinesCard({ view }: { view: SheetView }) {
  const [shown, setShown] = useState<SheetLineView | null>(null)
  const said = (line: SheetLineView) => view.warnings.filter((w) => w.line !== undefined && view.lines[w.line]?.id === line.id)
  return (
    <Card flush>
      <CardHead title={`${bareMonth(view.period)}的 ${view.lines.length} 笔`} />
      {view.lines.length === 0 && <View className="c-2 none">这个月没有收支。</View>}
      {view.lines.map((line) => {
        const odd = said(line)[0]
        const chip = odd ? <Chip text={CHIP[odd.rule] ?? '要看'} tone="warn" icon="alert" /> : line.evidence.length > 0 ? <Chip text={`${line.evidence.length} 张凭证`} tone="done" /> : line.source === 'measure' || line.source === 'imported' ? <Chip text="对上了" tone="done" /> : undefined
        return <Cell key={line.id} chip title={lineTitle(line)} after={undefined} hint={<Facts of={[...lineFacts(line)]} />} end={<View className="books__end"><View className="b nw">{formatFen(line.fen)}</View>{chip}</View>} act={() => setShown(line)} label={[lineTitle(line), formatFen(line.fen), ...lineFacts(line), odd?.text].filter(Boolean).join('，')} />
      })}
      {shown && (
        <Sheet title={`${lineTitle(shown)} ${formatFen(shown.fen)}`} onClose={() => setShown(null)}>
          <View className="stack">
            <View className="c-2"><Facts of={lineFacts(shown)} /></View>
            {said(shown).map((w) => <View key={w.text} className="c-warn">{w.text}</View>)}
            {shown.evidence.length > 0 ? <PhotoStrip household={view.household.id} photos={shown.evidence} /> : <View className="hint">没有凭证。{SOURCE[shown.source]}</View>}
          </View>
        </Sheet>
      )}
    </Card>
  )
}
const CHIP: Partial<Record<SheetView['warnings'][number]['rule'], string>> = { no_evidence: '没凭证', no_measure: '没措施', member: '人不对' }
const SOURCE: Record<SheetLineView['source'], string> = { typed: '手填的。', imported: '从表里导入的。', measure: '部门发的。', copied: '照上月填的。' }

export function ThenCard({ view, today, onRevision }: { view: SheetView; today: string; onRevision?: (revision: number) => void }) {
  const phone = dialable(view.byPhone)
  const state = stateWord(view.state)
  return (
    <Card flush>
      {view.perCapitaThenFen !== undefined && <KvCell k={view.state === 'approved' ? '算进去' : '通过以后'} v={view.perCapitaThenFen === null ? '没有人口，算不出人均' : <>全年人均 <Text className={view.belowThen ? 'b c-dan' : 'b'}>{formatFen(view.perCapitaThenFen)}</Text>{view.belowThen && <Text className="c-dan">，低于标准线</Text>}</>} />}
      <KvCell k="谁填的" v={<Facts of={whoWhen(view.by, view.submittedAt, today)} />} end={phone && <IconButton icon="phone" label={`打电话给${view.by ?? ''}`} act={() => dial(phone)} />} />
      {view.decidedBy && <KvCell k="谁审的" v={<Facts of={whoWhen(view.decidedBy, view.decidedAt, today)} />} />}
      <KvCell k="到哪步" v={<Chip text={state.text} tone={state.tone} />} />
      {view.confirmation && <KvCell k="户里说" v={view.confirmation.agree ? `对，没错（${formatDate(view.confirmation.on, today)}）` : <View className="c-dan">不对{view.confirmation.text ? `：${view.confirmation.text}` : ''}</View>} />}
      {view.lateReason && <KvCell k="迟交" v={view.lateReason} />}
      {view.revisions.filter((r) => r.revision !== view.revision).map((r) => <KvCell key={r.revision} k={`第 ${r.revision} 稿`} v={<Facts of={[stateWord(r.state).text, ...whoWhen(r.by, r.at, today), r.reason]} />} act={onRevision && (() => onRevision(r.revision))} label={`看第 ${r.revision} 稿`} />)}
    </Card>
  )
}

export function Flags({ view }: { view: Pick<SheetView, 'warnings'> }) {
  const whole = view.warnings.filter((w) => w.line === undefined)
  const [first, ...rest] = whole.length > 0 ? whole : view.warnings
  if (!first) return null
  return <View className="banner banner--warn"><View className="i i-alert" /><View className="grow"><View className="b">{first.text}</View>{rest.map((w) => <View key={w.text}>{w.text}</View>)}</View></View>
}

/** `old`: a revision that is no longer the newest. */
export function ReadSheet({ view, today, old }: { view: SheetView; today: string; old?: boolean }) {
  return (
    <View className="in stack pad-t">
      {view.returned && <Card><View className="b">{view.returned.by}退回</View><View>{view.returned.reason}</View></Card>}
      <CompareCard view={view} />
      <LinesCard view={view} />
      <ThenCard view={view} today={today} onRevision={old ? undefined : (revision) => open('packages/books/sheet/index', { id: view.household.id, period: view.period, revision: String(revision) })} />
      {old && <View className="hint center">{formatPeriod(view.period)}的第 {view.revision} 稿，后来又改过</View>}
    </View>
  )
}
