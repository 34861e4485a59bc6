// The four states of a screen: nothing yet, on its way, refused, without a line.
import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { formatInstant, dayOfInstant } from '@onecard/shared/rules/day'
import { now } from '../platform/clock'
import type { Shown } from '../data/use-kept-query'
import { useLasting } from '../data/use-kept-query'
import { says, silent } from './aria'
import { Button, Icon, type Tone } from './basics'
import type { IconName } from './icon-names'

export function Banner({ text, tone = 'warn', icon = 'info', inset }: { text: ReactNode; tone?: Tone; icon?: IconName; inset?: boolean }) {
  return <View className={`banner banner--${tone}${inset ? ' banner--in' : ''}`} {...says('status')}><Icon name={icon} /><View className="grow">{text}</View></View>
}

/** 「离线，看到的是 3月12日 9:40 的数据」 */
export function offlineText(at: number): string {
  return `离线，看到的是 ${formatInstant(at, dayOfInstant(now()))} 的数据`
}

/** Without a line, or asked and refused while there is one: what is shown is old either way, and the words say which. */
export function OfflineBanner({ of }: { of: Pick<Shown<unknown>, 'stale' | 'at' | 'failure'> }) {
  if (!of.stale) return null
  return of.failure ? <Banner icon="alert" text={`刚才没能更新，看到的是 ${formatInstant(of.at, dayOfInstant(now()))} 的数据`} /> : <Banner icon="off" text={offlineText(of.at)} />
}

interface EmptyProps { icon: IconName; tone?: Tone; title: string; lines: string[]; act?: { text: string; run: () => void; icon?: IconName } }
export function Empty({ icon, tone, title, lines, act }: EmptyProps) {
  return (
    <View className="empty">
      <View className={`empty__art${tone && tone !== 'idle' ? ` empty__art--${tone}` : ''}`} {...silent}><Icon name={icon} /></View>
      <View className="empty__t" {...says('heading')}>{title}</View>
      {lines.map((line) => <View key={line} className="empty__p">{line}</View>)}
      {act && <View className="empty__act"><Button small kind="soft" text={act.text} act={act.run} icon={act.icon} /></View>}
    </View>
  )
}

/** One grey bone; width in per cent. */
export function Bone({ width, height, gap = 8 }: { width: number; height: number; gap?: number }) {
  return <View className="sk sk--pulse" style={{ width: `${width}%`, height: `${height}px`, marginTop: `${gap}px` }} />
}

export function SkeletonCard({ rows = 3 }: { rows?: number }) {
  return (
    <View className="card" {...says('status', { label: '正在取数据' })}>
      {Array.from({ length: rows }, (_, i) => <View key={i} style={{ padding: '8px 0' }}><Bone width={48 - (i % 3) * 6} height={18} gap={0} /><Bone width={72 - (i % 2) * 14} height={14} /></View>)}
    </View>
  )
}

interface StateProps<T> { of: Shown<T>; children: (data: T) => ReactNode; skeleton?: ReactNode; isEmpty?: (data: T) => boolean; empty?: ReactNode }
/** Shows what there is; else says why there is nothing, and what to do. */
export function StateOf<T>({ of, children, skeleton, isEmpty, empty }: StateProps<T>) {
  const slow = useLasting(of.data === undefined && of.failure === null && !of.waiting)
  if (of.data !== undefined) return <>{isEmpty?.(of.data) ? empty : children(of.data)}</>
  if (of.waiting) return <Empty icon="off" tone="warn" title="没有信号" lines={['手机里没有存下这一页。', '有信号后会自动打开。']} act={{ text: '再试一次', run: of.retry, icon: 'refresh' }} />
  if (of.failure) {
    return <Empty icon={of.failure.unreachable ? 'off' : 'alert'} tone={of.failure.unreachable ? 'warn' : 'danger'} title={of.failure.title} lines={[of.failure.detail]} act={{ text: '再试一次', run: of.retry, icon: 'refresh' }} />
  }
  return slow ? <>{skeleton ?? <View className="stack"><SkeletonCard /><SkeletonCard rows={4} /></View>}</> : null
}
