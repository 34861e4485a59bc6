// One line in full: how it comes to its amount, whose it is, what proves it.
import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Term } from '@onecard/shared/contract/common.views'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { formatFen } from '@onecard/shared/rules/fen'
import { Button, Pick } from '../../../ui/basics'
import { Field } from '../../../ui/field'
import { Sheet } from '../../../ui/overlay'
import { PhotoStrip } from '../../photos/photo-strip'
import { byQuantity, itemWord, unitsOf } from '../items'
import { calculated, EVIDENCE_MOST, fenOf, type LineDraft } from '../sheet-form'

interface LineSheetProps { household: string; number?: string; line: LineDraft; term: Term; members: readonly { id: string; name: string }[]; served: readonly PhotoView[]; onChange: (change: Partial<LineDraft>) => void; onDrop: () => void; onClose: () => void }
export function LineSheet({ household, number, line, term, members, served, onChange, onDrop, onClose }: LineSheetProps) {
  const [counts, setCounts] = useState(calculated(line) || (line.yuan === '' && byQuantity(line.item)))
  const fen = fenOf(line)
  const own = served.filter((p) => line.evidence.includes(p.sha256))
  return (
    <Sheet title={itemWord(term)} onClose={onClose}>
      <View className="stack">
        <View className="picks"><Pick text="直接填金额" on={!counts} act={() => { setCounts(false); onChange({ quantity: '', price: '', yuan: fen !== null && calculated(line) ? String(fen / 100) : line.yuan }) }} /><Pick text="数量 × 单价" on={counts} act={() => { setCounts(true); if (line.unit === '') onChange({ unit: unitsOf(line.item)[0] }) }} /></View>
        {counts
          ? (
            <View className="stack">
              <View className="books__two"><Field label="数量" value={line.quantity} onInput={(quantity) => onChange({ quantity })} digits="decimal" max={12} placeholder="3" /><Field label="单价" value={line.price} onInput={(price) => onChange({ price })} digits="decimal" max={12} placeholder="800" end={<View className="unit">元</View>} /></View>
              <View className="picks">{unitsOf(line.item).map((unit) => <Pick key={unit} text={unit} on={line.unit === unit} act={() => onChange({ unit })} label={`单位 ${unit}`} />)}<View className="books__unit"><Field spoken="别的单位" value={unitsOf(line.item).includes(line.unit) ? '' : line.unit} onInput={(unit) => onChange({ unit })} max={8} placeholder="别的单位" /></View></View>
              <View className="sumline b">{calculated(line) ? fen === null ? '数量和单价要填数字' : `一共 ${formatFen(fen)}` : '填好数量和单价，金额自己算出来'}</View>
            </View>
          )
          : <Field label="金额" value={line.yuan} onInput={(yuan) => onChange({ yuan, quantity: '', price: '' })} digits="decimal" max={12} placeholder="0" end={<View className="unit">元</View>} />}
        {members.length > 1 && <View><View className="field__l">谁的</View><View className="picks"><Pick text="全家" on={line.member === null} act={() => onChange({ member: null })} />{members.map((m) => <Pick key={m.id} text={m.name} on={line.member === m.id} act={() => onChange({ member: m.id })} />)}</View></View>}
        <Field label="说明" value={line.note} onInput={(note) => onChange({ note })} max={60} placeholder="比如：在果站装箱、卖给收购站" />
        <View><View className="field__l"><View>凭证</View><View className="hint">收条、存折、合同，最多 {EVIDENCE_MOST} 张</View></View>
          <PhotoStrip household={household} photos={[...own, ...line.photos]} onChange={(photos) => onChange({ photos })} stamp={{ number }} most={EVIDENCE_MOST} />
        </View>
        <View className="row"><View className="sign__clear"><Button kind="line" text="去掉" act={onDrop} label={`去掉${itemWord(term)}这一笔`} /></View><Button text="好了" act={onClose} /></View>
      </View>
    </Sheet>
  )
}

interface AddSheetProps { title: string; terms: readonly Term[]; onPick: (code: string) => void; onClose: () => void }
export function AddSheet({ title, terms, onPick, onClose }: AddSheetProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      {terms.length === 0 && <View className="c-2 none">这一类有哪些项，手机里还没有；有一次信号就会存下。</View>}
      <View className="picks">{terms.map((t) => <Pick key={t.code} big text={itemWord(t)} on={false} act={() => onPick(t.code)} label={t.label} />)}</View>
    </Sheet>
  )
}
