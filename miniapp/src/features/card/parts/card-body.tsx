// The card as a page, in the order of the paper. Every sum opens the lines behind it.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { formatDate } from '@onecard/shared/rules/day'
import { formatFen } from '@onecard/shared/rules/fen'
import { useKeptQuery } from '../../../data/use-kept-query'
import { dial } from '../../../platform/feedback'
import { presses, says } from '../../../ui/aria'
import { Card, CardHead, Cell, Chip, Facts, IconButton, KvCell } from '../../../ui/basics'
import { Swatch } from '../../../ui/figures'
import { Sheet as Overlay } from '../../../ui/overlay'
import { StateOf } from '../../../ui/states'
import { dialable } from '../../household/words'
import { PhotoStrip } from '../../photos/photo-strip'
import { signaturePicture } from '../../visit/signature'
import { basicFacts, GUARANTEE_WORD, helpRows, lineRows, memberFacts, perHead, quarterNames, signRows, sumRows, versionChips, yearWord, type Sheet, type SumRow } from '../annual-view'

interface BodyProps { id: string; sheet: Sheet; county: string; today: string; own: boolean; large: boolean; changed: number }
export function CardBody({ id, sheet, county, today, own, large, changed }: BodyProps) {
  const { content: c, issued } = sheet
  return (
    <>
      <Card flush>
        <View className="annual__top">
          <View className="head" {...says('heading', { level: 2 })}>{county}精准扶贫明白卡</View>
          <View className="label">{yearWord(c)}</View>
          <View className="row wrap annual__chips">{versionChips(sheet, own, changed).map((chip) => <Chip key={chip.text} text={chip.text} tone={chip.tone} icon={chip.tone === 'done' ? 'check' : null} />)}</View>
          <View className="hint"><Facts of={[`卡号 ${c.cardNo}`, issued && `核验码 ${issued.verification}`]} /></View>
        </View>
        {basicFacts(c).map((f) => <KvCell key={f.k} k={f.k} v={f.v} />)}
      </Card>
      <Card flush><CardHead title="家里人" count={`${c.members.length} 口`} />{c.members.map((m, i) => <Cell key={`${i}${m.name}`} title={m.name} after={undefined} hint={<Facts of={[m.relation, ...memberFacts(m)]} />} />)}</Card>
      <Card flush>
        <CardHead title="谁来扶" />
        {c.helpers.length === 0 && <View className="c-2 none">没有登记帮扶责任人。</View>}
        {c.helpers.map((h) => { const phone = dialable(h.phone); return <Cell key={`${h.role}${h.name}`} title={`${h.name}　${h.role === 'first_secretary' ? '第一书记' : '帮扶责任人'}`} hint={<><Facts of={[h.unit, h.post]} />{h.phone && <View>{h.phone}</View>}</>} end={phone && <IconButton icon="phone" label={`打电话给${h.name}`} act={() => dial(phone)} />} /> })}
      </Card>
      <Card flush>
        <CardHead title="怎么扶" count={`${c.measures.length} 项`} />
        {c.measures.length === 0 && <View className="c-2 none">这一年没有登记帮扶措施。</View>}
        {helpRows(c.measures, today).map((m) => <Cell key={m.key} title={m.title} hint={<Facts of={m.hint} />} end={m.amount && <View className="nw">{m.amount}</View>} />)}
      </Card>
      <MoneyCard id={id} content={c} large={large} today={today} />
      <PerHeadCard content={c} />
      <Card>
        <CardHead title="两不愁三保障" end={c.guaranteesOn && <View className="hint">{formatDate(c.guaranteesOn, today)} 核对</View>} />
        <View className="row wrap annual__oks">{c.guarantees.map((g) => <Chip key={g.name} text={`${g.name}${GUARANTEE_WORD(g.ok)}`} tone={g.ok === null ? 'idle' : g.ok ? 'done' : 'danger'} />)}</View>
        <View className="hint pad-t"><Facts of={[`这一年走访 ${c.visits.count} 次`, c.visits.lastOn && `最近 ${formatDate(c.visits.lastOn, today)}`]} /></View>
      </Card>
      {(c.plan || c.result) && <Card flush>{c.plan && <KvCell k="计划" v={c.plan} />}{c.result && <KvCell k="成效" v={c.result} />}</Card>}
      {issued && (
        <Card flush>
          <CardHead title="签字" />
          {signRows(issued.signatures, today, own).map((r) => <KvCell key={r.as} k={r.k} v={<><View className={r.signed ? '' : 'c-warn'}>{r.v}</View>{r.drawn && <View className="sign sign--small" style={{ backgroundImage: signaturePicture(r.drawn) }} {...says('img', { label: `${r.k}的签名` })} />}</>} />)}
        </Card>
      )}
    </>
  )
}

