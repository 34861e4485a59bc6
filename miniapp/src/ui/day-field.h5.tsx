// The browser's own day field, known to screen readers; over it the day in our words, since a browser writes it as its own language has it.
import { View } from '@tarojs/components'
import { formatDay } from '@onecard/shared/rules/day'
import { silent } from './aria'
import { Icon } from './basics'
import { tapped } from '../platform/taps'
import type { DayFieldProps } from './day-field'

export function DayField({ label, value, onDay, today, from, to, error }: DayFieldProps) {
  return (
    <View className={`field${error ? ' field--bad' : ''}`}>
      <View className="field__l">{label}</View>
      <View className="field__i day-field">
        <Icon name="cal" className="c-2" />
        <View className={`field__x day-field__v${value ? '' : ' ph'}`} {...silent}>{value ? formatDay(value, today) : '点这里选日期'}</View>
        <input type="date" className="day-field__in" aria-label={label} value={value} min={from} max={to} onFocus={tapped} onClick={(event) => { try { event.currentTarget.showPicker?.() } catch { /* the browser shows it by itself, or only on its own sign */ } }} onChange={(event) => onDay(event.target.value)} />
      </View>
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </View>
  )
}
