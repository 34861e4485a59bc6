// A day, chosen with the phone's own wheel.
import { Picker, View } from '@tarojs/components'
import { formatDay } from '@onecard/shared/rules/day'
import { Icon } from './basics'

export interface DayFieldProps {
  label: string
  /** `YYYY-MM-DD`; '' = none yet. */
  value: string
  onDay: (day: string) => void
  today: string
  from?: string
  to?: string
  error?: string
}
export function DayField({ label, value, onDay, today, from, to, error }: DayFieldProps) {
  return (
    <View className={`field${error ? ' field--bad' : ''}`}>
      <View className="field__l">{label}</View>
      <Picker mode="date" value={value || today} start={from} end={to} onChange={(event) => onDay(String(event.detail.value))} aria-label={label}>
        <View className="field__i"><Icon name="cal" className="c-2" /><View className={`field__x day-field__v${value ? '' : ' ph'}`}>{value ? formatDay(value, today) : '点这里选日期'}</View></View>
      </Picker>
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </View>
  )
}
