// What a scan comes to, in words. Pure. A refusal never carries a name, a village or an amount.
import type { CardView } from '@onecard/shared/contract/households.views'
import { readScan, type ScanReading } from '@onecard/shared/rules/scan-text'
import type { Failure } from '../../data/failure'
import type { Tone } from '../../ui/basics'
import type { IconName } from '../../ui/icon-names'

export type Help = 'label' | 'hotline' | 'village' | null
export interface Refusal { code: string; icon: IconName; tone: Tone; title: string; lines: string[]; help: Help; again: boolean }

/** The household among those on the phone that the reading names, or null. */
export function findKept(reading: ScanReading, cards: readonly CardView[]): string | null {
  if (reading.kind === 'code') return cards.find((c) => c.code === reading.code)?.id ?? null
  if (reading.kind === 'number') return cards.find((c) => c.number === reading.number)?.id ?? null
  return null
}

/** What the phone can say without asking: null = ask. A slip in typing fails its check and is like a code that nobody has. */
export function refusedHere(text: string): Refusal | null {
  const reading = readScan(text)
  if (reading.kind === 'foreign') return refusalOf('scan.not_ours')
  return reading.kind === 'plausible' ? refusalOf('scan.unknown') : null
}

const KNOWN: Record<string, Omit<Refusal, 'code'>> = {
  'scan.not_ours': { icon: 'scan', tone: 'idle', title: '这不是门牌码', lines: ['这是别处的码或号码。', '手机没有打开它，请放心。'], help: 'label', again: true },
  'scan.unknown': { icon: 'shield', tone: 'warn', title: '打不开这个码', lines: ['可能不在您负责的范围，', '也可能输错了。', '所以这里不显示姓名和情况。'], help: 'hotline', again: true },
  'scan.replaced': { icon: 'alert', tone: 'danger', title: '这个码已换新', lines: ['这户有了新码，请扫新的门牌。', '这一户的资料没有丢。'], help: 'village', again: true },
  'scan.offline': { icon: 'off', tone: 'warn', title: '没有信号，手机里也没有', lines: ['这个码不在手机存下的户里。', '走到有信号的地方再扫一次。'], help: null, again: true },
}

export function refusalOf(code: 'scan.not_ours' | 'scan.unknown' | 'scan.replaced' | 'scan.offline'): Refusal {
  return { code, ...KNOWN[code] }
}

export function refusalFrom(failure: Failure): Refusal {
  if (failure.code in KNOWN) return { code: failure.code, ...KNOWN[failure.code] }
  if (failure.code === 'scan.slow_down' || failure.status === 429) {
    const minutes = failure.retryAfter ? Math.max(1, Math.ceil(failure.retryAfter / 60)) : null
    return { code: 'scan.slow_down', icon: 'clock', tone: 'warn', title: '试的次数太多', lines: [minutes ? `请 ${minutes} 分钟后再扫。` : failure.detail, '这是为了防止有人一个一个地试。'], help: 'hotline', again: false }
  }
  return { code: failure.code, icon: 'alert', tone: 'danger', title: failure.title, lines: [failure.detail], help: null, again: true }
}

export const DIGITS = 8

/** The digits typed so far after one more key. */
export function typeKey(digits: string, key: string): string {
  if (/^[0-9]$/.test(key)) return digits.length < DIGITS ? digits + key : digits
  if (key === 'Backspace') return digits.slice(0, -1)
  return key === 'Escape' || key === 'Delete' ? '' : digits
}

export function typedHint(digits: string): string {
  const missing = DIGITS - digits.length
  return missing === 0 ? '8 位都齐了' : digits.length === 0 ? '没有信号也能打开存下的户' : `还差 ${missing} 位`
}
