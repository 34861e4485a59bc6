// 「有新版本」: said quietly, and only while nothing is half typed or on its way.
import { View } from '@tarojs/components'
import { create } from 'zustand'
import { lineFree } from '../data/call'
import { useHalfTyped } from '../data/drafts'
import { useOutbox } from '../data/outbox/outbox'
import { applyUpdate, watchUpdates } from '../platform/updates'
import { presses } from './aria'
import { Icon } from './basics'

/** The first screen has what it needs. */
const FREE_MS = 800

const useReady = create<{ ready: boolean }>(() => ({ ready: false }))

/** Once, at the program's start. */
export function startUpdates(): void { watchUpdates(() => useReady.setState({ ready: true }), () => lineFree(FREE_MS)) }

export function UpdateBar() {
  const ready = useReady((s) => s.ready)
  const typing = useHalfTyped()
  const { running } = useOutbox()
  if (!ready || typing || running) return null
  return <View className="banner banner--info update pressable" {...presses(applyUpdate, 'button', { label: '有新版本，点一下更新' })}><Icon name="refresh" /><View className="grow">有新版本，点一下更新</View></View>
}
