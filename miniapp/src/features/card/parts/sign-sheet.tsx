// Signing a frozen card: with a finger, or on one's own phone with a tap.
import { useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { IssuedCardView, SignatureView } from '@onecard/shared/contract/annual-cards.views'
import { call } from '../../../data/call'
import { asFailure } from '../../../data/failure'
import { newKey } from '../../../data/outbox/new-key'
import { useOnline } from '../../../data/use-kept-query'
import { Button } from '../../../ui/basics'
import { Sheet, toast } from '../../../ui/overlay'
import { Banner } from '../../../ui/states'
import { SignaturePad } from '../../visit/parts/signature-pad'

interface SignProps { id: string; issued: IssuedCardView; as: SignatureView['as']; /** The household signs on the phone that somebody holds out: then only a drawn one counts. */ held: boolean; who: string; onClose: () => void; onDone: () => void }
export function SignSheet({ id, issued, as, held, who, onClose, onDone }: SignProps) {
  const online = useOnline()
  const [drawn, setDrawn] = useState('')
  const [busy, setBusy] = useState(false)
  // One key for this signing: a lost answer is asked for again, not signed twice.
  const key = useRef<string | null>(null)
  const sign = async () => {
    setBusy(true)
    try {
      key.current ??= await newKey()
      await call(operations.annualCards.sign, { id, year: issued.year, version: issued.version, as, hash: issued.hash, ...(drawn && { drawn }) }, { key: key.current })
      toast('签好了')
      onDone()
    } catch (error) {
      const failure = asFailure(error)
      toast(failure.unreachable ? '没有连上。再点一次，不会签两遍。' : `${failure.title}。${failure.detail}`)
      if (!failure.unreachable) key.current = null
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title={held ? '请户主签字' : '签字'} onClose={onClose}>
      <View className="stack">
        <View className="c-2">{held ? `请${who}本人看过这一张，用手指签名。` : '签的是眼前这一版；以后改了会出新的一版，再请您看。'}</View>
        <SignaturePad value={drawn} onChange={setDrawn} optional={!held} />
        {!online && <Banner inset icon="off" text="现在没有信号，签字要连上网。" />}
        <View className="row"><View className="sign__clear"><Button kind="line" text="重写" act={drawn ? () => { key.current = null; setDrawn('') } : undefined} /></View><Button icon="sign" text={busy ? '正在签…' : `签第 ${issued.version} 版`} busy={busy} off={!online || (held && drawn === '')} act={() => { void sign() }} /></View>
      </View>
    </Sheet>
  )
}
