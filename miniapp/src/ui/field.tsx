// One line of typing, with its label above and the reason of a refusal below.
import { useState, type ReactNode } from 'react'
import { Input, View } from '@tarojs/components'
import { Icon } from './basics'
import { DECIMAL } from './decimal'
import type { IconName } from './icon-names'
import { tapped } from '../platform/taps'

interface FieldProps {
  label?: string
  /** What is read out where no label stands above. */
  spoken?: string
  value: string
  onInput: (value: string) => void
  onConfirm?: () => void
  placeholder?: string
  password?: boolean
  /** `decimal`: an amount. */
  digits?: boolean | 'decimal'
  icon?: IconName
  end?: ReactNode
  error?: string
  max?: number
  /** What a browser may fill in by itself. */
  autoComplete?: string
  confirm?: 'done' | 'search' | 'next'
}
export function Field({ label, spoken, value, onInput, onConfirm, placeholder, password, digits, icon, end, error, max = 200, autoComplete = 'off', confirm = 'done' }: FieldProps) {
  const [on, setOn] = useState(false)
  return (
    <View className={`field${error ? ' field--bad' : on ? ' field--on' : ''}`}>
      {label && <View className="field__l">{label}</View>}
      <View className="field__i">
        {icon && <Icon name={icon} className="c-2" />}
        <Input
          className="field__x"
          aria-label={spoken ?? label}
          value={value}
          type={digits ? 'number' : 'text'}
          password={password}
          maxlength={max}
          placeholder={placeholder}
          placeholderClass="ph"
          confirmType={confirm}
          {...{ autoComplete, autoCapitalize: 'none' }}
          {...(digits === 'decimal' ? DECIMAL : {})}
          onFocus={() => { tapped(); setOn(true) }}
          onBlur={() => setOn(false)}
          onInput={(event) => onInput(String(event.detail.value))}
          onConfirm={onConfirm}
        />
        {end}
      </View>
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </View>
  )
}
