import { View } from '@tarojs/components'
import { Icon } from './basics'
import { tapped } from '../platform/taps'
import type { TextAreaProps } from './text-area'

const LINE_CHARS = 18
const ROWS_MAX = 8

export function TextArea({ label, value, onInput, placeholder, max, error, aside }: TextAreaProps) {
  const rows = Math.min(ROWS_MAX, Math.max(2, value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_CHARS)), 0)))
  return (
    <View className={`field${error ? ' field--bad' : ''}`}>
      <View className="field__l"><View>{label}</View>{aside && <View className="hint">{aside}</View>}</View>
      <View className="field__i field__i--area"><textarea className="field__area" aria-label={label} value={value} maxLength={max} placeholder={placeholder} rows={rows} onFocus={tapped} onChange={(event) => onInput(event.target.value)} /></View>
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </View>
  )
}
