// A full number is shown only after a reason, for half a minute, and never kept on the phone.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { asFailure, type Failure } from '../../data/failure'
import { Banner } from '../../ui/states'
import { Button, Pick } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Sheet } from '../../ui/overlay'

const REASONS = ['核对证件信息', '办理补贴发放', '更正登记信息', '办理医疗救助']
const SHOWN_MS = 30_000
const SHORTEST = 4

interface RevealProps { household: string; member: { id: string; name: string }; onClose: () => void }
export function RevealSheet({ household, member, onClose }: RevealProps) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [value, setValue] = useState<string | null>(null)
  useEffect(() => {
    if (value === null) return
    const timer = setTimeout(onClose, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [value, onClose])
  const ask = async () => {
    setBusy(true)
    setFailure(null)
    try {
      setValue((await call(operations.households.reveal, { id: household, member: member.id, field: 'certificate', reason: reason.trim() })).value)
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title={`${member.name}的证件号码`} onClose={onClose}>
      {value !== null
        ? <View className="stack"><View className="num reveal__value">{value.replace(/(.{6})(.{8})(.+)/, '$1 $2 $3')}</View><View className="hint">半分钟后自动收起，不会存在手机里。</View><Button text="看好了" act={onClose} /></View>
        : (
          <View className="stack">
            <Banner inset tone="info" text="看完整号码要写明原因，会记下您是谁、什么时候、为什么。" />
            <View className="picks">{REASONS.map((r) => <Pick key={r} text={r} on={reason === r} act={() => setReason(r)} />)}</View>
            <Field label="原因，至少 4 个字" value={reason} onInput={setReason} max={200} error={failure ? `${failure.title}。${failure.detail}` : undefined} />
            <Button text="写明原因，查看" act={() => { void ask() }} busy={busy} off={reason.trim().length < SHORTEST} />
          </View>
        )}
    </Sheet>
  )
}
