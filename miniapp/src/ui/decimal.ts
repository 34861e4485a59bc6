// The keyboard for amounts: digits and a point.
export const DECIMAL: Record<string, string> = { type: 'digit' }
