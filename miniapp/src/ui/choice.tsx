// Choosing among few, and standing somewhere on a way.
import { Text, View } from '@tarojs/components'
import { presses, says, silent } from './aria'
import { Icon } from './basics'

export interface Choice<K extends string> { key: K; text: string }

export function Seg<K extends string>({ items, on, act }: { items: readonly Choice<K>[]; on: K; act: (key: K) => void }) {
  return (
    <View className="seg" {...says('tablist')}>
      {items.map((item) => <View key={item.key} className={`seg__i${item.key === on ? ' seg__i--on' : ''}`} {...presses(() => act(item.key), 'tab', { selected: item.key === on })}>{item.text}</View>)}
    </View>
  )
}

/** The sections of one long page; stays in sight. */
export function JumpBar<K extends string>({ items, on, act }: { items: readonly Choice<K>[]; on: K; act: (key: K) => void }) {
  return (
    <View className="jump" {...says('navigation', { label: '这一页的部分' })}>
      {items.map((item) => <View key={item.key} className={`jump__i${item.key === on ? ' jump__i--on' : ''}`} {...presses(() => act(item.key), 'button', { label: item.key === on ? `${item.text}，正在看` : item.text })}>{item.text}</View>)}
    </View>
  )
}

export function Switch({ on, label, act }: { on: boolean; label: string; act: (on: boolean) => void }) {
  return <View className={`switch${on ? ' switch--on' : ''}`} {...presses(() => act(!on), 'switch', { label, checked: on })} />
}

export interface Step { title: string; text?: string; state: 'done' | 'now' | 'later'; word?: string }
export function Steps({ items }: { items: readonly Step[] }) {
  return (
    <View>
      {items.map((step, i) => (
        <View key={`${i}${step.title}`} className={`step step--${step.state}${i === items.length - 1 ? ' step--end' : ''}`}>
          <View className="step__k" {...silent}>{step.state === 'done' && <Icon name="check" />}</View>
          <View className="row wrap"><Text className="step__t">{step.title}</Text>{step.word && <View className="chip chip--info">{step.word}</View>}</View>
          {step.text && <View className="step__s">{step.text}</View>}
        </View>
      ))}
    </View>
  )
}
