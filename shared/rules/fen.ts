// Money: integers of fen, read, written and divided without floating point. Safe integers instead of BigInt: older phones have none.
import { halfWidth, withoutSpaces } from './typed-text'

const DECIMAL = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/

/** A decimal text as an integer and the number of its decimals, trailing zeros dropped; null if it is none or too long. */
function readDecimal(text: string): { digits: number; scale: number } | null {
  const plain = withoutSpaces(halfWidth(text)).replace(/\u2212/g, '-')
  const match = DECIMAL.exec(plain)
  if (!match) return null
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  const digits = Number(match[1] + match[2].replace(/,/g, '') + fraction)
  return Number.isSafeInteger(digits) ? { digits: digits || 0, scale: fraction.length } : null
}

/** Yuan as typed (`1,234.50`, full-width too, with or without ¥ and 元) → fen; null if it is no amount or has parts of a fen. */
export function parseFen(text: string): number | null {
  const decimal = readDecimal(withoutSpaces(text).replace(/^[¥￥]/, '').replace(/元$/, ''))
  if (!decimal || decimal.scale > 2) return null
  const fen = decimal.digits * 10 ** (2 - decimal.scale)
  return Number.isSafeInteger(fen) ? fen : null
}

/** `3,250`, `3,250.05`, `-0.50`: decimals only where there are fen. */
export function formatAmount(fen: number): string {
  const absolute = Math.abs(fen)
  const cents = absolute % 100
  const yuan = String((absolute - cents) / 100).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${yuan}${cents === 0 ? '' : `.${cents < 10 ? '0' : ''}${cents}`}`
}

/** `3,250 元`. */
export function formatFen(fen: number): string {
  return `${formatAmount(fen)} 元`
}

/**
 * numerator ÷ denominator as an integer, half away from zero, from the exact quotient.
 * Null when the denominator is not above 0 or a number is no safe integer.
 */
export function roundHalfAwayFromZero(numerator: number, denominator: number): number | null {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) return null
  const absolute = Math.abs(numerator)
  const rest = absolute % denominator
  const quotient = (absolute - rest) / denominator + (rest >= denominator - rest ? 1 : 0)
  return numerator < 0 ? -quotient || 0 : quotient
}

/** quantity (decimal text, `12`, `3.25`) × price in fen → fen, half away from zero once; null if no number or too large to be exact. */
export function multiplyFen(quantity: string, priceFen: number): number | null {
  const decimal = readDecimal(quantity)
  if (!decimal) return null
  return roundHalfAwayFromZero(decimal.digits * priceFen, 10 ** decimal.scale)
}

/** Fen per head or part → whole yuan from the exact quotient, never from the rounded fen. */
export function wholeYuan(fen: number, parts = 1): number | null {
  return roundHalfAwayFromZero(fen, parts * 100)
}

export function sumFen(amounts: readonly number[]): number {
  return amounts.reduce((sum, fen) => sum + fen, 0)
}
