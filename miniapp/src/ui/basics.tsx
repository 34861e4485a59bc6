// The parts that every screen is made of.
import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { presses, says, silent } from './aria'
import type { IconName } from './icon-names'

export type Tone = 'danger' | 'warn' | 'done' | 'info' | 'idle'

export function Icon({ name, size, className = '' }: { name: IconName; size?: 's' | 'l'; className?: string }) {
  return <View className={`i i-${name}${size ? ` i--${size}` : ''} ${className}`} {...silent} />
}

/**
 * Facts with a dot between; empty ones are left out. A fact breaks as a whole where it can. Each carries its dot in front, and the
 * dots of those that begin a line lie outside the frame: so no line begins or ends with one, wherever it breaks.
 */
export function Facts({ of }: { of: (string | null | undefined | false)[] }) {
  const facts = of.filter((f): f is string => typeof f === 'string' && f !== '')
  return facts.length === 0 ? null : <View className="facts"><View className="facts__in">{facts.map((fact, i) => <View key={`${i}${fact}`} className="fact">{fact}</View>)}</View></View>
}

interface CardProps { children: ReactNode; flush?: boolean; bg?: boolean; id?: string; label?: string; className?: string }
export function Card({ children, flush, bg, id, label, className = '' }: CardProps) {
  return <View id={id} className={`card${flush ? ' card--flush' : ''}${bg ? ' card--bg' : ''} ${className}`} {...(label ? says('group', { label }) : {})}>{children}</View>
}

/** 48 px head: title, count in grey, and a link or chip on the right. */
export function CardHead({ title, count, end }: { title: string; count?: string; end?: ReactNode }) {
  return (
    <View className="card__hd">
      <View className="head" {...says('heading', { level: 2 })}>{title}{count && <Text className="card__n">{count}</Text>}</View>
      {end}
    </View>
  )
}

export function Link({ text, act, icon = true, label }: { text: string; act: () => void; icon?: boolean; label?: string }) {
  return <View className="link pressable" {...presses(act, 'button', { label: label ?? text })}>{text}{icon && <Icon name="go" size="s" />}</View>
}

interface CellProps {
  /** In 600, with `after` behind a gap: a name and its place. */
  name?: string
  title?: ReactNode
  after?: string
  hint?: ReactNode
  end?: ReactNode
  chip?: boolean
  dot?: { icon: IconName; tone?: Tone }
  act?: () => void
  /** What is read out; needed where the parts make no sentence. */
  label?: string
  last?: boolean
}
export function Cell({ name, title, after, hint, end, chip, dot, act, label, last }: CellProps) {
  const classes = `cell${chip ? ' cell--chip' : ''}${dot ? ' cell--dot' : ''}${last ? ' cell--last' : ''}${act ? ' cell--act' : ''}`
  return (
    <View className={classes} {...(act ? presses(act, 'button', { label }) : {})}>
      {dot && <View className={`dot${dot.tone ? ` dot--${dot.tone}` : ''}`}><Icon name={dot.icon} /></View>}
      <View className="cell__main">
        <View className="cell__t">{name && <Text className="b">{name}</Text>}{name && after && <Text className="cell__gap" />}{after}{title}</View>
        {hint && <View className="cell__s">{hint}</View>}
      </View>
      {end && <View className="cell__end">{end}</View>}
      {act && <Icon name="go" className="cell__go" />}
    </View>
  )
}

export function KvCell({ k, v, end, act, label }: { k: string; v: ReactNode; end?: ReactNode; act?: () => void; label?: string }) {
  return (
    <View className="cell cell--kv" {...(act ? presses(act, 'button', { label }) : {})}>
      <View className="cell__k">{k}</View>
      <View className="cell__v">{v}</View>
      {end}
      {act && <Icon name="go" className="cell__go" />}
    </View>
  )
}

/** A masked value, and the way to see the whole of it where there is one. */
export function Secret({ word, value, act, label }: { word: string; value: string; act?: () => void; label?: string }) {
  return (
    <View className="secret">
      <View className="secret__v">{word} {value}</View>
      {act && <View className="link pressable" {...presses(act, 'button', { label })}>看全号</View>}
    </View>
  )
}

/** Up or down against an earlier day: the arrow is for the eye, the words say the same. `good` = which way is the better one; absent = neither. */
export function Change({ by, unit, since, good }: { by: number; unit: string; since: string; good?: 'up' | 'down' }) {
  if (by === 0) return <View className="change">和{since}一样</View>
  const up = by > 0
  const tone = good === undefined ? '' : (good === 'up') === up ? ' c-pri' : ' c-dan'
  return <View className={`change${tone}`}><Icon name={up ? 'up' : 'dn'} size="s" /><View className="change__t">比{since}{up ? '多' : '少'} {Math.abs(by)} {unit}</View></View>
}

interface ButtonProps { text: string; act?: () => void; kind?: 'main' | 'line' | 'soft' | 'danger'; small?: boolean; icon?: IconName; busy?: boolean; off?: boolean; label?: string }
export function Button({ text, act, kind = 'main', small, icon, busy, off, label }: ButtonProps) {
  const disabled = off || busy || !act
  return (
    <View className={`btn ${disabled && kind === 'main' ? 'btn--off' : `btn--${kind}`}${small ? ' btn--s' : ''}`} {...presses(disabled ? undefined : act, 'button', { label: label ?? text })}>
      {icon && <Icon name={icon} />}{text}
    </View>
  )
}

/** A round button of an icon alone; the label says what it does. */
export function IconButton({ icon, label, act }: { icon: IconName; label: string; act: () => void }) {
  return <View className="ib pressable" {...presses(act, 'button', { label })}><Icon name={icon} /></View>
}

const CHIP_ICON: Partial<Record<Tone, IconName>> = { danger: 'alert', warn: 'clock', done: 'check' }
/** `icon` undefined = that of the tone; null = none. */
export function Chip({ text, tone = 'idle', icon }: { text: string; tone?: Tone; icon?: IconName | null }) {
  const drawn = icon === undefined ? CHIP_ICON[tone] : icon
  return <View className={`chip chip--${tone}`}>{drawn && <Icon name={drawn} />}{text}</View>
}

interface PickProps { text: string; on: boolean; act: () => void; icon?: IconName; /** `warn`: a problem was named. */ tone?: 'warn'; big?: boolean; full?: boolean; /** Draws the tick too: where several may be chosen. */ tick?: boolean; hint?: string; label?: string }
export function Pick({ text, on, act, icon, tone, big, full, tick, hint, label }: PickProps) {
  const drawn = on && tick ? 'check' : icon
  return (
    <View className={`pick${on ? tone === 'warn' ? ' pick--warn' : ' pick--on' : ''}${big ? ' pick--big' : ''}${full ? ' pick--full' : ''}${hint ? ' pick--hint' : ''}`} {...presses(act, 'button', { label: `${label ?? text}${on ? '，已选' : ''}` })}>
      {drawn && <Icon name={drawn} />}{hint ? <View className="grow"><View>{text}</View><View className="hint">{hint}</View></View> : text}
    </View>
  )
}

export function Avatar({ name }: { name: string }) {
  return <View className="av" {...silent}>{name.slice(0, 1)}</View>
}
