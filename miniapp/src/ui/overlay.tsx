// What lies over a page: sheets, questions, and short words.
import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { create } from 'zustand'
import { presses, says, silent } from './aria'
import { Button, Icon } from './basics'

interface SheetProps { title: string; children: ReactNode; onClose: () => void }
export function Sheet({ title, children, onClose }: SheetProps) {
  return (
    <>
      <View className="dim" onClick={onClose} catchMove {...silent} />
      <View className="sheet" {...says('dialog', { label: title })}>
        <View className="sheet__grab" {...silent} />
        <View className="sheet__hd">
          <View className="head" {...says('heading')}>{title}</View>
          <View className="sheet__x" {...presses(onClose, 'button', { label: '关上' })}><Icon name="x" /></View>
        </View>
        {children}
      </View>
    </>
  )
}

interface DialogProps { title: string; text: string; yes: string; no: string; onYes: () => void; onNo: () => void; busy?: boolean; /** No danger, though it deserves a second look. */ plain?: boolean }
/** A danger says what will happen, with the name in it. */
export function Dialog({ title, text, yes, no, onYes, onNo, busy, plain }: DialogProps) {
  return (
    <>
      <View className="dim" catchMove {...silent} />
      <View className="dialog stack" {...says('dialog', { label: title })}>
        <View className="title" {...says('heading')}>{title}</View>
        <View className="c-2">{text}</View>
        <Button kind={plain ? 'main' : 'danger'} text={yes} act={onYes} busy={busy} />
        <Button kind="soft" text={no} act={onNo} />
      </View>
    </>
  )
}

export const TOAST_MS = 5000
interface ToastAct { text: string; run: () => void }
const useToast = create<{ text: string | null; act: ToastAct | null; serial: number }>(() => ({ text: null, act: null, serial: 0 }))

/** Says that something was done, for five seconds; `act` takes it back. */
export function toast(text: string, act: ToastAct | null = null): void {
  const serial = useToast.getState().serial + 1
  useToast.setState({ text, act, serial })
  setTimeout(() => { if (useToast.getState().serial === serial) useToast.setState({ text: null, act: null }) }, TOAST_MS)
}

export function Toast() {
  const { text, act } = useToast()
  if (!text) return null
  const run = act && (() => { useToast.setState({ text: null, act: null }); act.run() })
  return (
    <View className={`toast${run ? ' toast--act' : ''}`}>
      <View className="grow" {...says('status')}>{text}</View>
      {act && run && <View className="toast__act" {...presses(run, 'button', { label: act.text })}>{act.text}</View>}
    </View>
  )
}
