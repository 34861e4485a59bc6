// What stands on a photo, so that it says by itself when and where it was taken: a band of words at its lower edge.

/** The part of a 2D context that both platforms draw with. */
export interface Pen {
  fillStyle: unknown
  font: string
  textBaseline: unknown
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number, most?: number): void
}

/** Longest side and JPEG quality of what is kept and sent. */
export const LONGEST = 1600
export const QUALITY = 0.75

export function fitted(width: number, height: number): { width: number; height: number } {
  const by = Math.min(1, LONGEST / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) }
}

const SMALLEST = 18
/** Letters that are read on a phone whatever the picture's size: about 42 of them side by side. */
export function paintStamp(pen: Pen, width: number, height: number, lines: readonly string[]): void {
  const size = Math.max(SMALLEST, Math.round(width / 42))
  const line = Math.round(size * 1.4)
  const band = lines.length * line + Math.round(size * 0.6)
  pen.fillStyle = 'rgba(0, 0, 0, 0.5)'
  pen.fillRect(0, height - band, width, band)
  pen.fillStyle = '#ffffff'
  pen.font = `${size}px sans-serif`
  pen.textBaseline = 'top'
  lines.forEach((text, i) => pen.fillText(text, size * 0.6, height - band + Math.round(size * 0.4) + i * line, width - size * 1.2))
}
