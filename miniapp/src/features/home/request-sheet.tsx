// The prefecture sees totals; one household only by its number and a reason, for a day, and on record.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { asFailure, type Failure } from '../../data/failure'
import { open } from '../../platform/page'
import { Button } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Sheet } from '../../ui/overlay'
import { Banner } from '../../ui/states'

export function RequestSheet({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const ask = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const { household } = await call(operations.households.request, { text: text.trim(), reason: reason.trim() })
      onClose()
      open('pages/household/index', { id: household.id, way: 'link' })
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title="写明理由查一户" onClose={onClose}>
      <View className="stack">
        <Banner inset tone="info" text="开放一天，会记下您是谁、什么时候、为什么。" />
        {failure && <Banner inset tone="danger" icon="alert" text={`${failure.title}。${failure.detail}`} />}
        <Field label="门牌上的 8 位数字或整段编码" value={text} onInput={setText} max={64} />
        <Field label="理由，至少 4 个字" value={reason} onInput={setReason} max={200} />
        <Button text="查这一户" act={() => { void ask() }} busy={busy} off={text.trim().length < 8 || reason.trim().length < 4} />
      </View>
    </Sheet>
  )
}
