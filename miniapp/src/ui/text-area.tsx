// Several lines of typing. Grows with what is typed.
import { Textarea, View } from '@tarojs/components'
import { Icon } from './basics'
import { tapped } from '../platform/taps'

export interface TextAreaProps { label: string; value: string; onInput: (value: string) => void; placeholder?: string; max: number; error?: string; /** Stands right of the label. */ aside?: string }
export function TextArea({ label, value, onInput, placeholder, max, error, aside }: TextAreaProps) {
  return (
    <View className={`field${error ? ' field--bad' : ''}`}>
      <View className="field__l"><View>{label}</View>{aside && <View className="hint">{aside}</View>}</View>
      <View className="field__i field__i--area"><Textarea className="field__area" aria-label={label} value={value} maxlength={max} placeholder={placeholder} placeholderClass="ph" autoHeight disableDefaultPadding cursorSpacing={120} onFocus={tapped} onInput={(event) => onInput(String(event.detail.value))} /></View>
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </View>
  )
}
