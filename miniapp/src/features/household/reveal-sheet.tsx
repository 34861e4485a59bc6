// A full number is shown only after a reason, for a minute at most and while it is looked at, and never kept on the phone.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { useLeaving } from '../../platform/leaving'
import { asFailure, type Failure } from '../../data/failure'
import { Banner } from '../../ui/states'
import { Button, Pick } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Sheet } from '../../ui/overlay'

export type Revealed = 'certificate' | 'phone' | 'bank'
export interface RevealTarget { member: string; name: string; field: Revealed }

/** How each number is called, how it is grouped for reading, and why it is usually needed. */
const KINDS: Record<Revealed, { word: string; group: (value: string) => string; reasons: string[] }> = {
  certificate: { word: '证件号码', group: (v) => v.replace(/(.{6})(.{8})(.+)/, '$1 $2 $3'), reasons: ['核对证件信息', '办理补贴发放', '更正登记信息', '办理医疗救助'] },
  phone: { word: '电话', group: (v) => v.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3'), reasons: ['联系本人核实情况', '通知办理手续', '更正登记信息'] },
  bank: { word: '银行账号', group: (v) => v.replace(/(.{4})(?=.)/g, '$1 '), reasons: ['办理补贴发放', '核对补贴到账', '更正登记信息'] },
}
const SHOWN_MS = 60_000
const SHORTEST = 4

interface RevealProps { household: string; target: RevealTarget; onClose: () => void }
export function RevealSheet({ household, target, onClose }: RevealProps) {
  const kind = KINDS[target.field]
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [value, setValue] = useState<string | null>(null)
  useEffect(() => {
    if (value === null) return
    const timer = setTimeout(onClose, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [value, onClose])
  useLeaving(onClose)
  const ask = async () => {
    setBusy(true)
    setFailure(null)
    try {
      setValue((await call(operations.households.reveal, { id: household, member: target.member, field: target.field, reason: reason.trim() })).value)
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title={`${target.name}的${kind.word}`} onClose={onClose}>
      {value !== null
        ? <View className="stack"><View className="num reveal__value">{kind.group(value)}</View><View className="hint">一分钟后或离开这一页就收起，不会存在手机里。</View><Button text="看好了" act={onClose} /></View>
        : (
          <View className="stack">
            <Banner inset tone="info" text="看完整号码要写明原因，会记下您是谁、什么时候、为什么。" />
            <View className="picks">{kind.reasons.map((r) => <Pick key={r} text={r} on={reason === r} act={() => setReason(r)} />)}</View>
            <Field label="原因，至少 4 个字" value={reason} onInput={setReason} max={200} error={failure ? `${failure.title}。${failure.detail}` : undefined} />
            <Button text="写明原因，查看" act={() => { void ask() }} busy={busy} off={reason.trim().length < SHORTEST} />
          </View>
        )}
    </Sheet>
  )
}
