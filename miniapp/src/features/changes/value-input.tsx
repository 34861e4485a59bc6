// The new value of one field, in the way that its type is given.
import { View } from '@tarojs/components'
import type { ChangeField } from '@onecard/shared/rules/change-fields'
import type { ChangeCatalogueView } from '@onecard/shared/contract/changes.views'
import { Pick } from '../../ui/basics'
import { DayField } from '../../ui/day-field'
import { Field } from '../../ui/field'
import { listOf } from './change-form'

interface InputProps { f: ChangeField; value: string; onValue: (value: string) => void; catalogue: ChangeCatalogueView | undefined; members: readonly { id: string; name: string }[]; today: string; error?: string; /** Above the input instead of 「改成」. */ label?: string }
const DIGITS = ['phone', 'bankCard', 'integer', 'year']
const PLACEHOLDER: Partial<Record<ChangeField['type'], string>> = { phone: '手机号，或带区号座机', certificate: '18 位；残疾人证 20 或 22 位', bankCard: '12 到 21 位数字', year: '比如 2019', mu: '比如 6.5', decimal: '比如 80' }

export function ValueInput({ f, value, onValue, catalogue, members, today, error, label = '改成' }: InputProps) {
  if (f.type === 'day') return <DayField label={label === '改成' ? `${f.label}改成` : label} value={value} onDay={onValue} today={today} from="1900-01-01" to={today} error={error} />
  const options = f.type === 'flag' ? [{ code: '1', label: '是' }, { code: '0', label: '否' }] : f.type === 'member' ? members.map((m) => ({ code: m.id, label: m.name })) : f.list ? listOf(catalogue, f.list) : undefined
  if (options) {
    const many = f.type === 'codes'
    const chosen = many ? value.split(',').filter(Boolean) : [value]
    const pick = (code: string) => onValue(!many ? (value === code && !f.required ? '' : code) : (chosen.includes(code) ? chosen.filter((c) => c !== code) : [...chosen, code]).sort().join(','))
    return (
      <View>
        <View className="field__l">{label}</View>
        <View className={options.length > 12 ? 'picks picks--tall' : 'picks'}>{options.map((o) => <Pick key={o.code} tick text={o.label} on={chosen.includes(o.code)} act={() => pick(o.code)} label={`${f.label}：${o.label}`} />)}</View>
        {error && <View className="field__n">{error}</View>}
      </View>
    )
  }
  if (f.list) return <View className="hint">这一项的选项手机里还没有，有一次信号就会存下。</View>
  return <Field label={label} spoken={label === '改成' ? `${f.label}改成` : label} value={value} onInput={onValue} digits={DIGITS.includes(f.type)} placeholder={PLACEHOLDER[f.type] ?? ''} max={f.max && f.type === 'text' ? f.max : 60} error={error} />
}
