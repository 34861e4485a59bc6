// What waits to be sent, as other pages show it: a line on 首页, a cell on 我的.
import { View } from '@tarojs/components'
import { useOutbox } from '../../data/outbox/outbox'
import { open } from '../../platform/page'
import { Card, Cell } from '../../ui/basics'
import { pendingWord } from './pending-word'

const PAGE = 'packages/sync/index/index'

/** Nothing while nothing waits. */
export function PendingLine() {
  const { waiting, refused } = useOutbox()
  if (waiting === 0) return null
  return <View className="in stack"><Card flush><Cell dot={{ icon: refused > 0 ? 'alert' : 'clock', tone: refused > 0 ? 'danger' : 'warn' }} title="待上传的" hint={pendingWord(waiting, refused)} label={`待上传的，${pendingWord(waiting, refused)}`} act={() => open(PAGE)} last /></Card></View>
}

export function PendingCell({ last }: { last?: boolean }) {
  const { waiting, refused } = useOutbox()
  return <Cell dot={{ icon: refused > 0 ? 'alert' : waiting > 0 ? 'clock' : 'check', tone: refused > 0 ? 'danger' : waiting > 0 ? 'warn' : 'idle' }} title="上传" hint={pendingWord(waiting, refused)} label={`上传，${pendingWord(waiting, refused)}`} act={() => open(PAGE)} last={last} />
}
