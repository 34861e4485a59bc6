// A browser's number field throws away what is not yet a number (「12.」), so text with the keyboard for amounts.
export const DECIMAL: Record<string, string> = { type: 'text', inputMode: 'decimal' }
