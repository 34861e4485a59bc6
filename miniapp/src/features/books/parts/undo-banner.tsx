// 「撤销通过」, as long as the server takes it back.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useQueryClient } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { call } from '../../../data/call'
import { asFailure } from '../../../data/failure'
import { newKey } from '../../../data/outbox/new-key'
import { now } from '../../../platform/clock'
import { Button } from '../../../ui/basics'
import { toast } from '../../../ui/overlay'
import { Banner } from '../../../ui/states'
import { forgetBatch } from '../batches'
import { undoneWord } from '../queue-view'

const TICK_MS = 15_000

interface UndoProps { undo: { batch: string; until: string }; /** Of one sheet. */ household?: string; text?: string; onDone?: () => void }
export function UndoBanner({ undo, household, text = '已通过', onDone }: UndoProps) {
  const [at, setAt] = useState(now())
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  useEffect(() => { const timer = setInterval(() => setAt(now()), TICK_MS); return () => clearInterval(timer) }, [])
  const left = Math.ceil((Date.parse(undo.until) - at) / 60_000)
  if (left <= 0) return null
  const run = async () => {
    setBusy(true)
    try {
      const done = await call(operations.sheets.undo, { batch: undo.batch }, { key: await newKey() })
      forgetBatch(undo.batch)
      toast(undoneWord(done))
      onDone?.()
      await client.invalidateQueries({ predicate: ({ queryKey }) => /^(sheet|kept)/.test(String(queryKey[0])) && (household === undefined || String(queryKey[1]).includes(household) || String(queryKey[0]) !== 'kept' || /queue/.test(String(queryKey[1]))) })
    } catch (error) {
      toast(`${asFailure(error).title}。${asFailure(error).detail}`)
    } finally {
      setBusy(false)
    }
  }
  return <Banner tone="done" icon="check" text={<View className="row between wrap"><View>{text}，还能撤销 {left} 分钟</View><Button small kind="line" text="撤销" busy={busy} act={() => { void run() }} label="撤销通过" /></View>} />
}
