// Choosing among few, and standing somewhere on a way.
import { useId } from 'react'
import { Text, View } from '@tarojs/components'
import { presses, says, silent } from './aria'
import { Icon } from './basics'
import type { IconName } from './icon-names'
import { ScrollRow } from './scroll-row'

export interface Choice<K extends string> { key: K; text: string }

export function Seg<K extends string>({ items, on, act }: { items: readonly Choice<K>[]; on: K; act: (key: K) => void }) {
  return (
    <View className="seg" {...says('tablist')}>
      {items.map((item) => <View key={item.key} className={`seg__i${item.key === on ? ' seg__i--on' : ''}`} {...presses(() => act(item.key), 'tab', { selected: item.key === on })}>{item.text}</View>)}
    </View>
  )
}

/** The sections of one long page; stays in sight, and so does the section that is being read. */
export function JumpBar<K extends string>({ items, on, act }: { items: readonly Choice<K>[]; on: K; act: (key: K) => void }) {
  const row = `jump${useId().replace(/\W/g, '')}`
  return (
    <ScrollRow className="jump" label="这一页的部分" shows={`${row}-${on}`}>
      {items.map((item) => <View key={item.key} id={`${row}-${item.key}`} className={`jump__i${item.key === on ? ' jump__i--on' : ''}`} {...presses(() => act(item.key), 'button', { label: item.key === on ? `${item.text}，正在看` : item.text })}>{item.text}</View>)}
    </ScrollRow>
  )
}

export function Switch({ on, label, act }: { on: boolean; label: string; act: (on: boolean) => void }) {
  return <View className={`switch${on ? ' switch--on' : ''}`} {...presses(() => act(!on), 'switch', { label, checked: on })} />
}

/** A cell that is a switch as a whole: a tap anywhere on it turns it. */
export function SwitchCell({ icon, title, hint, on, act, last }: { icon: IconName; title: string; hint: string; on: boolean; act: (on: boolean) => void; last?: boolean }) {
  return (
    <View className={`cell cell--dot cell--act${last ? ' cell--last' : ''}`} {...presses(() => act(!on), 'switch', { label: `${title}，${hint}`, checked: on })}>
      <View className="dot"><Icon name={icon} /></View>
      <View className="cell__main"><View className="cell__t">{title}</View><View className="cell__s">{hint}</View></View>
      <View className={`switch${on ? ' switch--on' : ''}`} {...silent} />
    </View>
  )
}

export interface Step { title: string; text?: string; state: 'done' | 'now' | 'later'; word?: string; /** A tap on the step, and what is read out then. */ act?: () => void; label?: string }
export function Steps({ items }: { items: readonly Step[] }) {
  return (
    <View>
      {items.map((step, i) => (
        <View key={`${i}${step.title}`} className={`step step--${step.state}${i === items.length - 1 ? ' step--end' : ''}${step.act ? ' step--act' : ''}`} {...(step.act ? presses(step.act, 'button', { label: step.label }) : {})}>
          <View className="step__k" {...silent}>{step.state === 'done' && <Icon name="check" />}</View>
          <View className="row wrap"><Text className="step__t">{step.title}</Text>{step.word && <View className="chip chip--info">{step.word}</View>}</View>
          {step.text && <View className="step__s">{step.text}</View>}
          {step.act && <Icon name="go" className="step__go" />}
        </View>
      ))}
    </View>
  )
}