function PerHeadCard({ content }: { content: AnnualCardContent }) {
  const per = perHead(content)
  return (
    <Card>
      <View className="row between wrap"><View className="label">人均纯收入</View><View className="label">{per.line}</View></View>
      <View className="row between wrap base"><View>{per.amount ? <><Text className="hero">{per.amount}</Text><Text className="unit">元</Text></> : <Text className="head">没有数字</Text>}</View>{per.verdict && <Chip text={per.verdict.text} tone={per.verdict.tone} />}</View>
      <View className="label">{per.rule}</View>
      {per.notes.map((note) => <View key={note} className="hint">{note}</View>)}
    </Card>
  )
}

/** Characters of an amount that the table's columns hold; with longer ones it becomes a list. */
const WIDEST = 6

interface MoneyProps { id: string; content: AnnualCardContent; large: boolean; today: string }
function MoneyCard({ id, content: c, large, today }: MoneyProps) {
  const [shown, setShown] = useState<SumRow | null>(null)
  const rows = sumRows(c)
  const names = quarterNames(c.from)
  const act = (row: SumRow) => presses(() => setShown(row), 'button', { label: `${row.spoken}，看是哪几笔` })
  return (
    <Card flush>
      <CardHead title="收入支出" end={<View className="hint">元，点一行看明细</View>} />
      {large || rows.some((row) => [...row.quarters, row.total].some((text) => text.length > WIDEST))
        ? rows.map((row) => (
          <View key={row.name} className="split annual__row pressable" {...act(row)}>
            <View className="row between base"><View className="row">{row.part && <Swatch part={row.part} />}<View className={row.part ? '' : 'b'}>{row.name}</View></View><View className="b nw">{row.total} 元</View></View>
            {row.part && <View className="label annual__quarters">{names.map((n, i) => row.quarters[i] !== '0' && <View key={n}>{n} {row.quarters[i]}</View>)}</View>}
          </View>
        ))
        : (
          <View className="annual__tb">
            <View className="annual__tr annual__tr--hd"><View />{names.map((n) => <View key={n}>{n}</View>)}<View>全年</View></View>
            {rows.map((row) => <View key={row.name} className={`annual__tr pressable${row.part ? '' : ' b'}`} {...act(row)}><View className="row annual__k">{row.part && <Swatch part={row.part} />}{row.short}</View>{row.quarters.map((q, i) => <View key={names[i]}>{q}</View>)}<View className="b">{row.total}</View></View>)}
          </View>
        )}
      {shown && <LinesSheet id={id} year={c.year} row={shown} items={c.items.filter((i) => shown.of === '' || i.group === shown.of)} today={today} onClose={() => setShown(null)} />}
    </Card>
  )
}

interface LinesProps { id: string; year: number; row: SumRow; items: AnnualCardContent['items']; today: string; onClose: () => void }
/** 「这个数怎么来的」: by item, then line by line, with who wrote and who approved. */
function LinesSheet({ id, year, row, items, today, onClose }: LinesProps) {
  const lines = useKeptQuery(`card-lines.${id}.${year}.${row.of || 'all'}`, operations.annualCards.lines, { id, year, ...(row.of && { of: row.of }) })
  return (
    <Overlay title={`${row.name.replace('减去 ', '')} ${row.total} 元`} onClose={onClose}>
      {items.map((i) => <Cell key={i.item.code} title={i.item.label} hint={i.note || undefined} end={<Text className="b nw">{formatFen(i.fen)}</Text>} />)}
      <StateOf of={lines} isEmpty={(view) => view.lines.length === 0} empty={<View className="c-2 none">没有审过的收支。</View>}>
        {(view) => <View><View className="label annual__how">一笔一笔</View>{lineRows(view, today).map((line, i) => <View key={line.key}><Cell title={line.title} hint={<Facts of={line.hint} />} end={<View className="books__end"><Text className="b nw">{line.amount}</Text>{line.waits && <Chip text="未审" tone="warn" />}</View>} />{view.lines[i].evidence.length > 0 && <PhotoStrip household={id} photos={view.lines[i].evidence} />}</View>)}</View>}
      </StateOf>
      <View className="hint pad-t">审过的才算；未审的列在这里，没有算进去。</View>
    </Overlay>
  )
}
