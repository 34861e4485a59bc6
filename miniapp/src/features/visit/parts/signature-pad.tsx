// A signature drawn with a finger: kept as path data in a box of 300 × 150, shown as a picture of it.
import { useRef } from 'react'
import { View } from '@tarojs/components'
import { measure } from '../../../platform/page'
import { says } from '../../../ui/aria'
import { Button } from '../../../ui/basics'
import { Sheet } from '../../../ui/overlay'
import { PAD, penAt, signaturePicture } from '../signature'

interface Touched { touches?: ArrayLike<{ clientX: number; clientY: number }> }
const ID = 'signature-pad'

interface PadProps { value: string; onChange: (path: string) => void; /** Says that it may be left empty. */ optional?: boolean }
export function SignaturePad({ value, onChange, optional }: PadProps) {
  const box = useRef<{ left: number; top: number; width: number; height: number } | null>(null)
  const path = useRef(value)
  path.current = value
  const draw = (event: unknown, begins: boolean) => {
    const touch = (event as Touched).touches?.[0]
    const frame = box.current
    if (!touch || !frame) return
    const next = penAt(path.current, ((touch.clientX - frame.left) / frame.width) * PAD.width, ((touch.clientY - frame.top) / frame.height) * PAD.height, begins)
    if (next !== path.current) { path.current = next; onChange(next) }
  }
  // Where the box lies is known only after the sheet has come to rest, so it is asked at each stroke.
  const begin = (event: unknown) => {
    void measure([ID]).then(([found]) => {
      if (!found) return
      box.current = { left: found.left, top: found.top, width: found.width, height: found.height }
      draw(event, true)
    })
  }
  return (
    <View id={ID} className="sign" style={value ? { backgroundImage: signaturePicture(value) } : {}} catchMove disableScroll
      onTouchStart={begin} onTouchMove={(event) => draw(event, false)} {...says('img', { label: value ? '已经签了' : '空白的签名板，用手指写' })}>
      {!value && <View className="hint sign__ph">请用手指在这里写名字{optional ? '，不签也可以' : ''}</View>}
    </View>
  )
}

interface SheetProps extends PadProps { onClose: () => void; who: string }
export function SignatureSheet({ value, onChange, onClose, who }: SheetProps) {
  return (
    <Sheet title={`${who}签名`} onClose={onClose}>
      <View className="stack">
        <SignaturePad value={value} onChange={onChange} optional />
        <View className="row"><View className="sign__clear"><Button kind="line" text="重写" act={value ? () => onChange('') : undefined} /></View><Button text="签好了" act={onClose} /></View>
      </View>
    </Sheet>
  )
}
