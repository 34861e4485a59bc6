export function dial(number: string): void {
  window.location.href = `tel:${number.replace(/[^\d+]/g, '')}`
}

export function buzz(): void {
  navigator.vibrate?.(30)
}
