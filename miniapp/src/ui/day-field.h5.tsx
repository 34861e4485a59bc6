// The browser's own day field: it speaks the reader's language and is known to screen readers.
import { View } from '@tarojs/components'
import { Icon } from './basics'
import type { DayFieldProps } from './day-field'

export function DayField({ label, value, onDay, from, to, error }: DayFieldProps) {
  return (
    <View className={`field${error ? ' field--bad' : ''}`}>
      <View className="field__l">{label}</View>
      <View className="field__i"><Icon name="cal" className="c-2" /><input type="date" className="field__x" aria-label={label} value={value} min={from} max={to} onChange={(event) => onDay(event.target.value)} /></View>
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </View>
  )
}
