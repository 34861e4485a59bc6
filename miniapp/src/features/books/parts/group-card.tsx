// One part of a month: its sum, its lines with the amount to type in, and the way to one more.
import { useState } from 'react'
import { Input, View } from '@tarojs/components'
import type { Term } from '@onecard/shared/contract/common.views'
import type { SheetLineView } from '@onecard/shared/contract/sheets.views'
import { formatAmount, formatFen, parseFen } from '@onecard/shared/rules/fen'
import { presses, says } from '../../../ui/aria'
import { Button, Card, Facts, Icon } from '../../../ui/basics'
import { DECIMAL } from '../../../ui/decimal'
import { Swatch, type Part } from '../../../ui/figures'
import { itemWord } from '../items'
import { calculated, fenOf, lastFen, termOf, type LineDraft } from '../sheet-form'

export interface GroupProps {
  name: string
  part?: Part
  add: string
  sumFen: number
  lines: readonly LineDraft[]
  items: readonly Term[]
  members: readonly { id: string; name: string }[]
  last: readonly SheetLineView[] | null
  faults: Readonly<Record<string, string>>
  /** Reasons in words, by line. */
  warnings: ReadonlyMap<string, readonly string[]>
  /** Of the whole part. */
  said?: readonly string[]
  onYuan: (key: string, yuan: string) => void
  onOpen: (key: string) => void
  onAdd: () => void
}
export function GroupCard({ name, part, add, sumFen, lines, items, members, last, faults, warnings, said = [], onYuan, onOpen, onAdd }: GroupProps) {
  return (
    <Card flush label={`${name} ${formatFen(sumFen)}`}>
      <View className="card__hd"><View className="row">{part && <Swatch part={part} />}<View className="head" {...says('heading', { level: 2 })}>{name}</View></View><View className="b">{formatFen(sumFen)}</View></View>
      {lines.map((line) => <Line key={line.key} line={line} term={termOf(items, line.item)} member={members.find((m) => m.id === line.member)?.name} last={last && lastFen(line, last)} fault={faults[line.key]} warnings={warnings.get(line.key) ?? []} onYuan={(yuan) => onYuan(line.key, yuan)} onOpen={() => onOpen(line.key)} />)}
      {said.length > 0 && <View className="books__warn" {...says('status')}><Icon name="alert" /><View className="grow">{said.map((text) => <View key={text}>{text}</View>)}</View></View>}
      <View className="books__add pressable" {...presses(onAdd, 'button', { label: `加一笔${add}` })}><Icon name="plus" size="s" />加一笔{add}</View>
    </Card>
  )
}

interface LineProps { line: LineDraft; term: Term; member?: string; last: number | null; fault?: string; warnings: readonly string[]; onYuan: (yuan: string) => void; onOpen: () => void }
function Line({ line, term, member, last, fault, warnings, onYuan, onOpen }: LineProps) {
  const [on, setOn] = useState(false)
  const product = calculated(line)
  const fen = fenOf(line)
  const photos = line.photos.length + line.evidence.length
  const price = parseFen(line.price)
  const tone = fault ? ' books__amt--bad' : warnings.length > 0 ? ' books__amt--warn' : on ? ' books__amt--on' : ''
  const word = itemWord(term)
  const facts = [member, product && `${line.quantity}${line.unit ? ` ${line.unit}` : ''} × ${price === null ? line.price : formatAmount(price)} 元`, line.note, last !== null && `上月 ${formatAmount(last)}`, photos > 0 && `${photos} 张凭证`]
  return (
    <View className="books__line">
      <View className="row">
        <View className="grow books__what pressable" {...presses(onOpen, 'button', { label: `${word}${member ? `，${member}` : ''}，改说明、凭证，或去掉` })}>
          <View className="cell__t">{word}<Icon name="go" size="s" className="c-mark" /></View>
          <View className="cell__s"><Facts of={facts} /></View>
        </View>
        {product
          ? <View className={`books__amt pressable${tone}`} {...presses(onOpen, 'button', { label: `${word} ${fen === null ? '算不出' : formatFen(fen)}，改数量和单价` })}><View className="books__v">{fen === null ? '—' : formatAmount(fen)}</View><View className="unit">元</View></View>
          : <View className={`books__amt${tone}`}><Input className="books__v" aria-label={`${word}${member ? ` ${member}` : ''}的金额`} {...DECIMAL} value={line.yuan} maxlength={12} placeholder="0" placeholderClass="ph" focus={line.yuan === '' && line.key.startsWith('n')} onFocus={() => setOn(true)} onBlur={() => setOn(false)} onInput={(event) => onYuan(String(event.detail.value))} /><View className="unit">元</View></View>}
      </View>
      {fault && <View className="field__n"><Icon name="alert" />{fault}</View>}
      {warnings.length > 0 && (
        <View className="books__warn" {...says('status')}>
          <Icon name="alert" />
          <View className="grow">{warnings.map((text) => <View key={text}>{text}</View>)}{photos === 0 && <View className="books__proof"><Button small kind="line" icon="camera" text="拍凭证" act={onOpen} label={`给${word}拍凭证`} /></View>}</View>
        </View>
      )}
    </View>
  )
}
