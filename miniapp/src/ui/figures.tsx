// Figures that are drawn: lengths come in per cent, words are said for those who don't see them.
import { View } from '@tarojs/components'
import { says, silent } from './aria'

export type Part = 'a' | 'b' | 'c' | 'd' | 'e' | 'net'

interface IncomeBarProps {
  parts: { part: Part; percent: number }[]
  net: number
  spent: number
  /** Where the line × people stands; null = not drawn. */
  line: { percent: number; text: string } | null
  label: string
}
/** Row 1: four incomes; row 2: what is left and, hatched, what was spent; the flag stands at the line. */
export function IncomeBar({ parts, net, spent, line, label }: IncomeBarProps) {
  return (
    <View className="ibar" {...says('img', { label })}>
      <View className="ibar__tr">{parts.map((p) => p.percent > 0 && <View key={p.part} className={`ibar__i part-${p.part}`} style={{ width: `${p.percent}%` }} />)}</View>
      <View className="ibar__tr ibar__tr--net">
        {net > 0 && <View className="ibar__i part-net" style={{ width: `${net}%` }} />}
        {spent > 0 && <View className="ibar__i part-e" style={{ width: `${spent}%` }} />}
      </View>
      {line && <View className="ibar__pl" style={{ left: `${line.percent}%` }} />}
      {line && <View className="ibar__pt" style={flagAt(line.percent)}>{line.text}</View>}
    </View>
  )
}

/** Keeps the word inside the picture at both ends. */
function flagAt(percent: number): Record<string, string> {
  if (percent < 25) return { left: '0' }
  if (percent > 75) return { right: '0' }
  return { left: `${percent}%`, transform: 'translateX(-50%)' }
}

/** 0 to twice the line; the tick in the middle is the line. */
export function Gauge({ percent, low, word, label }: { percent: number; low: boolean; word: string; label: string }) {
  return (
    <View>
      <View className="gauge" {...says('img', { label })}>
        <View className={`gauge__i${low ? ' gauge__i--low' : ''}`} style={{ width: `${percent}%` }} />
        <View className="gauge__u" style={{ left: '50%' }} />
      </View>
      <View className="hint center" style={{ marginTop: '5px' }} {...silent}>{word}</View>
    </View>
  )
}

export function Ring({ done, of, label }: { done: number; of: number; label: string }) {
  const percent = of > 0 ? Math.min(100, Math.round((done / of) * 100)) : 0
  return (
    <View className="ring" style={{ background: `conic-gradient(var(--primary) ${percent}%, var(--line) 0)` }} {...says('img', { label })}>
      <View className="ring__v" {...silent}>{done}<View className="ring__of">/ {of}</View></View>
    </View>
  )
}

export function Bar({ parts, label }: { parts: { percent: number; color: 'primary' | 'net' | 'danger' | 'warn' | 'info' | 'mark' }[]; label: string }) {
  return <View className="pbar" {...says('img', { label })}>{parts.map((p, i) => p.percent > 0 && <View key={i} className="pbar__i" style={{ width: `${p.percent}%`, background: `var(--${p.color})` }} />)}</View>
}

export function Swatch({ part }: { part: Part }) {
  return <View className={`sw part-${part}`} {...silent} />
}
